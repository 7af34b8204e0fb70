"""Queries: each takes a graph and returns a frozen answer, or a smaller graph."""
