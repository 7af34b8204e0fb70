"""Turns a dataset into a networkx graph and decides which relations match a filter."""
