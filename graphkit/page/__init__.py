"""The page: one HTML file in which people look at a dated graph, with nothing to install."""
