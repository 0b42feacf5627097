"""Formats of the trade, a file each: a released document in, a finished value out. Pure: no Django, no clock."""
