// Tells what changed between two days, by the rules of `graphkit diff`, and how a change is drawn.

const UNCHANGED = 0;
const BEGAN = 1;
const HAPPENED = 2;
const ENDED = 3;
const BECAME_KNOWN = 4;
const BECAME_CONTESTED = 5;
const CHANGES = ["", "began", "happened", "ended", "became known", "became contested"];

/** Everything that came of a relation, where `seen.change` holds only what tells most: a verdict of two bits for each change. */
const changes = new Uint16Array(RELATIONS);
const changeIn = (found, change) => (found >> (change * 2)) & 3;
const changed = (change, verdict) => verdict << (change * 2);

/** How surely a day that may be any of [earliest, latest] lies in [first, last]. */
function between(earliest, latest, first, last) {
  if (earliest > last || latest < first) return HIDDEN;
  return earliest >= first && latest <= last ? SURE : MAYBE;
}

/** How surely it began, happened and ended after one day and by another. */
function changesInTime(row, before, after) {
  if (!is.lasting[row]) return changed(HAPPENED, is.bounded[row] ? inWindow(row, before + 1, after) : MAYBE);
  if (!is.bounded[row]) return 0;
  const began = is.startUnknown[row] ? HIDDEN : between(earliestStart[row], latestStart[row], before + 1, after);
  const ended = is.endUnknown[row] ? HIDDEN : between(earliestEnd[row], latestEnd[row], before, after - 1);
  return changed(BEGAN, began) | changed(ENDED, ended);
}

/** From which day on a relation is contested; by what is known now, if ever. */
const contestedFrom = Float64Array.from({ length: RELATIONS }, (_, row) => {
  for (let version = versionStart[row]; version < versionStart[row + 1]; version += 1) if (field(versions, "contested", version)) return knownFrom(version);
  return Infinity;
});

/** What came of a relation after one day and by another, of what is known by a third. */
function changesOf(row, { before, after, knownBy, certain, undated }) {
  if (is.background[row] || !is.known[row] || before >= after) return 0;
  let found = 0;
  if (countsOnDay(row) && (undated || !is.undated[row])) {
    found = changesInTime(row, before, after);
    if (certain) for (const change of [BEGAN, HAPPENED, ENDED]) if (changeIn(found, change) === MAYBE) found &= ~changed(change, 3);
  }
  const first = knownFrom(versionStart[row]);
  if (first > before && first <= after) found |= changed(BECAME_KNOWN, SURE);
  if (contestedFrom[row] > before && contestedFrom[row] <= Math.min(after, knownBy)) found |= changed(BECAME_CONTESTED, SURE);
  return found;
}

/** What tells most comes first: what was done, and of that what is sure, then what was said of it. */
const DONE = [ENDED, BEGAN, HAPPENED];
const SAID = [BECAME_CONTESTED, BECAME_KNOWN];
function leadingChange(found) {
  if (!found) return UNCHANGED;
  const is = (verdict) => (change) => changeIn(found, change) === verdict;
  return DONE.find(is(SURE)) || DONE.find(is(MAYBE)) || SAID.find(is(SURE));
}

/** The verdict on a relation between two days: changed, or in force on both (and then drawn thin). */
function inDiff(row, asked) {
  const found = changesOf(row, asked);
  const leading = leadingChange(found);
  // Others ask what would be seen if; only what is seen is kept.
  if (asked === view) {
    changes[row] = found;
    seen.change[row] = leading;
  }
  if (found) return changeIn(found, leading);
  if (!is.lasting[row] || is.undated[row] || !countsOnDay(row)) return HIDDEN;
  return Math.min(inWindow(row, asked.before, asked.before), inWindow(row, asked.after, asked.after));
}

/** The relations in each part of a diff that passes the filters, as `graphkit diff` groups them. */
function diffParts(shows = (row) => seen.verdict[row] !== HIDDEN) {
  const parts = [];
  for (const change of [BEGAN, HAPPENED, ENDED, BECAME_KNOWN, BECAME_CONTESTED]) {
    for (const verdict of [SURE, MAYBE]) {
      const rows = [];
      for (let row = 0; row < RELATIONS; row += 1) if (changeIn(changes[row], change) === verdict && shows(row)) rows.push(row);
      if (rows.length) parts.push({ change, verdict, rows });
    }
  }
  return parts;
}

/** How many are told nowhere although, had they a date or were they not planned or denied, they would be; by reason. */
function leftOut() {
  const counts = new Map();
  const { before, after } = view;
  const count = (reason) => counts.set(reason, (counts.get(reason) || 0) + 1);
  for (let row = 0; row < RELATIONS; row += 1) {
    if (is.background[row] || !is.known[row] || before >= after || !passesFilters(row, view)) continue;
    const found = changesInTime(row, before, after);
    if (![BEGAN, HAPPENED, ENDED].some((change) => changeIn(found, change) >= (view.certain ? SURE : MAYBE))) continue;
    if (is.undated[row] && !view.undated) {
      if (countsOnDay(row)) count("undated");
    } else if (!countsOnDay(row) && !changes[row]) count(statusOf(row));
  }
  return counts;
}

// --- how it is drawn -------------------------------------------------------------------------------

/** The colour of a relation between two days, and how broad it is; what did not change is thin and grey. */
const changeStyle = (row) => (seen.change[row] ? { colour: theme.changes[seen.change[row]], thin: false } : { colour: theme.hair, thin: true });

/** The changes of a relation that are marked on its curve; that it became known only where nothing else came of it. */
const changesMarked = (row) =>
  view.mode === "diff" && changes[row] ? [...DONE, ...SAID].filter((change) => changeIn(changes[row], change) && (change !== BECAME_KNOWN || change === seen.change[row])) : [];

/** Strokes in a disc of radius 6: plus began, a dot happened, minus ended, an eye became known, a flag became contested. */
const CHANGE_STROKES = [
  [], [[[-3, 0], [3, 0]], [[0, -3], [0, 3]]], [[[-1.2, 0], [1.2, 0]]], [[[-3, 0], [3, 0]]],
  [[[-3.2, 0], [0, -2.6], [3.2, 0], [0, 2.6], [-3.2, 0]]], [[[-2, 3.6], [-2, -3.4], [3, -1.6], [-2, 0.2]]],
];

/** Paint the mark of a change at the origin. */
function paintChange(ctx, change, unit) {
  ctx.beginPath();
  ctx.arc(0, 0, 6 * unit, 0, 2 * Math.PI);
  ctx.fillStyle = theme.changes[change];
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 1.5 * unit;
  ctx.fill();
  ctx.stroke();
  ctx.lineWidth = (change === HAPPENED ? 2.4 : 1.6) * unit;
  ctx.beginPath();
  for (const [first, ...rest] of CHANGE_STROKES[change]) {
    ctx.moveTo(first[0] * unit, first[1] * unit);
    for (const [x, y] of rest) ctx.lineTo(x * unit, y * unit);
  }
  ctx.stroke();
}

/** The same mark as a small picture. */
function changeIcon(change) {
  const strokes = CHANGE_STROKES[change].map((points) => `M${points.map((point) => point.join(" ")).join("L")}`).join("");
  return svg("svg", { viewBox: "-7 -7 14 14", width: 14, height: 14, "aria-hidden": "true" },
    svg("circle", { r: 6.4, fill: `var(--change-${change})` }),
    svg("path", { d: strokes, fill: "none", stroke: "var(--paper)", "stroke-width": change === HAPPENED ? 2.4 : 1.6 }));
}
