"""Runs the commands for a browser and for models, over a dataset that stays open."""
