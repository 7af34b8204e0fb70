"""Relations as columns of numpy, in which a query costs what its answer does: for large tables and graphs."""
