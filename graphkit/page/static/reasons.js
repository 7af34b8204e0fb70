// What in a view alone hides something, and how each of it is told: the days, what was known, or which filter.

import { familyNumbers, page } from "./data.js";
import { CHOOSING, HIDING, attributeGroups, atWorkIn, clearedFilters, lacking, unchosen } from "./facets.js";
import { view } from "./view.js";

/**
 * Every active filter: its group, its name where the group has several, and the view without it.
 * @param {View} asked
 * @returns {Reason[]}
 */
function singleFilters(asked) {
  const named = Object.entries(HIDING).flatMap(([group, { part }]) =>
    [...asked[part]].filter((name) => name !== "newsroom").map((name) => ({ group, name, view: { [part]: lacking(asked[part], name) } })));
  const chosen = Object.entries(CHOOSING).filter(([group]) => atWorkIn(group, asked)).map(([group]) => ({ group, view: unchosen(group, asked) }));
  /** @type {Reason[]} */
  const cautious = [
    ...(asked.noClaims ? [{ group: "claims", view: { noClaims: false } }] : []),
    ...(asked.noContested ? [{ group: "contested", view: { noContested: false } }] : []),
    ...(asked.mark === null ? [] : [{ group: "marks", view: { mark: null } }]),
    ...["hide", "only"].filter((part) => asked[/** @type {"hide" | "only"} */ (part)].size).map((part) => ({ group: part, view: { [part]: new Set() } })),
    ...(asked.onlyKinds.size ? [{ group: "onlyKinds", view: { onlyKinds: new Set() } }] : []),
    ...(asked.reportedWithin === null ? [] : [{ group: "reports", view: { reportedWithin: null } }]),
  ];
  return [...named, ...chosen, ...cautious];
}

/**
 * What may hide something in a view: the days, what was known, certainty, dates, and the filters that hide it each on its own; if
 * there are none, all of them together.
 * @param {View} asked
 * @param {(asked: View) => boolean} isThere whether it is there in a view
 * @returns {Reason[]}
 */
export function viewReasons(asked, isThere) {
  const single = singleFilters(asked).filter((filter) => isThere({ ...asked, ...filter.view }));
  return [
    { name: "dates", view: { mode: "all" } },
    { name: "known", view: { knownBy: Infinity } },
    { name: "certainty", view: { certain: false, reported: false } },
    { name: "undated", view: { undated: true } },
    ...single.map((filter) => ({ ...filter, name: "filter", filter: filter.name ?? null })),
    ...(single.length ? [] : [{ name: "filters", view: { ...clearedFilters(), certain: asked.certain, reported: asked.reported } }]),
  ];
}

/**
 * Whether a view or a question already has all these values.
 * @param {any} thing
 * @param {any} [parts]
 */
export function isSame(thing, parts = {}) {
  /** @param {any} one @param {any} other */
  const same = (one, other) => (one instanceof Set ? one.size === other.size && [...one].every((name) => other.has(name)) : (one ?? false) === other);
  return Object.entries(parts).every(([name, value]) => same(thing[name], value));
}

/**
 * The text of a reason: what removing one filter brings back.
 * @type {Record<string, (name: string) => string>}
 */
const WITHOUT_FILTER = {
  families: (name) => `With “${page.families[familyNumbers.get(name)].label}” again`,
  types: (name) => `With “${page.types.find((type) => type.name === name).label}” again`,
  kinds: (name) => `With actors of the kind “${page.kinds.find((kind) => kind.name === name).label}” again`,
  statuses: (name) => `With what is ${name} again`,
  claims: () => "With what is only claimed",
  contested: () => "With what sources disagree on",
  reports: () => "With what was last reported longer before",
  marks: () => `With what is not only ${view.mark}`,
  hide: () => "With the hidden actors again",
  only: () => "With all other actors again",
  onlyKinds: () => "With actors of all kinds",
  voices: () => "With all voices",
  publishers: () => "With all publishers",
  against: () => "Whoever contradicts it",
};
/** @param {Reason} reason */
export const withoutText = ({ name, group, filter }) => (name !== "filter" ? IN_THE_WAY[name] : WITHOUT_FILTER[group] ? WITHOUT_FILTER[group](filter) : `With all of ${attributeGroups.find((each) => each.group === group).name}`);

/** @type {Record<string, string>} */
const IN_THE_WAY = {
  dates: "Without the dates",
  known: "With all that is known by now",
  certainty: "With what is not sure",
  undated: "With what has no date",
  filters: "Without the filters",
  "go-betweens": "Through countries, places, media",
  direct: "To and from whom a relation is about",
  chronology: "In whatever order of time",
  strictness: "With several hops on a day",
};
