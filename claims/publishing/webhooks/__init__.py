"""Webhooks (Standard Webhooks 1.0.0): releases told to whoever asked for it, signed, tried again until they arrive."""
