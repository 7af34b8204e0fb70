// The explorer's pane on the left, for tables and directories: an actor, a period, and who has most relations in it.

import { countWords } from "./answers.js";
import { openQuestion } from "./asking.js";
import { ask } from "./connection.js";
import { byId, make, plural } from "./dom.js";
import { fieldOf, formOfFields, submit } from "./form_fields.js";
import { showGraph } from "./graph.js";
import { keep, learn, nameOf } from "./names.js";
import { showPane } from "./tabs.js";
import { tell, tried } from "./telling.js";
import { turns } from "./turns.js";

const TOP = 20;
/** The period that was asked for, as the server takes it. */
const period = { since: "", until: "" };

export const chosenPeriod = () => ({ ...period });

const periodWords = () => ([period.since && `from ${period.since}`, period.until && `to ${period.until}`].filter(Boolean).join(" ") || "of the whole");

/** @param {string} actor */
function addressOf(actor) {
  const parts = Object.entries({ actor, ...period }).filter(([, value]) => value);
  return parts.length ? `?${new URLSearchParams(parts)}` : "";
}

/**
 * Look at an actor: its neighbours as a list, and the graph around it; if nobody or several are called so, the graph stays.
 * @param {string} actor
 */
export async function lookAt(actor) {
  if (await openQuestion("neighbors", { actor })) showGraph(addressOf(actor));
}

const begin = turns();
const beginFilling = turns();

/** The actors with most relations in the period. */
export async function fillExplorer() {
  const isNewest = beginFilling();
  const [{ actors }, { ranks, count }] = await Promise.all([ask("actors", { ...period, limit: TOP }), ask("rank", { ...period, by: "relations", limit: TOP })]);
  keep(actors);
  await learn(ranks.map((/** @type {any} */ row) => row.actor));
  if (!isNewest()) return;
  byId("top-actors").replaceChildren(
    make("p", { class: "quiet" }, ranks.length < count ? `The ${plural(ranks.length, "actor")} with most relations, of ${count.toLocaleString("en")}.` : `All ${plural(ranks.length, "actor")}.`),
    make("ol", { class: "ranks" }, ranks.map((/** @type {any} */ row) => make("li", {}, make("button", { type: "button", class: "name", dir: "auto", onclick: () => tried(() => lookAt(row.actor)) }, nameOf(row.actor)), make("span", { class: "count" }, countWords(row))))));
}

export function startExploring() {
  const actor = fieldOf({ type: "string", name: "actor", completes: "actor", description: "Its name or id." }, "");
  const ends = ["since", "until"].map((name) => fieldOf({ type: "string", name, label: name === "since" ? "From" : "To" }, ""));
  const form = formOfFields("Find", [actor.element, make("div", { class: "two" }, ends.map((field) => field.element))], [submit("Show")], () => tried(async () => {
    const isNewest = begin();
    const before = chosenPeriod();
    const wanted = actor.read();
    for (const field of ends) period[/** @type {"since" | "until"} */ (field.name)] = field.read();
    try {
      await (wanted ? openQuestion("neighbors", { actor: wanted }) : fillExplorer());
    } catch (error) {
      if (isNewest()) Object.assign(period, before);
      throw error;
    }
    if (wanted && isNewest()) await fillExplorer();
    if (!isNewest()) return;
    showGraph(addressOf(wanted));
    tell(wanted ? `What is known around ${wanted}.` : `The graph and the questions are now about the days ${periodWords()}.`);
    if (wanted) showPane("work");
  }, form));
  byId("explore").replaceChildren(make("h2", {}, "Find"), form, make("h3", {}, "Most relations"), make("div", { id: "top-actors" }));
}
