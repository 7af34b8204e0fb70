// Loads a Cytoscape JSON file into cytoscape.js without a display, and prints its elements as JSON.
const { readFileSync } = require("node:fs");
const cytoscape = require("cytoscape");

const { elements } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const cy = cytoscape({ headless: true, elements });
console.log(JSON.stringify({
  nodes: cy.nodes().map((node) => node.data()),
  edges: cy.edges().map((edge) => edge.data()),
}));
