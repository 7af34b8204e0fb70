"""Tests of the page: data, layout, document, and the page in a real browser."""
