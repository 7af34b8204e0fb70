"""Answers questions about large tables from numpy arrays, without a graph."""
