// Holds what is being looked at, tells listeners when it changes, and keeps it in the link's hash.

const view = {
  mode: "all",
  from: -Infinity,
  to: Infinity,
  day: 0,
  certain: false,
  undated: false,
  offFamilies: new Set(["newsroom"]),
  offTypes: new Set(),
  offKinds: new Set(),
  selection: null, // {actor} or {relation} or {path: {actors, relations, from, to}}
  step: null,
};

/** Derived on each change: the verdict per relation, before (`timed`) and after the filters. */
const seen = {
  timed: new Uint8Array(RELATIONS),
  verdict: new Uint8Array(RELATIONS),
  active: new Uint8Array(ACTORS),
};

const listeners = [];
const onChange = (listener) => listeners.push(listener);

function recompute() {
  seen.active.fill(0);
  for (let row = 0; row < RELATIONS; row += 1) {
    const timed = inTime(row, view);
    seen.timed[row] = timed;
    const verdict = timed !== HIDDEN && passesFilters(row, view) ? timed : HIDDEN;
    seen.verdict[row] = verdict;
    if (verdict !== HIDDEN) {
      seen.active[relations.source[row]] = 1;
      seen.active[relations.target[row]] = 1;
    }
  }
  if (view.mode === "all") {
    for (let actor = 0; actor < ACTORS; actor += 1) {
      if (!relationsOf[actor].length && !view.offKinds.has(kindOf(actor).name)) seen.active[actor] = 1;
    }
  }
}

/** Change the view and tell everyone; `what` names the parts of it that are new. */
function change(what) {
  Object.assign(view, what);
  recompute();
  for (const listener of listeners) listener(what);
  keepInHash();
}

function select(selection) {
  change({ selection });
}

// --- the hash: readable, and anything that cannot be read in it is passed over ---------------

let hashTimer = 0;
let ownHash = "";

function hashOf() {
  const parts = new URLSearchParams();
  if (view.mode === "span") parts.set("span", `${isoDay(view.from)}/${isoDay(view.to)}`);
  else if (view.mode === "day") parts.set("day", isoDay(view.day));
  else parts.set("all", "1");
  if (view.certain) parts.set("certain", "1");
  if (view.undated) parts.set("undated", "1");
  if (!view.offFamilies.has("newsroom")) parts.set("newsroom", "1");
  const families = [...view.offFamilies].filter((name) => name !== "newsroom");
  if (families.length) parts.set("without", families.join(","));
  if (view.offTypes.size) parts.set("without-types", [...view.offTypes].join(","));
  if (view.offKinds.size) parts.set("without-kinds", [...view.offKinds].join(","));
  const chosen = view.selection;
  if (chosen && chosen.actor !== undefined) parts.set("actor", actors.id[chosen.actor]);
  if (chosen && chosen.relation !== undefined) parts.set("relation", relations.id[chosen.relation]);
  if (chosen && chosen.path) parts.set("path", `${actors.id[chosen.path.from]} ${actors.id[chosen.path.to]}`);
  return parts.toString();
}

function keepInHash() {
  clearTimeout(hashTimer);
  hashTimer = setTimeout(() => {
    ownHash = `#${hashOf()}`;
    try {
      history.replaceState(null, "", ownHash);
    } catch {
      // Some browsers refuse this to files and frames: then the link just does not follow.
    }
  }, 250);
}

/** Read a view from a hash; returns null where it says nothing of the time. */
function readHash(hash) {
  let parts;
  try {
    parts = new URLSearchParams(hash.replace(/^#/, ""));
  } catch {
    return null;
  }
  const names = (key, known) => new Set((parts.get(key) || "").split(",").filter((name) => known.has(name)));
  const found = {};
  if (parts.has("span")) {
    const [from, to] = parts.get("span").split("/");
    const first = from ? fromIso(from) : -Infinity;
    const last = to ? fromIso(to) : Infinity;
    if (first === null || last === null || first > last) return null;
    Object.assign(found, { mode: "span", from: first, to: last });
  } else if (parts.has("day")) {
    const day = fromIso(parts.get("day"));
    if (day === null) return null;
    Object.assign(found, { mode: "day", day });
  } else if (parts.has("all")) found.mode = "all";
  else return null;
  found.certain = parts.get("certain") === "1";
  found.undated = parts.get("undated") === "1";
  found.offFamilies = names("without", new Set(page.families.map((family) => family.name)));
  if (parts.get("newsroom") !== "1") found.offFamilies.add("newsroom");
  found.offTypes = names("without-types", new Set(page.types.map((type) => type.name)));
  found.offKinds = names("without-kinds", new Set(page.kinds.map((kind) => kind.name)));
  const actor = actorNumbers.get(parts.get("actor"));
  const relation = relationNumbers.get(parts.get("relation"));
  const ends = (parts.get("path") || "").split(" ").map((id) => actorNumbers.get(id));
  found.selection = null;
  if (actor !== undefined) found.selection = { actor };
  else if (relation !== undefined) found.selection = { relation };
  else if (ends.length === 2 && ends[0] !== undefined && ends[1] !== undefined) found.wantedPath = ends;
  return found;
}
