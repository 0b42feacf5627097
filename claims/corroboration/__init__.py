"""Evidence in, corroboration status and its *why* out."""
