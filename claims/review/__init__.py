"""Workflow, queue, and the drain that follows up what changed."""
