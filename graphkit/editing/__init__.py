"""Changes datasets: each change takes a dataset and returns a new one."""
