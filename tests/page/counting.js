// What the tests hold the counts of filters against: each name is switched on, and what then shows is counted.

const NAMED = {
  offFamilies: "families",
  offTypes: "types",
  offKinds: "kinds",
  onlyKinds: "kinds",
  offStatuses: "statuses",
  onlyVoices: "voices",
  onlyPublishers: "publishers",
  onlyAgainst: "against",
};
const groupOf = (group) => HIDING[group] || CHOOSING[group];

/** A view from plain data: names are given by their numbers, infinite days as null. */
function viewFrom(each) {
  const found = { ...openingView(), ...each, from: each.from ?? -Infinity, to: each.to ?? Infinity, knownBy: each.knownBy ?? Infinity };
  for (const [part, group] of Object.entries(NAMED)) {
    const { names } = groupOf(group);
    found[part] = new Set(names.length ? each[part].map((place) => names[place % names.length]) : []);
  }
  const options = attributes.flatMap((attribute) => attribute.options);
  for (const part of ["hide", "only", "pin"]) found[part] = new Set(each[part].map((actor) => actor % ACTORS));
  found.onlyAttributes = new Set(options.length ? each.onlyAttributes.map((place) => options[place % options.length]) : []);
  return found;
}

function rowsIn(asked) {
  setKnown(asked.knownBy);
  const rows = Array.from({ length: RELATIONS }, (_, row) => row);
  return rows.filter((row) => passesFilters(row, asked) && inTime(row, asked) !== HIDDEN);
}

const less = (names, name) => new Set([...names].filter((other) => other !== name));

/** The view with a name of a group switched on. */
function switchedOn(asked, group, name) {
  if (group === "statuses") return { ...asked, offStatuses: new Set(["none", ...less(page.statuses, name)]) };
  if (CHOOSING[group]) {
    const { part, names } = CHOOSING[group];
    return { ...asked, [part]: new Set([...asked[part]].filter((other) => !names.includes(other)).concat(name)) };
  }
  const on = { ...asked, [HIDING[group].part]: less(asked[HIDING[group].part], name) };
  if (group === "kinds") return { ...on, onlyKinds: new Set() };
  return group === "types" ? { ...on, offFamilies: less(asked.offFamilies, familyOfType.get(name)) } : on;
}

const IS_NAMED = {
  families: (row, name) => typeOf(row).family === name,
  types: (row, name) => typeOf(row).name === name,
  statuses: (row, name) => statusOf(row) === name,
  voices: () => true,
  publishers: () => true,
  against: () => true,
};

function truth(asked, group, name) {
  const rows = rowsIn(switchedOn(asked, group, name));
  if (group !== "kinds") return rows.filter((row) => IS_NAMED[group]?.(row, name) ?? true).length;
  const isOne = (actor) => kindOf(actor).name === name;
  const seenOnes = new Set(rows.flatMap((row) => [relations.source[row], relations.target[row], ...aboutOf[row]]).filter(isOne));
  const everyone = Array.from({ length: ACTORS }, (_, actor) => actor);
  const alone = everyone.filter((actor) => asked.mode === "all" && !relationsOf[actor].length && isOne(actor) && !asked.hide.has(actor) && (asked.only.size < 2 || asked.only.has(actor)));
  return new Set([...seenOnes, ...alone]).size;
}

function certainties(asked) {
  const all = { ...asked, certain: false, reported: false, mark: null };
  const only = (verdict) => rowsIn(all).filter((row) => inTime(row, all) === verdict).length;
  const rows = rowsIn(asked);
  return {
    sure: only(SURE),
    unreported: only(UNREPORTED),
    maybe: only(MAYBE),
    claimed: rowsIn({ ...asked, noClaims: false, mark: null }).filter((row) => is.claimed[row]).length,
    contested: rowsIn({ ...asked, noContested: false, mark: null }).filter((row) => is.contested[row]).length,
    "long-ago": rowsIn({ ...asked, reportedWithin: null }).length - rows.length,
  };
}

/** Every count of a view as [group, name, as told, as it is]. */
function countsOf(each) {
  const asked = viewFrom(each);
  setKnown(asked.knownBy);
  const told = countNames(asked, { names: Object.keys(CHOOSING) });
  const groups = [...Object.keys(HIDING), ...Object.keys(CHOOSING)];
  const found = groups.flatMap((group) => groupOf(group).names.map((name) => [group, name, told[group].get(name) || 0, truth(asked, group, name)]));
  const sure = Object.entries(certainties(asked)).map(([name, count]) => ["certainty", name, told.certainty.get(name) || 0, count]);
  return [...found, ...sure];
}
