// The panel of details: the story at large, an actor with its relations, a relation with its evidence, a path.

const STATUS = { planned: "planned, not done", denied: "denied" };

function marksOf(row) {
  const marks = [];
  if (seen.verdict[row] === MAYBE) marks.push("maybe");
  if (is.planned[row]) marks.push("planned");
  if (is.denied[row]) marks.push("denied");
  if (is.claimed[row]) marks.push("claimed");
  if (is.contested[row]) marks.push("contested");
  if (field(relations, "differ", row)) marks.push("dates differ");
  return marks;
}

const tags = (row) => marksOf(row).map((mark) => make("span", { class: `tag tag-${mark.replace(" ", "-")}` }, mark));
const familyBar = (row) => `var(--family-${familyOf[row]})`;

function actorButton(actor, text = nameOf(actor)) {
  return make("button", { type: "button", class: "name", onclick: () => select({ actor }) }, text);
}

/** A relation in a list: date, sentence, marks; a click opens it. */
function relationItem(row) {
  const bar = make("i", { class: "bar", "aria-hidden": "true" });
  bar.style.background = familyBar(row);
  return make("li", { class: "item" }, bar, make(
    "button", { type: "button", class: "item-button", onclick: () => select({ relation: row }) },
    make("span", { class: "date" }, field(relations, "words", row, "no date")),
    make("span", { class: "sentence" }, sentenceOf(row)),
    tags(row).length ? make("span", { class: "tags" }, tags(row)) : null,
  ));
}

const byTime = (one, other) => listDay(one) - listDay(other) || one - other;
const list = (rows) => make("ul", { class: "items" }, rows.map(relationItem));

function drawDetails() {
  const panel = byId("details");
  const chosen = view.selection;
  panel.replaceChildren(...(
    !chosen ? aboutStory()
    : chosen.actor !== undefined ? aboutActor(chosen.actor)
    : chosen.relation !== undefined ? aboutRelation(chosen.relation)
    : aboutPath(chosen.path)
  ).filter(Boolean));
}

const closer = () => make("button", { type: "button", class: "close", "aria-label": "Close (Esc)", title: "Close (Esc)", onclick: () => select(null) }, "×");

const SHOWN_AT_ONCE = 200;

function aboutStory() {
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (seen.verdict[row] !== HIDDEN && !is.background[row]) rows.push(row);
  rows.sort(byTime);
  const [first, second] = { all: ["All that is told", ""], day: ["In force on this day", "Happened by then"], span: ["In this period", "Going on since before"] }[view.mode];
  const leads = (row) => (view.mode === "all" ? true : view.mode === "day" ? inForce(row, view.day) : latestStart[row] >= view.from || is.undated[row]);
  const shown = rows.slice(0, SHOWN_AT_ONCE);
  const [one, other] = [shown.filter(leads), shown.filter((row) => !leads(row))];
  return [
    page.description && make("p", { class: "lead" }, page.description),
    make("h2", {}, first),
    one.length ? list(one) : make("p", { class: "quiet" }, "Nothing."),
    other.length && make("h2", {}, second),
    other.length && list(other),
    rows.length > SHOWN_AT_ONCE && make("p", { class: "quiet" }, `${plural(rows.length - SHOWN_AT_ONCE, "more relation")} in the table.`),
    make("p", { class: "quiet" }, "Click an actor or a line; shift-click a second actor for the shortest path."),
  ];
}

function aboutActor(actor) {
  const shown = relationsOf[actor].filter((row) => seen.verdict[row] !== HIDDEN);
  const aliases = field(actors, "aliases", actor, []);
  const groups = page.families.map((family, number) => [family, shown.filter((row) => familyOf[row] === number).sort(byTime)]);
  const about = [];
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.verdict[row] !== HIDDEN && field(relations, "about", row, []).includes(actors.id[actor]) && !shown.includes(row)) about.push(row);
  }
  const hidden = relationsOf[actor].length - shown.length;
  return [
    closer(),
    make("p", { class: "kicker" }, kindIcon(actors.kind[actor]), kindOf(actor).label),
    make("h2", { class: "headline" }, nameOf(actor)),
    field(actors, "description", actor) && make("p", { class: "lead" }, field(actors, "description", actor)),
    aliases.length && make("p", { class: "quiet" }, `Also: ${aliases.join(", ")}`),
    make("p", { class: "quiet" }, `${plural(shown.length, "relation")} shown${hidden ? `, ${hidden} outside what is shown` : ""}`),
    ...groups.filter(([, rows]) => rows.length).flatMap(([family, rows]) => [make("h3", {}, family.label), list(rows)]),
    about.length && make("h3", {}, "Concerning it"),
    about.length && list(about),
  ];
}

