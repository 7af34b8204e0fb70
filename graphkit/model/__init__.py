"""What a file may hold: actors, relations, sources, their types, and what is wrong with them."""
