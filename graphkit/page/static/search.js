// Search over names, aliases and summaries: actors first, then relations, those outside the present days marked so.

import { actorOption, combobox, marked, whyHidden } from "./combobox.js";
import { familyOf, field, relations, sentenceOf } from "./data.js";
import { byId, make } from "./dom.js";
import { tags } from "./items.js";
import { findActors, findRelations, wordsOf } from "./matching.js";
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

/** @param {string} text */
function findAll(text) {
  const words = wordsOf(text);
  const [people, told] = [findActors(text), findRelations(text)];
  return [
    { label: "Actors", one: "actor", options: people.slice(0, ACTORS_FOUND).map((found) => actorOption(found, words)), more: Math.max(0, people.length - ACTORS_FOUND) },
    { label: "Relations", one: "relation", options: told.slice(0, RELATIONS_FOUND).map(({ relation }) => relationOption(relation, words)), more: Math.max(0, told.length - RELATIONS_FOUND) },
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
