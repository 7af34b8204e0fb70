"""Graphs of other programs: GEXF, GraphML, Cytoscape JSON, graphs in JSON, and networkx's own writers."""
