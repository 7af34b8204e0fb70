"""Defines what a dataset holds (actors, relations, sources, types) and checks that it is valid."""
