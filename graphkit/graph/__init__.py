"""Makes a networkx graph of a dataset, and says which of its relations belong in a question, and why."""
