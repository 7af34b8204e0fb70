// Decides which relations are seen: 0 hidden, 1 maybe, 2 for sure; the same rules as the command line.

const HIDDEN = 0;
const MAYBE = 1;
const SURE = 2;

/** Whether a relation is in the closed window of days [from, to]. */
function inWindow(row, from, to) {
  if (!is.bounded[row] || earliestStart[row] > to || latestEnd[row] < from) return HIDDEN;
  return latestStart[row] <= to && earliestEnd[row] >= from ? SURE : MAYBE;
}

/** Whether statuses other than actual are asked for: as of a day, and in a walk, only then do they count. */
const asksForStatuses = (asked = view) => asked.offStatuses.size > 0 || Boolean(page.opening.any_status);

/** Whether relations of a status are shown as the view stands; what a tick beside the status should say. */
const showsStatus = (status) =>
  !view.offStatuses.has(status) && (status === "actual" || !["day", "diff"].includes(view.mode) || asksForStatuses());

/** Whether a relation counts as of a day, for all that its status says. */
const countsOnDay = (row, asked = view) => is.actual[row] || asksForStatuses(asked);

/** Whether a relation stands as of a day: in force, happened by then, or background. */
function standingOn(row, day, asked = view) {
  if (!countsOnDay(row, asked) || !is.bounded[row]) return HIDDEN;
  if (is.lasting[row]) {
    const now = inWindow(row, day, day);
    if (now !== HIDDEN || !is.event[row]) return now;
  }
  // What is undated is known to have happened only once it was said; before, it may not have.
  if (earliestStart[row] > day || (is.undated[row] && latestEnd[row] > day)) return HIDDEN;
  return latestEnd[row] <= day ? SURE : MAYBE;
}

/** What the dates alone make of a relation, of what was known; filters come after. */
function inTime(row, view) {
  if (!is.known[row]) return HIDDEN;
  let verdict = SURE;
  if (view.mode === "diff") verdict = inDiff(row, view);
  else if (view.mode === "day") {
    verdict = standingOn(row, view.day, view);
    if (verdict === HIDDEN && view.undated && is.undated[row] && countsOnDay(row, view)) verdict = MAYBE;
  } else if (view.mode === "span") {
    if (is.undated[row]) verdict = view.undated ? MAYBE : HIDDEN;
    else verdict = inWindow(row, view.from, view.to);
  }
  return verdict === MAYBE && view.certain ? HIDDEN : verdict;
}

/** A bit for each filter that can hide a relation. */
const FILTER = { family: 1, type: 2, source: 4, target: 8, status: 16, claims: 32, voices: 64, publishers: 128 };

/** The bits of the filters that hide a relation; 0 where it passes them all. */
function failing(row, view) {
  const { family, name } = typeOf(row);
  return (
    (view.offFamilies.has(family) ? FILTER.family : 0) |
    (view.offTypes.has(name) ? FILTER.type : 0) |
    (view.offKinds.has(kindOf(relations.source[row]).name) ? FILTER.source : 0) |
    (view.offKinds.has(kindOf(relations.target[row]).name) ? FILTER.target : 0) |
    (view.offStatuses.has(statusOf(row)) ? FILTER.status : 0) |
    (view.noClaims && is.claimed[row] ? FILTER.claims : 0) |
    (passesNames(voicesOf, view.onlyVoices, row) ? 0 : FILTER.voices) |
    (passesNames(publishersOf, view.onlyPublishers, row) ? 0 : FILTER.publishers)
  );
}

const passesFilters = (row, view) => failing(row, view) === 0;

/** Whether one of a relation's voices, or publishers, is among those that alone are wanted. */
const passesNames = (namesOf, only, row) => only.size === 0 || namesOf(row).some((name) => only.has(name));

/** In force rather than happened, as of a day. */
function inForce(row, day) {
  return is.lasting[row] && !is.background[row] && inWindow(row, day, day) !== HIDDEN;
}
