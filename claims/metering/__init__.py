"""How often programs call: limits by class of token, and use by day. Counted in Redis."""
