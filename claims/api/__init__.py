"""REST v1: thin views over finished releases."""
