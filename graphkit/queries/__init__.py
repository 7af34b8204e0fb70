"""Answers questions about a graph: one module each, a graph in, a frozen answer out."""
