"""Reads and writes files of our own, so that nothing is half-written or lost."""
