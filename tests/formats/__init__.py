"""What leaves in the formats of the trade."""
