// The legend: what colours, shapes and marks mean, with counts; a click on an entry filters.

const open = new Set();

function toggled(set, name) {
  const next = new Set(set);
  if (!next.delete(name)) next.add(name);
  return next;
}

/** Counts per family and type in the time shown, whether switched on or off. */
function legendCounts() {
  const families = new Map();
  const types = new Map();
  const kinds = new Map();
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.timed[row] === HIDDEN) continue;
    const type = typeOf(row);
    families.set(type.family, (families.get(type.family) || 0) + 1);
    types.set(type.name, (types.get(type.name) || 0) + 1);
  }
  const inTimeActors = new Set();
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.timed[row] === HIDDEN || view.offFamilies.has(typeOf(row).family) || view.offTypes.has(typeOf(row).name)) continue;
    inTimeActors.add(relations.source[row]).add(relations.target[row]);
  }
  for (const actor of inTimeActors) kinds.set(kindOf(actor).name, (kinds.get(kindOf(actor).name) || 0) + 1);
  return { families, types, kinds };
}

function entry(id, on, icon, label, count, title, act) {
  const box = make("input", { type: "checkbox", id, onchange: act });
  box.checked = on;
  return make("label", { class: count ? "entry" : "entry none", title }, box, icon, make("span", { class: "entry-name" }, label), make("span", { class: "count" }, String(count)));
}

function drawLegend() {
  const focus = document.activeElement && document.activeElement.id;
  const counts = legendCounts();
  const families = page.families.map((family, number) => {
    const types = page.types.filter((type) => type.family === family.name);
    const row = entry(
      `family-${family.name}`, !view.offFamilies.has(family.name),
      lineIcon(`var(--family-${number})`, family.name === "background" ? "background" : ""),
      family.label, counts.families.get(family.name) || 0, family.meaning,
      () => change({ offFamilies: toggled(view.offFamilies, family.name) }),
    );
    const more = make("button", {
      type: "button", id: `open-${family.name}`, class: "more", "aria-expanded": String(open.has(family.name)), "aria-label": `Types of ${family.label}`,
      onclick: () => {
        if (!open.delete(family.name)) open.add(family.name);
        drawLegend();
      },
    });
    const list = open.has(family.name) && make("ul", { class: "types" }, types.map((type) => make("li", {}, entry(
      `type-${type.name}`, !view.offTypes.has(type.name), null, type.label, counts.types.get(type.name) || 0, type.meaning,
      () => change({ offTypes: toggled(view.offTypes, type.name) }),
    ))));
    return make("li", { class: "family" }, row, more, list);
  });
  const kinds = page.kinds.map((kind, number) => make("li", {}, entry(
    `kind-${kind.name}`, !view.offKinds.has(kind.name), kindIcon(number), kind.label, counts.kinds.get(kind.name) || 0, null,
    () => change({ offKinds: toggled(view.offKinds, kind.name) }),
  )));
  const marks = [
    ["", "for sure"], ["maybe", "maybe: dates leave it open"], ["planned", "planned"], ["denied", "denied"],
    ["claimed", "claimed: no one reports it in their own voice"], ["contested", "contested: sources disagree"],
  ].map(([mark, text]) => make("li", { class: "mark" }, lineIcon("var(--ink)", mark), make("span", {}, text)));
  byId("legend").replaceChildren(
    make("h2", {}, "Relations"), make("ul", {}, families),
    make("h2", {}, "Actors"), make("ul", {}, kinds),
    make("h2", {}, "How sure"), make("ul", { class: "marks" }, marks),
  );
  if (focus && byId("legend").querySelector(`[id="${CSS.escape(focus)}"]`)) byId(focus).focus({ preventScroll: true });
}
