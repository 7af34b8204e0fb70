// Writes relations as a Markdown report, statement by statement with their sources, as `graphkit ... -o report.md` does; one of them is a citation.

import { rowsAround, rowsBetween } from "./among.js";
import { reportCaveats } from "./caveats.js";
import { compareListed, listedRows, standingOf } from "./csv.js";
import { entriesOf, errorsOf, field, is, nameOf, page, plainCaveats, relations, relationsAbout, relationsOf, statusOf } from "./data.js";
import { spanText } from "./days.js";
import { ENDED } from "./diff.js";
import { changeTitle, diffParts } from "./diff_parts.js";
import { digits, plural, unisolated } from "./dom.js";
import { note, toClipboard } from "./files.js";
import { hashOf } from "./hash.js";
import { headingText } from "./heading.js";
import { doubtOf } from "./items.js";
import { fullSentenceOf } from "./sentences.js";
import { capital, markdown } from "./texts.js";
import { visible } from "./state.js";
import { view } from "./view.js";
import { HIDDEN, MAYBE } from "./windows.js";

/** @typedef {(text: string) => string} Escape */

/**
 * Why it is not a plain fact, in the words of the command line; of what changed, by how surely it did.
 * @param {Row} row
 * @param {Escape} escape
 * @param {Verdict} [verdict]
 */
const doubtsOf = (row, escape, verdict = visible.verdict[row]) => [
  verdict === MAYBE ? "maybe in the period" : visible.verdict[row] !== MAYBE && doubtOf(row), ...plainCaveats(row), is.contested[row] && "contested", is.differ[row] && "the dates differ",
  ...errorsOf(row).map((error) => `an error of the data: ${escape(error)}`),
].filter(Boolean);

/**
 * Who reports it and where, as one entry of the evidence says it.
 * @param {Evidence} item
 * @param {Map<number, number>} cited the number of each source, which this adds to
 * @param {Escape} escape
 */
function toldBy(item, cited, escape) {
  if (!cited.has(item.source)) cited.set(item.source, cited.size + 1);
  const who = item.voice && (item.voice === page.voices.unnamed ? ", naming nobody" : `, citing ${escape(item.voice)}`);
  return [
    `${placeOf(item, cited, escape)}${who || ""}`, item.contradicts && "contradicts it", item.back && "taken back", item.type && `calls it ${escape(item.type)}`, item.status && `calls it ${item.status}`,
    item.when && `dates it ${escape(item.when)}`, item.undated && "giving no day", item.attests && `as so ${item.attests}`, item.said && `said ${escape(item.said)}`,
  ].filter(Boolean).join(", ");
}

/**
 * BBC par. 3 [1]
 * @param {Evidence} item
 * @param {Map<number, number>} cited
 * @param {Escape} escape
 */
const placeOf = (item, cited, escape) => `${escape(page.sources[item.source].publisher)}${item.paragraph ? ` par. ${item.paragraph}` : ""} [${cited.get(item.source)}]`;

/** @param {Source | Evidence} item @param {Escape} escape */
export function addresses(item, escape) {
  const [url, archived] = [item.url ?? item.url_told, item.archived ?? item.archived_told];
  return [url && escape(url), archived && `archived at ${escape(archived)}`].filter(Boolean);
}

/**
 * A relation as lines: when, what, how sure, who reports it where; below it what they quote.
 * @param {Row} row
 * @param {Map<number, number>} cited
 * @param {Escape} escape
 * @param {(when: string) => string} head
 * @param {{ verdict?: Verdict, remark?: string }} [more]
 */
function statement(row, cited, escape, head, { verdict, remark } = {}) {
  const what = [fullSentenceOf(row), field(relations, "summary", row)].filter(Boolean).join(" ");
  const doubts = [...doubtsOf(row, escape, verdict), remark].filter(Boolean);
  const entries = entriesOf(row);
  const said = entries.map((item) => toldBy(item, cited, escape)).join("; ") || "no source";
  const details = entries.flatMap((item) => {
    const parts = [item.quote && `“${escape(item.quote)}”`, item.note && escape(item.note), ...addresses(item, escape)].filter(Boolean);
    return parts.length ? [`  - ${placeOf(item, cited, escape)}: ${parts.join("; ")}`] : [];
  });
  return [`${head(escape(field(relations, "words", row, "no date")))}${doubts.length ? ` (${doubts.join(", ")})` : ""}: ${escape(what)} — ${said}`, ...details];
}

/**
 * The publisher and the title of a source that another was rewritten from.
 * @param {string} id
 * @param {Escape} escape
 */
function originOf(id, escape) {
  const origin = page.sources.find((source) => source.id === id);
  return origin ? [escape(origin.publisher), origin.title && `“${escape(origin.title)}”`].filter(Boolean).join(" ") : escape(id);
}

/**
 * A source as a bibliography names it; its note is sentences of their own.
 * @param {Source} source
 * @param {Escape} escape
 */
