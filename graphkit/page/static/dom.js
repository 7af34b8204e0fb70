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
  element.append(.../** @type {Node[]} */ (children.flat().filter((child) => child !== null && child !== undefined && child !== false)));
  return element;
}

/**
 * A link to a web page, or its text alone where the address is anything else.
 * @param {string} url
 * @param {string} text
 */
export function outward(url, text) {
  if (!/^https?:\/\//i.test(url || "")) return document.createTextNode(text);
  return make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
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
