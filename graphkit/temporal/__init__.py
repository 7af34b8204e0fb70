"""Reads dates and computes with days; knows nothing of relations."""
