"""The page: one HTML file that shows a dated graph in a browser, with nothing to install."""
