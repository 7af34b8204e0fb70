// Search over names, aliases and summaries, as one types; arrows and Enter choose.

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const MOST = 12;
let haystack = null;

function searchable() {
  const people = Array.from({ length: ACTORS }, (_, actor) => [
    { actor }, folded([nameOf(actor), ...field(actors, "aliases", actor, [])].join(" | ")), relationsOf[actor].length,
  ]);
  const told = Array.from({ length: RELATIONS }, (_, relation) => [
    { relation }, folded(`${briefly(relation)} | ${sentenceOf(relation)}`), 0,
  ]);
  return { people, told };
}

function found(text) {
  haystack ||= searchable();
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const hits = (rows) => rows.filter(([, hay]) => words.every((word) => hay.includes(word)));
  const people = hits(haystack.people).sort((one, other) => other[1].startsWith(words[0]) - one[1].startsWith(words[0]) || other[2] - one[2]);
  return [...people, ...hits(haystack.told)].slice(0, MOST).map(([what]) => what);
}

function startSearch() {
  const input = byId("search");
  const results = byId("search-results");
  let options = [];
  let active = -1;
  const close = () => {
    results.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (what) => {
    close();
    input.value = "";
    select(what);
    if (what.actor !== undefined && !seen.active[what.actor]) redraw();
    byId("details").focus({ preventScroll: true });
  };
  const mark = (place) => {
    active = (place + options.length) % options.length;
    [...results.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", `found-${active}`);
    results.children[active].scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    options = found(input.value);
    active = -1;
    results.replaceChildren(...options.map((what, place) => {
      const item = what.actor !== undefined
        ? [kindIcon(actors.kind[what.actor]), make("span", {}, nameOf(what.actor))]
        : [lineIcon(familyBar(what.relation)), make("span", {}, sentenceOf(what.relation))];
      const row = make("li", { role: "option", id: `found-${place}`, "aria-selected": "false" }, item);
      row.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(what);
      });
      return row;
    }));
    if (input.value.trim() && !options.length) results.append(make("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found"));
    results.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!results.hidden));
  };
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && options.length) mark(active + 1);
    else if (event.key === "ArrowUp" && options.length) mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && options.length) choose(options[Math.max(0, active)]);
    else if (event.key === "Escape") {
      input.value = "";
      close();
      input.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
