// What the reader chose for all pages from one place. Browsers may forbid to keep anything: then it holds for this page only.

/** @type {Map<string, string>} */
const here = new Map();

/** What is kept under a name; empty where nothing. @param {string} name */
export function keptChoice(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return here.get(name) ?? "";
  }
}

/** @param {string} name @param {string} value */
export function keepChoice(name, value) {
  here.set(name, value);
  try {
    localStorage.setItem(name, value);
  } catch {
    // See above.
  }
}
