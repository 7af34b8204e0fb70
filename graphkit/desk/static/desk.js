// Starts the desk: the article, the draft and the graph of a dataset, or the explorer of what cannot be changed.

import { openAdding, openEditing, startAdding } from "./adding.js";
import { allDrafts, articleShown, draftAtHand, takeArticles, takeDraft, takeDrafts } from "./article.js";
import { startAsking } from "./asking.js";
import { changeWords } from "./change_words.js";
import { ask, held, takeState, untilAnswered, watch } from "./connection.js";
import { byId, plural } from "./dom.js";
import { chosenPeriod, fillExplorer, lookAt, startExploring } from "./exploring.js";
import { redrawGraph, startGraph, themeGraph } from "./graph.js";
import { drawLog, startLog } from "./journal.js";
import { addKeys, showKeys, startKeys } from "./keys.js";
import { takeNames } from "./names.js";
import { drawReading, openReading, startReading } from "./reading.js";
import { startPressing } from "./pressing.js";
import { onRefresh, refreshAll, wasPartial } from "./refreshing.js";
import { drawReview, startReview } from "./review.js";
import { showPane, showTab, shownTab, startTabs } from "./tabs.js";
import { complain, tell, tried } from "./telling.js";
import { startTheme } from "./theme_choice.js";
import { startTips } from "./tips.js";
import { isAnythingTyped, startTyped } from "./typed.js";

async function drawHeading() {
  const { actors, relations, sources } = await ask("info");
  byId("begin").hidden = !held.editable || actors.count + relations.count > 0;
  const title = held.title || held.name;
  document.title = `${title}: the desk`;
  byId("title").textContent = title;
  byId("heading").textContent = [held.name, plural(actors.count, "actor"), plural(relations.count, "relation"), held.kind === "dataset" ? plural(sources.count, "source") : ""].filter(Boolean).join(" · ");
}

/** The size of the journal, which ends a state: it grows by each change of the dataset, not by decisions on drafts. @param {string} state */
const journalOf = (state) => state.split("-").at(-1);

/** The change that the dataset has since a state, in a few words; nothing where that is none. @param {string} before */
async function newest(before) {
  if (journalOf(before) === journalOf(held.state)) return "";
  const { changes = [] } = await ask("changes").catch(() => ({}));
  return changes.length > 1 ? ` Last: ${changeWords(changes.slice(-1))}.` : "";
}

/** Which drafts are in another state than before, in a few words. @param {Map<string, string>} before */
function decided(before) {
  const found = allDrafts().filter(({ id, state }) => before.has(id) && before.get(id) !== state).map(({ id, state }) => `${id} is ${state}`);
  return found.length ? ` ${found.slice(0, 3).join(", ")}${found.length > 3 ? `, and ${found.length - 3} more are decided` : ""}.` : "";
}

/** @param {string} before the state that was shown */
async function followOthers(before) {
  const states = new Map(allDrafts().map(({ id, state }) => [id, state]));
  const isRead = draftAtHand()?.article === articleShown()?.id;
  await refreshAll();
  const typed = isAnythingTyped();
  if (isRead && !typed && draftAtHand() && draftAtHand().article !== articleShown()?.id) {
    takeDraft(draftAtHand().id); // whoever reads beside a draft goes on with the article of the next
    await refreshAll();
  }
  tell(`Something was changed elsewhere; this is how it is now.${held.editable ? `${await newest(before)}${decided(states)}` : ""}${typed ? " What you were typing is still there." : ""}`);
}

function startDesk() {
  byId("begin").addEventListener("click", (event) => {
    const { begin } = /** @type {HTMLElement} */ (event.target).dataset;
    if (begin === "article") openReading();
    else if (begin) openAdding(begin, {});
  });
  for (const each of [takeDrafts, drawReview, drawLog]) onRefresh(each, true);
  for (const each of [takeNames, takeArticles, drawReading, drawReview, drawHeading, redrawGraph]) onRefresh(each);
  startReading();
  startReview();
  startAdding();
  startLog();
  startAsking();
  showTab(shownTab()); // it may have been chosen while nothing was there yet
}

/** Read for the first time what the panes show. */
async function fillDesk() {
  await Promise.all([takeNames(), takeDrafts()]);
  await takeArticles();
  drawReading();
  drawReview();
}

/** What cannot be changed, such as a table or a directory, is explored: what edits goes, and it is said why. */
function startExplorer() {
  for (const id of ["reading", "tab-review", "tab-add", "tab-edit", "tab-log"]) byId(id).hidden = true;
  byId("explore").hidden = false;
  byId("pane-article").textContent = "Find";
  byId("left").setAttribute("aria-label", "Find");
  byId("pane-work").textContent = "Ask";
  byId("work").setAttribute("aria-label", "Questions");
  byId("skip").textContent = "Skip to the questions";
  byId("read-only").hidden = false;
  byId("read-only").textContent = `Read only: ${held.read_only}.`;
  for (const each of [drawHeading, redrawGraph]) onRefresh(each);
  startAsking(chosenPeriod, lookAt);
  startExploring();
  showTab("ask");
}

/** What keeps the desk from starting is said, until it is mended. */
const waiting = {
  /** @param {string} message */
  lost: (message) => {
    document.body.dataset.unread = "true";
    complain(message);
  },
  /** @param {string} message */
  back: (message) => {
    delete document.body.dataset.unread;
    tell(message);
  },
};

async function start() {
  startTheme(themeGraph);
  startTabs();
  startTips();
  startPressing();
  startTyped();
  addKeys("Look", { press: ["?"], says: "show the keys", act: showKeys });
  startKeys();
  byId("keys-button").addEventListener("click", showKeys);
  showPane("article");
  await untilAnswered(takeState, waiting);
  startGraph(held.editable ? openEditing : null);
  if (held.editable) startDesk();
  else startExplorer();
  await untilAnswered(held.editable ? fillDesk : fillExplorer, waiting);
  await untilAnswered(drawHeading, waiting);
  document.body.dataset.ready = "true";
  watch({ changed: followOthers, isPartial: wasPartial, lost: complain, back: tell });
}

tried(start);
