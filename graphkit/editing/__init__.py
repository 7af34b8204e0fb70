"""Changes of a dataset, each a function from dataset to dataset."""
