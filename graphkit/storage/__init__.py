"""Reads and writes graphkit's own files, so that nothing is half-written or lost."""
