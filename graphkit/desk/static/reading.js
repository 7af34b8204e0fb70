// The pane on the left: the list of articles, the article that is shown, and the form that reads another.

import { openAdding } from "./adding.js";
import { articleShown, articlesRead, quoteAtHand, showArticle, takeDraft, takeDrafts, takeParagraph, waiting } from "./article.js";
import { ask, sendArticle } from "./connection.js";
import { byId, make, plural, rove } from "./dom.js";
import { fieldOf, formOfFields, submit } from "./form_fields.js";
import { selectInGraph } from "./graph.js";
import { nameOf } from "./names.js";
import { paragraphItem } from "./paragraphs.js";
import { refreshAll } from "./refreshing.js";
import { onTab, showPane, showTab } from "./tabs.js";
import { complain, complainAt, tell, tellMore, tried } from "./telling.js";
import { isElsewhere, turns } from "./turns.js";

/** @param {string} id */
function showActor(id) {
  showPane("graph");
  selectInGraph(id);
}

/** Open the form for what an unknown name may be, select a known actor in the graph, or ask which of several. @param {any} mention */
function takeMention({ actor, name, kind, candidates }) {
  if (actor) showActor(actor);
  else if (candidates.length) tell(`${name} may be one of several.`, ...candidates.map((/** @type {string} */ id) => /** @type {[string, () => void]} */ ([nameOf(id), () => showActor(id)])));
  else openAdding("actor", { name, kind: kind === "unknown" ? "" : kind });
}

const begin = turns();

/** Open the form for a relation that a paragraph tells; the article has to be a source first. @param {any} paragraph */
export const codeFrom = (paragraph) => tried(async () => {
  const article = articleShown();
  takeParagraph(paragraph);
  drawArticle();
  const isNewest = begin();
  const there = await ask("show", { id: article.id }).catch(() => ({}));
  if (!isNewest()) return undefined;
  if (isElsewhere()) return tell(`You went on elsewhere: choose paragraph ${paragraph.number} again to code from it.`);
  if (!there.source) {
    const { id, publisher, published, title, author, url } = article;
    openAdding("source", { id, publisher, published, title, author, url });
    return tellMore("This article is no source of the dataset yet: add it first.");
  }
  return openAdding("relation", { article: article.id, paragraph: paragraph.number, quote: paragraph.text });
});

/** What is at hand is lit, and comes into view: the quote of the draft, or what is coded by hand. */
function drawArticle() {
  const article = articleShown();
  byId("article").hidden = !article;
  byId("article-none").hidden = article !== null;
  if (!article) return;
  const quote = quoteAtHand();
  const { title, publisher, day, author } = article;
  byId("article-title").textContent = title ?? `${publisher}, ${day}`;
  byId("article-about").textContent = [...(title ? [publisher, day] : []), author].filter(Boolean).join(", ");
  const list = byId("paragraphs");
  const buttons = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[tabindex], button")]);
  const focused = buttons().indexOf(/** @type {HTMLElement} */ (document.activeElement));
  list.replaceChildren(...(article.paragraphs ?? []).map((/** @type {any} */ paragraph) => {
    return paragraphItem(paragraph, quote?.number === paragraph.number ? quote.text : "", { mention: takeMention, code: codeFrom, isHead: (number) => number < (article.first ?? 1) });
  }));
  settleStop();
  buttons()[focused]?.focus(); // whoever reads on by the keyboard stays there
  list.querySelector(".paragraph-lit")?.scrollIntoView({ block: "nearest" });
}

let settleStop = () => {};

/** The list of articles, the one that is shown chosen. */
function drawList() {
  const rows = articlesRead();
  byId("article-choice").hidden = rows.length < 2;
  const wait = waiting();
  byId("article-list").replaceChildren(...rows.map((row) => {
    const count = wait.filter((draft) => draft.article === row.id).length;
    return make("option", { value: row.id, selected: row.id === articleShown()?.id }, `${row.publisher}: ${row.title ?? row.day}${count ? ` (${plural(count, "draft")})` : ""}`);
  }));
}

export function drawReading() {
  drawList();
  drawArticle();
}

// --- another article ------------------------------------------------------------------------------------

/** @param {string} text */
const isHtml = (text) => /^\s*<(?:!doctype html|html|head|body|article|p|div)\b/i.test(text);

