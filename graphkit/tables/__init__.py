"""Answers questions about large tables from arrays, without a graph."""
