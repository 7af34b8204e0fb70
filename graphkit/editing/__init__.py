"""Changes a dataset: every change is a function from dataset to dataset."""
