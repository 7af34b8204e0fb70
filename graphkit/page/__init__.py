"""Builds the page: one HTML file that shows a graph in a browser, without a server."""
