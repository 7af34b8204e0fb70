// Says over an empty drawing why nothing is seen: there is no relation, the filters hide it, or nothing is known of these days.

import { RELATIONS } from "./data.js";
import { byId } from "./dom.js";
import { clearedFilters } from "./facets.js";
import { visible } from "./state.js";
import { view } from "./view.js";
import { inTime, passesFilters } from "./visibility.js";
import { HIDDEN } from "./windows.js";

/** Whether it is the filters that leave nothing of these days to be seen. */
export function isEmptyByFilters() {
  const loose = { ...view, ...clearedFilters() };
  return Array.from({ length: RELATIONS }).some((_, row) => inTime(row, loose) !== HIDDEN && passesFilters(row, loose));
}

export function drawNothing() {
  const isEmpty = visible.verdict.every((verdict) => verdict === HIDDEN);
  byId("empty").hidden = !isEmpty;
  byId("timeline").hidden = byId("tab-timeline").hidden = !RELATIONS; // there are no days to choose from
  if (!isEmpty) return;
  const byFilters = isEmptyByFilters();
  byId("empty-text").textContent = !RELATIONS ? "There is no relation in this story yet." : byFilters ? "Your filters hide everything." : `Nothing is known${view.mode === "all" ? "." : " of these days. Widen the period, or show the whole story."}`;
  byId("empty-clear").hidden = !byFilters;
}
