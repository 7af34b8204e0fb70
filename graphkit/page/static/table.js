// The same as a table for keyboard and screen reader: actors and relations, drawn when asked for.

const TABLE_ROWS = 500;
let tableShown = false;
let tableRows = TABLE_ROWS;

function toggleTable(on = !tableShown) {
  tableShown = on;
  byId("table-button").setAttribute("aria-pressed", String(on));
  byId("table").hidden = !on;
  if (on) {
    tableRows = TABLE_ROWS;
    drawTable();
    byId("table").focus();
  }
}

/** A cell of a CSV file; what a spreadsheet would take for a formula is kept as text. */
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

function keepAsCsv(rows) {
  const lines = [["id", "when", "edtf", "source", "type", "target", "status", "certainty", "summary"]];
  for (const row of rows) {
    lines.push([
      relations.id[row], field(relations, "words", row, ""), field(relations, "when", row, ""), nameOf(relations.source[row]), typeOf(row).name,
      nameOf(relations.target[row]), statusOf(row), view.mode === "all" ? "" : seen.verdict[row] === SURE ? "certain" : "possible", sentenceOf(row),
    ]);
  }
  const text = lines.map((line) => line.map(csvCell).join(",")).join("\r\n");
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  make("a", { href: address, download: "relations.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function drawTable() {
  if (!tableShown) return;
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (seen.verdict[row] !== HIDDEN) rows.push(row);
  rows.sort((one, other) => is.background[one] - is.background[other] || byTime(one, other));
  const people = [...seen.active.keys()].filter((actor) => seen.active[actor]).sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en"));
  const head = make("thead", {}, make("tr", {}, ["When", "From", "Relation", "To", "What"].map((name) => make("th", { scope: "col" }, name))));
  const body = make("tbody", {}, rows.slice(0, tableRows).map((row) => make("tr", {},
    make("td", { class: "date" }, field(relations, "words", row, "no date")),
    make("td", {}, actorButton(relations.source[row])),
    make("td", {}, typeOf(row).label),
    make("td", {}, actorButton(relations.target[row])),
    make("td", {}, make("button", { type: "button", class: "name", onclick: () => select({ relation: row }) }, sentenceOf(row)), " ", ...tags(row)),
  )));
  const rest = rows.length - tableRows;
  byId("table").replaceChildren(
    make("div", { class: "table-head" }, make("h2", {}, plural(rows.length, "relation")), make("button", { type: "button", onclick: () => keepAsCsv(rows) }, "Keep as CSV")),
    make("table", { class: "plain" }, head, body),
    rest > 0 ? make("button", { type: "button", class: "wide", onclick: () => { tableRows += TABLE_ROWS; drawTable(); } }, `Show ${Math.min(rest, TABLE_ROWS)} more of ${rest}`) : "",
    make("h2", {}, plural(people.length, "actor")),
    make("ul", { class: "people" }, people.map((actor) => make("li", {}, kindIcon(actors.kind[actor]), actorButton(actor)))),
  );
}
