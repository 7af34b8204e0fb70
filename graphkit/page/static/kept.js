// What the reader chose for all pages from one place. Browsers may forbid to keep anything: then it holds for this page only.

/** @type {Record<string, string>} */
const here = {};

/** What is kept under a name; empty where nothing. @param {string} name */
export function keptChoice(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return here[name] ?? "";
  }
}

/** @param {string} name @param {string} value */
export function keepChoice(name, value) {
  here[name] = value;
  try {
    localStorage.setItem(name, value);
  } catch {
    // See above.
  }
}
