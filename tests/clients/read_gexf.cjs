// Reads a GEXF file as graphology does, and prints its actors and relations as JSON.
const { readFileSync } = require("node:fs");
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf/node");

const graph = gexf.parse(MultiDirectedGraph, readFileSync(process.argv[2], "utf8"), { respectInputGraphType: false, addMissingNodes: false });
console.log(JSON.stringify({
  nodes: graph.mapNodes((id, attributes) => ({ id, ...attributes })),
  edges: graph.mapEdges((key, attributes, source, target) => ({ key, source, target, ...attributes })),
}));
