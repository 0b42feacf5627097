"""Grades of sources and of information: by people, with reasons, every one kept."""
