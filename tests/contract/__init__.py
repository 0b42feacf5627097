"""Clients and checkers of others, unmodified, against what leaves."""
