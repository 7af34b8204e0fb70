"""The proof of speed: graphkit side by side with its peers, in one process, query by query in turn."""
