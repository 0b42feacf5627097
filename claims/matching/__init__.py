"""Is it logged already?"""
