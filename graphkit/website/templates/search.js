// Shows of the lists only what has all words that are looked for, in any order, case and accents; without words, no relation.
const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", œ: "oe", æ: "ae", þ: "th", ς: "σ" };
const plain = (text) => text.normalize("NFKD").replace(/[\p{M}\u2066-\u2069]/gu, "").toLowerCase().toUpperCase().toLowerCase().replace(/[øłđðħœæþς]/g, (letter) => LETTERS[letter]);
const field = document.getElementById("q");
const found = document.getElementById("found");
const relations = document.getElementById("relations");
const items = [...document.querySelectorAll("li[data-words]")];
const texts = items.map((item) => plain(item.dataset.words));

function search() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  items.forEach((item, place) => {
    item.hidden = (!words.length && relations.contains(item)) || !words.every((word) => texts[place].includes(word));
    count += item.hidden ? 0 : 1;
  });
  document.getElementById("empty").hidden = words.length > 0;
  found.textContent = words.length ? `${count} found` : "";
  const address = new URL(location.href);
  if (words.length) address.searchParams.set("q", field.value);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

document.getElementById("form").hidden = false;
document.getElementById("form").addEventListener("submit", (event) => event.preventDefault());
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", search);
search();
