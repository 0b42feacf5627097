"""Append-only, hash-chained record of decisions, and its verification."""
