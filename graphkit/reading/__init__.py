"""Reads articles: what in them may be an actor, a date or a relation, for a person to accept or refuse."""
