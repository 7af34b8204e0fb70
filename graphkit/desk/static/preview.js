// Shows a change before it is saved: what it would add, take away and alter, with Save and Back.

import { relationItem, voicesIn } from "./answers.js";
import { changeWords } from "./change_words.js";
import { send } from "./connection.js";
import { make } from "./dom.js";
import { learnVoices } from "./names.js";
import { refreshAll } from "./refreshing.js";
import { quieten, tell, tried } from "./telling.js";
import { isElsewhere } from "./turns.js";
import { undoButton } from "./undoing.js";

const SIGNS = { "+": "added", "-": "removed" };

/**
 * The lines of a change, each with its sign in words for those who listen.
 * @param {string[]} lines
 */
const diffList = (lines) => make("ul", { class: "diff", "aria-label": "What changes" }, lines.map((line) => {
  const sign = SIGNS[/** @type {"+" | "-"} */ (line[0])];
  return make("li", { class: sign ? `diff-${sign}` : "diff-same" }, sign && make("span", { class: "unseen" }, `${sign}: `), make("span", { "aria-hidden": "true", class: "diff-sign" }, sign ? line[0] : " "), make("span", { dir: "auto", class: "diff-text" }, line.slice(2)));
}));

/**
 * What a change adds or alters: the relation, else the actor.
 * @param {string[]} lines
 */
export function changedIn(lines) {
  for (const what of ["relation", "actor"]) {
    const line = lines.find((each) => new RegExp(`^[+ ] ${what} `).test(each));
    if (line) return line.slice(what.length + 3);
  }
  return "";
}

/**
 * Send a change; if the dataset was changed elsewhere meanwhile, say so, take that in, and call `again`.
 * @param {string} verb
 * @param {Record<string, any>} body
 * @param {() => any} again
 * @param {string} [seen] the state on which the change was shown
 */
export async function sendOrLookAgain(verb, body, again, seen) {
  try {
    return await send(verb, body, seen);
  } catch (error) {
    if (error.status !== 412) throw error;
    await refreshAll();
    const what = changeWords(error.body.changes);
    await again();
    tell(`Nothing was saved: the dataset was changed elsewhere meanwhile${what ? ` (${what})` : ""}. Look again, then save.`);
    return null;
  }
}

/** What a change would do: what is to be checked, how relations will read, the lines, and their number. @param {any} dry */
function effectOf({ lines, relations, text, notes = [] }) {
  const more = lines.filter((/** @type {string} */ line) => /^[+ ] relation /.test(line)).length - relations.length;
  const [did, ...toCheck] = [...text.replace(/^[^:]*, nothing saved: /, "").split("\n"), ...notes].filter(Boolean);
  return [
    toCheck.length > 0 && make("ul", { class: "doubts" }, toCheck.map((each) => make("li", {}, each))),
    relations.length > 0 && make("p", { class: "quiet" }, relations.length > 1 ? "They will read:" : "It will read:"),
    relations.length > 0 && make("ol", { class: "answer-list reads" }, relations.map((/** @type {any} */ row) => relationItem(row, false)), more > 0 && make("li", {}, `and ${more} more, below`)),
    lines.length > 0 && diffList(lines),
    did && make("p", { class: "quiet" }, lines.length ? `Once you save it: ${did}` : did),
  ];
}

/**
 * Show in place of a form what it would change.
 * @param {object} asked
 * @param {string} asked.verb
 * @param {Record<string, any>} asked.body
 * @param {HTMLElement} asked.form it stays as it is, for Back
 * @param {import("./turns.js").Turn} asked.turn in which it is asked
 * @param {() => void} asked.saved what to do with the form once it is saved
 */
export async function preview(asked) {
  const { verb, body, form, turn, saved } = asked;
  const dry = await sendOrLookAgain(verb, { ...body, dry_run: true }, () => preview(asked));
  if (!dry) return;
  turn.inTime();
  const back = () => {
    shown.remove();
    form.hidden = false;
    /** @type {HTMLElement} */ (form.querySelector("button[type=submit]")).focus();
  };
  let isSaving = false; // once: whatever comes of it, this preview goes
  const save = () => isSaving || tried(async (saving) => {
    isSaving = true;
    const done = await sendOrLookAgain(verb, body, () => preview({ ...asked, turn: saving }), dry.state).catch((error) => {
      back();
      throw error;
    });
    if (!done) return;
    shown.remove();
    form.hidden = false;
    if (saving.isSame()) saved(); // else something was written in it meanwhile, which stays
    await refreshAll(changedIn(done.lines));
    tell([done.text, ...(done.notes ?? [])].filter(Boolean).join(" "), ...(done.saved ? [undoButton(done.change)] : []));
  }, form);
  const heading = make("h3", { tabindex: "-1" }, "What will change");
  await learnVoices(voicesIn(dry.relations));
  turn.inTime();
  quieten();
  const shown = make("section", { class: "preview" }, heading, effectOf(dry),
    make("div", { class: "acts" },
      dry.lines.length > 0 && make("button", { type: "button", class: "primary", onclick: save }, "Save"),
      make("button", { type: "button", onclick: back }, "Back")));
  form.parentElement.querySelectorAll(".preview").forEach((each) => each.remove());
  form.hidden = true;
  form.after(shown);
  if (!isElsewhere(form)) heading.focus();
}
