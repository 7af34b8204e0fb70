// Builds elements from names and texts; texts are only ever set as text, never read as markup.

const byId = (id) => document.getElementById(id);

/** Make an element: attributes by name, `on...` as listeners, children as nodes or texts. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else if (name === "onchange") element.addEventListener("change", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A link to a web page, or its text alone where the address is anything else. */
function outward(url, text) {
  if (!/^https?:\/\//i.test(url || "")) return document.createTextNode(text);
  return make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
}

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
