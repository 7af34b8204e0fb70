// Decides which relations are seen: 0 hidden, 1 maybe, 2 for sure; the same rules as the command line.

const HIDDEN = 0;
const MAYBE = 1;
const SURE = 2;

/** Whether a relation is in the closed window of days [from, to]. */
function inWindow(row, from, to) {
  if (!is.bounded[row] || earliestStart[row] > to || latestEnd[row] < from) return HIDDEN;
  return latestStart[row] <= to && earliestEnd[row] >= from ? SURE : MAYBE;
}

/** As of a day only what is actual counts, unless the page was made for other statuses. */
const countsOnDay = (row) => is.actual[row] || Boolean(page.opening.any_status);

/** Whether a relation stands as of a day: in force, happened by then, or background. */
function standingOn(row, day) {
  if (!countsOnDay(row) || !is.bounded[row]) return HIDDEN;
  if (is.undated[row]) return latestEnd[row] <= day ? SURE : HIDDEN;
  if (is.lasting[row]) {
    const now = inWindow(row, day, day);
    if (now !== HIDDEN || !is.event[row]) return now;
  }
  if (earliestStart[row] > day) return HIDDEN;
  return latestEnd[row] <= day ? SURE : MAYBE;
}

/** What the dates alone make of a relation; filters by family, type and kind come after. */
function inTime(row, view) {
  let verdict = SURE;
  if (view.mode === "day") {
    verdict = standingOn(row, view.day);
    if (verdict === HIDDEN && view.undated && is.undated[row] && countsOnDay(row)) verdict = MAYBE;
  } else if (view.mode === "span") {
    if (is.undated[row]) verdict = view.undated ? MAYBE : HIDDEN;
    else verdict = inWindow(row, view.from, view.to);
  }
  return verdict === MAYBE && view.certain ? HIDDEN : verdict;
}

function passesFilters(row, view) {
  return (
    !view.offFamilies.has(typeOf(row).family) &&
    !view.offTypes.has(typeOf(row).name) &&
    !view.offKinds.has(kindOf(relations.source[row]).name) &&
    !view.offKinds.has(kindOf(relations.target[row]).name)
  );
}

/** In force rather than happened, as of a day. */
function inForce(row, day) {
  return is.lasting[row] && !is.background[row] && inWindow(row, day, day) !== HIDDEN;
}