/** The form that takes an article: pasted, chosen or dropped. */
function readForm() {
  const fields = [
    fieldOf({ type: "string", name: "publisher", description: "If the article does not say it itself." }, ""),
    fieldOf({ type: "string", name: "published", label: "Day of publication" }, ""),
    fieldOf({ type: "string", name: "title" }, ""),
  ];
  const text = make("textarea", { id: "article-text", rows: 8, dir: "auto", spellcheck: "false" });
  const file = make("input", { id: "article-file", type: "file", accept: ".txt,.md,.html,.htm,text/plain,text/html", onchange: () => take(file.files[0]) });
  let taken = "";
  /** @param {File | undefined} chosen */
  const take = async (chosen) => {
    if (!chosen) return;
    const content = await chosen.text();
    const put = () => {
      text.value = taken = content;
      text.focus();
    };
    if (!content.trim()) complain(`${chosen.name} is empty.`);
    else if (text.value.trim() && text.value !== taken) tell("The text that you typed is still there.", ["Take the file instead", put]);
    else put();
  };
  const form = formOfFields("Read an article", [
    make("div", { class: "field" }, make("label", { for: "article-text", class: "field-label" }, "Text of the article, a paragraph a line"), text),
    make("div", { class: "field" }, make("label", { for: "article-file", class: "field-label" }, "Or a file, chosen here or dropped on the form"), file),
    fields.map((field) => field.element),
  ], [submit("Read it")], () => {
    if (text.value.trim()) tried(() => readNow(text, Object.fromEntries(fields.map((field) => [field.name, field.read()])), form), form);
    else complainAt(text, "This is needed.");
  });
  for (const kind of ["dragover", "drop"]) form.addEventListener(kind, (/** @type {DragEvent} */ event) => event.preventDefault());
  form.addEventListener("drop", (/** @type {DragEvent} */ event) => take(event.dataTransfer.files[0]));
  return form;
}

/**
 * What of an article is no draft, in a few words: what was proposed before, and what its rules left out.
 * @param {{ repeated: number, left_out: Record<string, { paragraph: number }[]> }} read
 */
function leftOut({ repeated, left_out: left }) {
  const without = Object.entries(left).map(([what, rows]) => `${what} (par. ${[...new Set(rows.map((row) => row.paragraph))].join(", ")})`);
  return `${repeated ? ` ${repeated} proposed or coded already.` : ""}${without.length ? ` Left out: ${without.join(", ")}.` : ""}`;
}

/** Show an article, and the first draft of it that waits. @param {string} id */
async function openArticle(id) {
  takeDraft(waiting().find((draft) => draft.article === id)?.id ?? "");
  await showArticle(id);
  await refreshAll();
}

/** @param {HTMLTextAreaElement} text @param {Record<string, string>} told @param {HTMLFormElement} form */
async function readNow(text, told, form) {
  const { value } = text;
  const answer = await sendArticle(value, isHtml(value) ? "text/html" : "text/plain", told);
  if (text.value === value) {
    form.reset();
    byId("read-more").open = false;
  }
  await takeDrafts();
  await openArticle(answer.articles[0].source.id);
  const isAway = text.value !== "" || isElsewhere(form); // as for another article
  if (!isAway) showTab("review");
  tell(`Read ${byId("article-title").textContent}: ${plural((articleShown()?.paragraphs?.length ?? 0) - (articleShown()?.first ?? 1) + 1, "paragraph")}, ${plural(waiting().filter((draft) => draft.article === articleShown()?.id).length, "draft")} to decide.${leftOut(answer.articles[0])}`);
  if (!isAway) byId("review-heading")?.focus();
}

/** Open the form that reads an article. */
export function openReading() {
  showPane("article");
  byId("read-more").open = true;
  byId("article-text").focus();
}

export function startReading() {
  onTab("review", () => {
    takeParagraph(null);
    drawArticle();
  });
  byId("read-form").replaceChildren(readForm());
  settleStop = rove(byId("paragraphs"), ".mention, .phrase", () => /** @type {any} */ (byId("paragraphs").querySelectorAll(".mention, .phrase")));
  byId("article-list").addEventListener("change", () => tried(() => openArticle(byId("article-list").value)));
}
