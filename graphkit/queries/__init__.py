"""Questions asked of a graph; each gives a frozen answer."""
