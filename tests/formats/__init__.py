"""Tests of the formats: each module reads what it writes."""
