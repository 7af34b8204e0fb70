"""The desk: the commands for a browser and for models, over one dataset that stays open."""
