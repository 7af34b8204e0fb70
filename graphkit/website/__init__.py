"""Many stories as one static site: pages that are read without script, and the graph of each story."""
