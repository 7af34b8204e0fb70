// Holds what is being looked at, tells listeners when it changes, and keeps it in the link's hash.

const view = {
  mode: "all", // "all" the whole story | "span" a period | "day" as of a day | "diff" what changed between two days
  from: -Infinity,
  to: Infinity,
  day: UNIX_EPOCH,
  before: UNIX_EPOCH,
  after: UNIX_EPOCH,
  knownBy: Infinity, // through what had been said by this day
  certain: false,
  undated: false,
  noClaims: false,
  offFamilies: new Set(["newsroom"]),
  offTypes: new Set(),
  offKinds: new Set(),
  offStatuses: new Set(),
  onlyVoices: new Set(), // empty: all
  onlyPublishers: new Set(),
  depth: 0, // n > 0: only what is within n hops of the chosen actor
  selection: null, // {actor} | {relation} | {path: {from, to, inTime, strict, ...what was found}}
  moved: new Map(), // actor -> [x, y], where the reader dragged it
  look: null, // [x, y, scale] of the camera, once the reader moved it
  axis: null, // [first, last] day of the time axis, once the reader zoomed or moved it
  grown: new Set(), // actors that were expanded, in large graphs
  step: null, // the place of the story's step, from 0
};

/** Derived on each change: the verdict per relation, before (`timed`) and after the filters; who is seen. */
const seen = {
  timed: new Uint8Array(RELATIONS),
  verdict: new Uint8Array(RELATIONS),
  change: new Uint8Array(RELATIONS), // in a diff: 0 none, 1 began, 2 happened, 3 ended, 4 became known, 5 became contested
  active: new Uint8Array(ACTORS),
};

const listeners = [];
const onChange = (listener) => listeners.push(listener);

/** Stages that run after dates and filters gave their verdicts and before it is settled who is seen. */
const stages = [];
const onVerdicts = (stage) => stages.push(stage);

function recompute() {
  setKnown(view.knownBy);
  for (let row = 0; row < RELATIONS; row += 1) {
    const timed = inTime(row, view);
    seen.timed[row] = timed;
    seen.verdict[row] = timed !== HIDDEN && passesFilters(row, view) ? timed : HIDDEN;
  }
  for (const stage of stages) stage();
  seen.active.fill(0);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (seen.verdict[row] === HIDDEN) continue;
    seen.active[relations.source[row]] = 1;
    seen.active[relations.target[row]] = 1;
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

/** What the page opens on: what the graph it was made from answers. */
function openingView() {
  const { opening } = page;
  const start = {
    mode: opening.mode,
    from: opening.from ?? -Infinity,
    to: opening.to ?? Infinity,
    day: opening.day ?? (page.axis ? page.axis[1] : UNIX_EPOCH),
    before: page.axis ? page.axis[0] : UNIX_EPOCH,
    after: page.axis ? page.axis[1] : UNIX_EPOCH,
    knownBy: opening.known_by ?? Infinity,
    depth: 0,
    selection: null,
    step: null,
    moved: new Map(),
    look: null,
    axis: null,
    grown: new Set(),
    offFamilies: new Set(opening.newsroom ? [] : ["newsroom"]),
  };
  for (const name of ["certain", "undated"]) start[name] = Boolean(opening[name]);
  start.noClaims = Boolean(opening.no_claims);
  for (const name of ["offTypes", "offKinds", "offStatuses", "onlyVoices", "onlyPublishers"]) start[name] = new Set();
  return start;
}
