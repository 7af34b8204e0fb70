"""Feeds the readers and the command line what nobody should: seeded, so that each case can be had again."""
