"""Readable text in, statements out: who says what, in whose words, and what a careful reader would stumble over."""
