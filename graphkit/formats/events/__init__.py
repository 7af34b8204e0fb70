"""Tables of relations, a row for each: edge lists, GDELT, ICEWS and any other, of any size."""
