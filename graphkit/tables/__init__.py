"""Large tables of relations in arrays: time index, adjacency, and the queries over them; no graph is made."""