function aboutRelation(row) {
  const type = typeOf(row);
  const kicker = make("p", { class: "kicker" }, lineIcon(familyBar(row), is.background[row] ? "background" : ""), page.families[familyOf[row]].label, " · ", type.label);
  const parties = make("p", { class: "parties" }, actorButton(relations.source[row]), ` ${type.label} `, actorButton(relations.target[row]));
  const about = field(relations, "about", row, []).map((id) => actorNumbers.get(id)).filter((actor) => actor !== undefined);
  const when = field(relations, "when", row);
  const facts = [
    ["When", [make("span", {}, field(relations, "words", row, "no date")), when && make("code", { title: "As it stands in the file (EDTF)" }, when)]],
    view.mode !== "all" && seen.verdict[row] === HIDDEN && ["Shown", ["not in what is shown now"]],
    view.mode === "day" && seen.verdict[row] !== HIDDEN && !is.background[row] && ["As of then", [inForce(row, view.day) ? "in force" : "had happened"]],
    STATUS[statusOf(row)] && ["Status", [STATUS[statusOf(row)]]],
    about.length && ["Concerning", about.flatMap((actor, place) => [place ? ", " : "", actorButton(actor)])],
    field(relations, "amount", row) && ["Amount", [field(relations, "amount", row)]],
    field(relations, "voices", row, []).length && [
      field(relations, "voices", row, []).length === 1 ? "Voice" : "Voices",
      [`${field(relations, "voices", row, []).join(", ")} (${plural(field(relations, "origins", row, 0), "independent source")})`],
    ],
    field(relations, "note", row) && ["Note", [field(relations, "note", row)]],
  ].filter(Boolean);
  return [
    closer(),
    kicker,
    make("h2", { class: "headline" }, sentenceOf(row)),
    tags(row).length && make("p", { class: "tags" }, tags(row)),
    parties,
    make("dl", { class: "facts" }, facts.flatMap(([name, what]) => [make("dt", {}, name), make("dd", {}, what)])),
    ...evidenceOf(row),
    ...linksOf(row),
  ];
}

/** The evidence; where it disagrees, side by side: each side with what it says and who says it. */
function evidenceOf(row) {
  const entries = field(relations, "evidence", row, []);
  const sides = new Map();
  for (const item of entries) {
    const says = [item.contradicts ? "Contradicts it" : null, item.type && typeLabel(item.type), item.status, item.when].filter(Boolean).join(" · ");
    if (!sides.has(says)) sides.set(says, []);
    sides.get(says).push(item);
  }
  if (!entries.length) return [make("h3", {}, "Evidence"), make("p", { class: "quiet" }, "None is given.")];
  if (sides.size === 1) return [make("h3", {}, "Evidence"), make("ul", { class: "evidence" }, entries.map((item) => evidenceItem(item)))];
  return [
    make("h3", {}, is.contested[row] ? "What sources make of it" : "Evidence"),
    ...[...sides].map(([says, items]) => make("div", { class: "side" },
      make("p", { class: "side-says" }, says || `${typeOf(row).label}${statusOf(row) === "actual" ? "" : `, ${statusOf(row)}`}`),
      make("ul", { class: "evidence" }, items.map(evidenceItem)))),
  ];
}

function typeLabel(name) {
  const type = page.types.find((candidate) => candidate.name === name);
  return type ? type.label : name.replace(/-/g, " ");
}

function evidenceItem(item) {
  const source = page.sources[item.source];
  const title = source.title || source.publisher;
  return make("li", {},
    make("span", { class: "publisher" }, source.publisher),
    make("cite", {}, outward(item.url || source.url, title)),
    make("span", { class: "quiet" }, [
      source.published, item.paragraph && `paragraph ${item.paragraph}`,
      item.voice ? `according to ${item.voice}` : "in its own voice", item.said && `said ${item.said}`,
    ].filter(Boolean).join(" · ")),
    item.quote && make("q", {}, item.quote),
    item.note && make("span", { class: "quiet" }, item.note));
}

function linksOf(row) {
  const links = field(relations, "links", row, []).map(([rel, id]) => [rel, relationNumbers.get(id)]).filter(([, other]) => other !== undefined);
  if (!links.length) return [];
  return [make("h3", {}, "Part of one story"), ...links.map(([rel, other]) => make("div", {}, make("p", { class: "side-says" }, rel.replace(/-/g, " ")), list([other])))];
}

function aboutPath(path) {
  const ends = `${nameOf(path.from)} to ${nameOf(path.to)}`;
  const skipped = path.skipped.length > 0 && make("p", { class: "quiet" }, `Not taken as a go-between: ${path.skipped.map(nameOf).join(", ")} (the way would be shorter).`);
  if (!path.actors) {
    return [closer(), make("p", { class: "kicker" }, "Shortest path"), make("h2", { class: "headline" }, ends), make("p", { class: "lead" }, "No path in what is shown. Widen the period, or switch families on."), skipped];
  }
  const hops = path.relations.map((row, place) => make("li", { class: "hop" }, actorButton(path.actors[place]), make("ul", { class: "items" }, relationItem(row))));
  return [
    closer(),
    make("p", { class: "kicker" }, "Shortest path in what is shown"),
    make("h2", { class: "headline" }, ends),
    make("p", { class: "quiet" }, plural(path.relations.length, "hop")),
    skipped,
    make("ol", { class: "hops" }, hops, make("li", { class: "hop" }, actorButton(path.to))),
  ];
}
