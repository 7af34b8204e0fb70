// Builds elements from names and texts; texts are only ever set as text, never read as markup.

/**
 * An element of the template.
 * @param {string} id
 * @returns {PageElement}
 */
export const byId = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * Make an element: attributes by name, `on...` as listeners, children as nodes or texts.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {any}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else if (name === "onchange") element.addEventListener("change", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  const shown = /** @type {(Node | string)[]} */ (children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  element.append(...(PROSE.test(tag) || /^(date|sentence)$/.test(attributes.class) ? shown.flatMap((child) => (typeof child === "string" ? whole(child) : child)) : shown));
  if (shown.some((child) => typeof child === "string" && RIGHT_TO_LEFT.test(child)) && turns(element.textContent)) element.dir = "auto";
  return element;
}

/**
 * Whether more than isolated names runs from right to left, or nothing but these is there: browsers look into them for the direction of a text.
 * @param {string} text
 */
function turns(text) {
  const bare = text.replace(/\u2068[^\u2069]*\u2069/g, "");
  return RIGHT_TO_LEFT.test(bare) || !/\p{L}/u.test(bare);
}

const PROSE = /^(p|div|summary|button|h\d)$/;

/**
 * A text in which no line ends between a number and the word after it.
 * @param {string} text
 */
export const whole = (text) => text.split(/((?<![\p{L}\d.,-])\d+(?:,\d{3})* \p{L}+)/u).map((part, place) => (place % 2 ? make("span", { class: "whole" }, part) : part)).filter((part) => part !== "");

/** Letters that run from right to left, and signs that turn the direction of text. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name to be put amid other words and numbers: one that runs from right to left is kept to itself.
 * @param {string} name
 */
export const isolated = (name) => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

/**
 * The same for files and other programs, as it was.
 * @param {string} text
 */
export const unisolated = (text) => text.replace(/[\u2068\u2069]/g, "");

/**
 * A link to a web page, or its text alone where the address is anything else.
 * @param {string} url
 * @param {string} text
 */
export function outward(url, text) {
  if (!/^https?:\/\//i.test(url || "")) return text;
  return make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** @param {number} count @param {string} one @param {string} [many] */
export const plural = (count, one, many = `${one}s`) => `${digits(count)} ${count === 1 ? one : many}`;
/** @param {number} count */
export const digits = (count) => count.toLocaleString("en");
/** Whether a finger, which has no keys to hold, is what points first. */
export const isTouched = () => matchMedia("(hover: none)").matches;
export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Say something to those who listen to the page.
 * @param {string} text
 */
export function announce(text) {
  byId("announcer").textContent = text;
}

/**
 * One stop of the Tab key for a list: of all that match only one can be tabbed to, arrows, Home and End go
 * on from there. `items` gives all of them; what is returned settles the stop anew after a change of what is folded.
 *
 * @param {HTMLElement} list
 * @param {string} selector
 * @param {() => Iterable<HTMLElement>} items
 */
export function rove(list, selector, items) {
  /** @param {EventTarget} target */
  const isItem = (target) => /** @type {Element} */ (target).matches(selector);
  /** @param {any} item */
  const choose = (item) => {
    for (const other of items()) other.tabIndex = other === item ? 0 : -1;
  };
  list.addEventListener("focusin", (event) => isItem(event.target) && choose(event.target));
  list.addEventListener("keydown", (event) => {
    if (!isItem(event.target)) return;
    const seenItems = [...items()].filter(isSeen);
    const place = seenItems.indexOf(/** @type {HTMLElement} */ (event.target));
    const next = { ArrowDown: place + 1, ArrowRight: place + 1, ArrowUp: place - 1, ArrowLeft: place - 1, Home: 0, End: seenItems.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const item = seenItems[Math.max(0, Math.min(seenItems.length - 1, next))];
    choose(item);
    item.focus();
  });
  /** Where the stop is in what was folded, or there is none yet, the first item takes it over. */
  return () => {
    const all = [...items()];
    if (!all.some((item) => item.tabIndex === 0 && !item.closest("[hidden]"))) choose(all[0]);
  };
}

/** @param {Element} element */
const isSeen = (element) => !element.closest("[hidden]") && element.getClientRects().length > 0;
