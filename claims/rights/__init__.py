"""Notice in, terms out; what may leave."""
