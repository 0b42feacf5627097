"""Releases and the change feed: everything that leaves."""
