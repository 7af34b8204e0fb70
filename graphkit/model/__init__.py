"""Defines what a dataset is: its rows, what they refer to, its vocabulary, and what makes it invalid."""