export const reference = (source, escape) => [[
  escape(source.publisher), source.title && `“${escape(source.title)}”`, source.author && escape(source.author), escape(source.published),
  ...(source.derived ?? []).map((id) => `rewritten from ${originOf(id, escape)}`), ...addresses(source, escape),
  source.reliability && `reliability ${escape(source.reliability)}`,
].filter(Boolean).join(", "), source.note && escape(source.note)].filter(Boolean).join(". ");

/** @param {Map<number, number>} cited @param {Escape} escape */
const references = (cited, escape) => [...cited].map(([source, number]) => `${number}. ${reference(page.sources[source], escape)}`);

/**
 * A relation and its sources as plain text.
 * @param {Row} row
 */
export function citation(row) {
  const cited = new Map();
  /** @param {string} text */
  const plain = (text) => unisolated(text).split(/\s+/).filter(Boolean).join(" ");
  const lines = statement(row, cited, plain, (when) => when);
  return [...lines, "", ...references(cited, plain)].join("\n").trim();
}

/** @param {Row} row */
export async function copyCitation(row) {
  note((await toClipboard(citation(row))) ? "Citation copied" : "The clipboard is closed to this page");
}

// --- a report of what is chosen ---------------------------------------------------------------------

/** @type {Record<string, string>} */
const STANDINGS = { "in force": "in force", happened: "happened", background: "in force as background" };
/**
 * The heading of a part of what is told as of a day, as `graphkit snapshot` has it: Planned to have happened
 * @param {string} standing
 * @param {string} status
 */
function standingTitle(standing, status) {
  const told = STANDINGS[standing];
  return capital(status === "actual" ? told : `${status} to ${standing === "happened" ? "have" : "be"} ${told}`);
}

/**
 * What a report is of: what is chosen, or else everything shown.
 * @returns {{ of: string, isAll?: boolean, parts: { title: string, rows: Row[], verdict?: Verdict, remark?: string }[] }}
 */
export function chosenParts() {
  const { actor, actors, pair, relation, path } = view.selection || {};
  /** @param {Row[]} rows */
  const shown = (rows) => [...new Set(rows)].filter((row) => visible.verdict[row] !== HIDDEN).sort(compareListed);
  if (actor !== undefined) {
    const about = shown(relationsAbout[actor]);
    return { of: nameOf(actor), parts: [{ title: nameOf(actor), rows: shown(relationsOf[actor]) }, ...(about.length ? [{ title: `About ${nameOf(actor)}`, rows: about }] : [])] };
  }
  if (actors) return { of: `between and around ${plural(actors.length, "actor")}`, parts: [{ title: `Between ${actors.map(nameOf).join(", ")}`, rows: shown(rowsBetween(actors)) }, { title: "Around them", rows: shown(rowsAround(actors)) }] };
  if (pair) return { of: `between ${pair.map(nameOf).join(" and ")}`, parts: [{ title: `Between ${pair.map(nameOf).join(" and ")}`, rows: shown(rowsBetween(pair)) }] };
  if (relation !== undefined) return { of: "the chosen relation", parts: [{ title: "", rows: [relation] }] };
  if (path && path.actors) return { of: "the path", parts: path.relations.map((row, place) => ({ title: `${nameOf(path.actors[place])} - ${nameOf(path.actors[place + 1])}`, rows: [row], remark: path.more?.[place] > 0 ? `and ${digits(path.more[place])} more between them` : undefined })) };
  if (view.mode === "diff") {
    const parts = diffParts().map((part) => ({ verdict: part.verdict, title: `${changeTitle(part)}${part.change === ENDED ? `, last day in ${spanText(view.before, view.after - 1)}` : ""}`, rows: [...part.rows].sort(compareListed) }));
    return { of: "what changed", parts };
  }
  const rows = listedRows();
  const parts = view.mode !== "day" ? [{ title: "", rows }] : Object.keys(STANDINGS).flatMap((standing) => page.statuses.map((status) => (
    { title: standingTitle(standing, status), rows: rows.filter((row) => standingOf(row) === standing && statusOf(row) === status) }))).filter((part) => part.rows.length);
  return { of: "all that is shown", isAll: true, parts };
}

/** The relations that a report is of, each once. */
export const chosenRows = () => [...new Set(chosenParts().parts.flatMap(({ rows }) => rows))];

/** What a report would be of: 23 relations of Nvidia */
export function reportScope() {
  return `${plural(chosenRows().length, "relation")}: ${chosenParts().of}`;
}

/** The report of what is chosen, as Markdown. */
export function reportText() {
  const { parts } = chosenParts();
  const cited = new Map();
  const lines = [`# ${markdown(page.title)}`, "", markdown(headingText()), "", `*${markdown(`${reportScope()}.`)}*`, "", ...reportCaveats().flatMap((caveat) => [`*${markdown(caveat)}*`, ""]), `*The view: ${markdown(`#${hashOf()}`)}*`];
  for (const { title, rows, verdict, remark } of parts) {
    if (title) lines.push("", `## ${markdown(title)}`);
    lines.push("", ...rows.flatMap((row) => statement(row, cited, markdown, (when) => `- **${when}**`, { verdict, remark })));
  }
  if (cited.size) lines.push("", "## Sources", "", ...references(cited, markdown));
  return `${lines.join("\n")}\n`;
}
