// Asks the server, and sends changes to it, each with the state of the dataset that the reader sees.

import { released } from "./pressing.js";

/** What the server says of the dataset: its kind, whether it can be changed, the state that is shown here, and whether a change made here led to it. */
export const held = { name: "", kind: "dataset", editable: false, read_only: "", state: "", title: "", isOurs: false };

/** Why the server refused, in a line for people; `status` is 0 where it does not answer. */
class Refusal extends Error {
  /** @param {string} message @param {number} status @param {any} [body] */
  constructor(message, status, body = {}) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** How many changes are on their way: meanwhile a new state is no news. */
let sending = 0;
/** Done once what was sent last is answered: one waits for the other, as its answer tells the state that the next has seen. */
let posted = Promise.resolve();

/** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
async function answered(path, options = {}) {
  const response = await fetch(path, { credentials: "same-origin", ...options }).catch(() => /** @type {null} */ (null));
  const body = await response?.json().catch(() => /** @type {any} */ ({}));
  await released();
  if (!response) throw new Refusal("The server does not answer. Is 'graphkit serve' still running?", 0);
  if (response.status === 401) throw new Refusal("'graphkit serve' was started anew, at another address: open the one that it printed. What you typed is still here; copy it first.", 401);
  if (!response.ok && (response.status !== 404 || body.error)) throw new Refusal(body.error || `The server refused this (${response.status}).`, response.status, body);
  return body;
}

/**
 * The answer to a question; parts without a value are not asked, a list repeats its name.
 * @param {string} path
 * @param {Record<string, any>} [parts]
 */
export function ask(path, parts = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) {
    for (const one of [value].flat()) if (one !== undefined && one !== null && one !== "" && one !== false) asked.append(name, String(one));
  }
  const text = asked.toString();
  return answered(`/api/${path}${text ? `?${text}` : ""}`);
}

/** Take the state that the server has now as the one that is shown. */
export async function takeState() {
  Object.assign(held, await ask("state"));
}

/** @param {string} path @param {string} type @param {BodyInit} body @param {string} [seen] the state on which the reader saw it */
async function post(path, type, body, seen) {
  sending += 1;
  const before = posted;
  let end = () => {};
  posted = new Promise((done) => {
    end = done;
  });
  await before;
  try {
    const answer = await answered(path, { method: "POST", headers: { "Content-Type": type, "If-Match": `"${seen ?? held.state}"` }, body });
    Object.assign(held, { state: answer.state, isOurs: true });
    return answer;
  } catch (error) {
    if (error.status === 412) Object.assign(held, { state: error.body.state, isOurs: false });
    throw error;
  } finally {
    end();
    sending -= 1;
  }
}

/**
 * Send a change by the name of its command; the server refuses it with 412 if the dataset is not as it was seen.
 * @param {string} verb
 * @param {Record<string, any>} body
 * @param {string} [seen] the state on which the change was shown
 */
export const send = (verb, body, seen) => post(`/api/changes/${verb.replace(" ", "-")}`, "application/json", JSON.stringify(body), seen);

/**
 * Hand an article over, which is read as the command `read` does.
 * @param {string} text
 * @param {string} type
 * @param {Record<string, string>} told publisher, day and title
 */
export const sendArticle = (text, type, told) => post(`/api/articles?${new URLSearchParams(Object.entries(told).filter(([, value]) => value))}`, `${type}; charset=utf-8`, text);

const EVERY = 2000; // milliseconds
const pause = () => new Promise((done) => {
  setTimeout(done, EVERY);
});

/** What is said as the server, or what it reads, goes and comes. @typedef {{ lost: (message: string) => void, back: (message: string) => void }} Says */

/**
 * Do what asks the server, again and again until it is answered.
 * @param {() => Promise<any>} act
 * @param {Says} says
 */
export async function untilAnswered(act, { lost, back }) {
  let last = /** @type {any} */ (null);
  for (;;) {
    try {
      await act();
      if (last) back([0, 401].includes(last.status) ? "The server answers again." : "The dataset can be read.");
      return;
    } catch (error) {
      if (error.message !== last?.message) lost(error.message);
      last = error;
    }
    await pause();
  }
}

/**
 * Look for a new state again and again: `changed` is called with the one before when there is one, or what is shown `isPartial`.
 * @param {Says & { changed: (before: string) => Promise<void>, isPartial: () => boolean }} acts
 */
export async function watch({ changed, isPartial, ...says }) {
  for (;;) {
    await pause();
    let news = "";
    await untilAnswered(async () => {
      const before = held.state;
      const now = await ask("state");
      if (now.editable && !held.editable) location.reload();
      if (!sending && before === held.state && (now.state !== before || isPartial())) news = before;
      if (news) Object.assign(held, now, { isOurs: false });
    }, says);
    if (news) await untilAnswered(() => changed(news), says);
  }
}
