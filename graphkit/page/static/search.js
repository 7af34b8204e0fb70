// Search over names, aliases, summaries, days, publishers and quotes: actors first, then relations, those outside the present days marked so.

import { MOST_FOUND, actorOption, combobox, marked, whyHidden } from "./combobox.js";
import { familyOf, field, relations } from "./data.js";
import { byId, make } from "./dom.js";
import { tags } from "./items.js";
import { findActors, findRelations, wordsOf } from "./matching.js";
import { sentenceOf } from "./sentences.js";
import { familyIcon } from "./shapes.js";
import { visible, select } from "./state.js";
import { HIDDEN } from "./windows.js";

const ACTORS_FOUND = 6;
const RELATIONS_FOUND = 8;

export function startSearch() {
  const input = byId("search");
  if (matchMedia("(max-width: 899px)").matches) input.placeholder = "Search";
  combobox(input, byId("search-results"), {
    find: findAll,
    choose: (what) => {
      input.value = "";
      select(what);
      byId("details").focus({ preventScroll: true });
    },
    leave: () => {
      input.value = "";
      input.blur();
    },
  });
}

/** @param {string} text @param {string} every the group of which all are asked for */
function findAll(text, every) {
  const words = wordsOf(text);
  const [people, told] = [findActors(text), findRelations(text)];
  const [actorsAtMost, relationsAtMost] = [every === "Actors" ? MOST_FOUND : ACTORS_FOUND, every === "Relations" ? MOST_FOUND : RELATIONS_FOUND];
  return [
    { label: "Actors", one: "actor", options: people.slice(0, actorsAtMost).map((found) => actorOption(found, words)), more: Math.max(0, people.length - actorsAtMost) },
    { label: "Relations", one: "relation", options: told.slice(0, relationsAtMost).map(({ relation }) => relationOption(relation, words)), more: Math.max(0, told.length - relationsAtMost) },
  ];
}

/** @param {Row} relation @param {string[]} words */
function relationOption(relation, words) {
  const note = [field(relations, "words", relation, "no date"), visible.verdict[relation] === HIDDEN && whyHidden(relation)].filter(Boolean).join(" · ");
  return {
    value: { relation },
    lines: [familyIcon(familyOf[relation]), make("span", {}, marked(sentenceOf(relation), words), " ", ...tags(relation), make("span", { class: "option-note" }, note))],
  };
}
