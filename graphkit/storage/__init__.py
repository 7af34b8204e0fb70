"""Reads and writes graphkit's own files so that none is ever half-written or lost."""
