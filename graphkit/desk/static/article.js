// The article that is read, its drafts, and which draft is at hand.

import { ask } from "./connection.js";
import { dayWords } from "./dates.js";

/** Everything that was read so far. @type {any[]} */
let articles = [];
/** The article that is shown, with its paragraphs; null where there is none, undefined until that is known. @type {any} */
let article;
/** The id of the article that was asked for last. */
let chosen = "";
/** All drafts, of whatever article. @type {any[]} */
let drafts = [];
/** The id of the draft at hand, and whether its article is to be shown. */
let at = "";
let follows = false;
/** The paragraph from which a relation is coded by hand, and what of it. @type {{ article: string, number: number, text: string } | null} */
let coded = null;
/** Those that were postponed here: they come last. @type {Set<string>} */
const later = new Set();

/** An article with the fields of its source at hand. @param {any} row */
const flat = (row) => ({ ...row.source, ...row });

export const articlesRead = () => articles;
export const articleShown = () => article;
export const allDrafts = () => drafts;

/** The day of the article that is shown, from which words such as "last week" count; empty if it is not one day. */
export const articleDay = () => (/^\d{4}-\d\d-\d\d$/.test(article?.published ?? "") ? article.published : "");

/**
 * The words for days in the quote of a draft, each with what was understood, if its article is shown.
 * @param {any} draft
 * @returns {string[]}
 */
export function phrasesOf(draft) {
  const paragraph = article?.id === draft.article && article.paragraphs.find((/** @type {any} */ { number }) => number === draft.paragraph);
  return (paragraph?.dates ?? []).map((/** @type {any} */ { start, end, words, edtf, reason }) => ({ said: [...paragraph.text].slice(start, end).join(""), read: edtf ? `${words || dayWords(edtf)} (${edtf})` : `not understood: ${reason ?? "it may be read in two ways"}` }))
    .filter((/** @type {any} */ { said }) => draft.quote.includes(said)).map((/** @type {any} */ { said, read }) => `“${said}” in its quote is ${read}.`);
}

/** The drafts that wait, those of the article shown first, in the order in which they come. */
export function waiting() {
  const rows = drafts.filter(({ state }) => state === "open" || state === "postponed");
  /** @param {any} draft */
  const rank = (draft) => (draft.article === article?.id ? 0 : 2) + (draft.state === "postponed" || later.has(draft.id) ? 1 : 0);
  return rows.map((row, place) => ({ row, place })).sort((one, other) => rank(one.row) - rank(other.row) || one.place - other.place).map(({ row }) => row);
}

/** The draft at hand; undefined where none waits. */
export const draftAtHand = () => drafts.find(({ id, state }) => id === at && (state === "open" || state === "postponed")) ?? waiting()[0];

/** Take a draft as the one at hand; its article is shown with the next ones. @param {string} id */
export function takeDraft(id) {
  at = id;
  coded = null;
  follows = true;
}

/** Take a paragraph, or a sentence of it, as what is at hand; null for the draft. @param {{ number: number, text: string } | null} paragraph */
export function takeParagraph(paragraph) {
  coded = paragraph && { ...paragraph, article: article.id };
}

/** What of the article that is shown is at hand: the quote of the draft, or what is coded by hand. */
export function quoteAtHand() {
  const { article: id, paragraph: number, quote: text } = draftAtHand() ?? {};
  const found = coded ?? { article: id, number, text };
  return found.article === article?.id ? found : null;
}

/** @param {string} id */
export function putLast(id) {
  later.delete(id);
  later.add(id);
}

export async function takeDrafts() {
  ({ drafts } = await ask("drafts", { state: "all" }));
}

export async function takeArticles() {
  articles = (await ask("articles")).articles.map(flat);
  const wanted = [follows ? draftAtHand()?.article : "", chosen, articles.at(-1)?.id];
  await showArticle(wanted.find((id) => articles.some((row) => row.id === id)));
}

/** @param {string | undefined} id */
export async function showArticle(id) {
  follows = false;
  chosen = id ?? "";
  if (!id) {
    article = null;
    return;
  }
  const found = await ask(`articles/${encodeURIComponent(id)}`);
  if (chosen === id) article = flat(found);
}
