// The choices of what colours, sizes and arranges actors, the legend that says what they mean, and the actors ranked by it.

import { arrangedBy, frames } from "./arrange.js";
import { valuesTold } from "./data.js";
import { announce, byId, digits, make, plural, rove } from "./dom.js";
import { attributeGroups } from "./facets.js";
import { fit } from "./fitting.js";
import { framesText } from "./frames.js";
import { actorButton } from "./items.js";
import { GROUPS, KINDS, MEASURES, arranging, canArrange, canColour, canSize, colouring, keyOf, sizing } from "./look_names.js";
import { STEPS, captionOf, chosenColours, chosenSizes, colourEntries, isColoured, ranking, toneOf, toneStyle } from "./looks.js";
import { change, visible } from "./state.js";
import { view } from "./view.js";

const RANKED_AT_ONCE = 10;
const RANKED_AT_MOST = 400;

const ofShown = Object.entries(MEASURES).map(([name, label]) => [keyOf(name), label]);
/** @type {["colour" | "size" | "arrange", string, string, string[], string[][]][]} */
const CHOICES = [
  ["colour", "Colour by", "kind", colouring, [[GROUPS, "groups"], ...ofShown]],
  ["size", "Size by", "relations, whole story", sizing, ofShown],
  ["arrange", "Arrange by", "relations", arranging, [[GROUPS, "groups"]]],
];

/** @param {"colour" | "size" | "arrange"} key @param {string | null} value */
function choose(key, value) {
  if (key !== "arrange") return change({ [key]: value });
  change({ arrange: value, canvas: null, moved: new Map() });
  fit();
  announce(framesText() || "Actors stand where their relations put them.");
}

/** The choices, and where the legend and the ranking go. */
export function lookLines() {
  /** @param {string[]} option */
  const option = ([value, label]) => make("option", { value }, label);
  return [
    ...CHOICES.map(([key, label, usual, names, shown]) => {
      const choice = make("select", { id: `${key}-by`, onchange: () => choose(key, choice.value || null) },
        option(["", usual]),
        key === "arrange" && canArrange(KINDS) && option([KINDS, "kind"]),
        names.length ? make("optgroup", { label: "Attributes" }, names.map((name) => option([name, name]))) : null,
        make("optgroup", { label: "Of what is shown" }, shown.map(option)));
      return make("li", { class: "within" }, make("label", { for: choice.id }, label), choice, make("div", { class: "look-legend", id: `${key}-legend` }));
    }),
    make("li", { id: "ranked", hidden: true }),
  ];
}

/** Set the choices, and tell what colours and sizes mean now, and who is first. */
export function syncLooks() {
  byId("colour-by").value = view.colour !== null && canColour(view.colour) ? view.colour : "";
  byId("size-by").value = view.size !== null && canSize(view.size) ? view.size : "";
  byId("arrange-by").value = view.arrange ?? "";
  for (const { group, name } of attributeGroups) {
    /** @type {HTMLElement} */
    const names = byId(`facet-${group}`);
    names.classList.toggle("coloured", view.colour === name);
    if (view.colour === name) for (const spot of /** @type {NodeListOf<HTMLElement>} */ (names.querySelectorAll(".swatch"))) spot.style.background = toneStyle(toneOfValue(name, spot.dataset.value));
  }
  if (byId("facet-looks").hidden) return;
  byId("colour-legend").replaceChildren(...colourLegend());
  byId("size-legend").replaceChildren(...sizeLegend());
  byId("arrange-legend").replaceChildren(...arrangeLegend());
  drawRanked();
}

/** @param {string} name @param {string} value */
const toneOfValue = (name, value) => toneOf([...valuesTold.get(name)].find(([, own]) => own === value)[0]);

/** @param {number} tone */
function spotOf(tone) {
  const spot = make("span", { class: "spot" });
  spot.style.background = toneStyle(tone);
  return spot;
}

const OF_GROUPS = "Who has more to do with each other than with others in what is shown (Louvain, as in graphkit groups): a way to look, not a fact about them.";

/** What the frames are, and how many stand in each: also in those whose title has no room. */
function arrangeLegend() {
  if (!arrangedBy()) return [];
  const { refused } = arrangedBy();
  if (refused) return [refusal(refused)];
  const entries = frames.map(({ title, members }) =>
    make("li", { class: "entry told" }, make("span", { class: "entry-text" }, title), make("span", { class: "count" }, digits(members.filter((actor) => visible.active[actor]).length))));
  return [make("p", {}, framesText()), make("ul", { "aria-label": "Frames" }, entries), view.arrange === GROUPS && view.colour !== GROUPS && make("p", {}, OF_GROUPS)].filter(Boolean);
}

/** @param {string} text */
const refusal = (text) => make("p", { class: "quiet", role: "note" }, text);

function colourLegend() {
  const scale = chosenColours();
  if (!scale) return [];
  if (!isColoured()) return [refusal(scale.refused)];
  const ramp = !scale.tones && scale.ends.length > 0 && make("p", { class: "ramp" }, scale.ends[0], make("span", {}, Array.from({ length: STEPS }, (_, step) => spotOf(step))), scale.ends[1]);
  const entries = colourEntries((actor) => visible.active[actor]).map(({ tone, label, count }) =>
    make("li", { class: "entry told", "data-group": "tones", "data-name": tone }, spotOf(tone), make("span", { class: "entry-text" }, label), make("span", { class: "count" }, digits(count))));
  return [
    make("p", {}, `Colour: ${captionOf(scale)}`),
    ramp || null,
    entries.length ? make("ul", { "aria-label": "Colours" }, entries) : null,
    view.colour === GROUPS ? make("p", {}, OF_GROUPS) : null,
  ].filter(Boolean);
}

function sizeLegend() {
  const scale = chosenSizes();
  if (scale.refused) return [refusal(scale.refused)];
  return [make("p", {}, `Size: ${captionOf(scale)}`), make("p", { class: "ramp sizes" }, scale.ends.flatMap((text, end) => [make("i", { class: end ? "large" : "small" }), text]))];
}

/** What was ranked last, and how many are listed. */
let rankedBy = "";
let listed = RANKED_AT_ONCE;

function drawRanked() {
  const scale = ranking();
  const holder = byId("ranked");
  holder.hidden = !scale || !scale.places;
  if (holder.hidden) return;
  if (scale.title !== rankedBy) [rankedBy, listed] = [scale.title, RANKED_AT_ONCE];
  const shown = scale.places.slice(0, listed);
  const focused = document.activeElement && holder.contains(document.activeElement) ? document.activeElement.getAttribute("data-at") : null;
  const list = make("ol", { class: "ranked", "aria-label": `Actors by ${scale.title}` }, shown.map(({ actor, place }, at) => {
    const button = actorButton(actor);
    button.setAttribute("data-at", String(at));
    return make("li", {}, make("span", { class: "place" }, `${place}.`), button, make("span", { class: "count" }, scale.textOf(actor)));
  }));
  const rest = Math.min(scale.places.length, RANKED_AT_MOST) - shown.length;
  const more = rest > 0 && make("button", { type: "button", class: "rest", onclick: () => {
    listed = RANKED_AT_MOST;
    drawRanked();
    /** @type {HTMLElement} */ (holder.querySelector(`[data-at="${shown.length}"]`)).focus();
  } }, `${digits(rest)} more`);
  holder.replaceChildren(...[make("h4", {}, `${plural(scale.places.length, "actor")} by ${scale.title}`), list, more || null].filter(Boolean));
  rove(list, "button.name", () => list.querySelectorAll("button.name"))();
  /** @type {HTMLElement | null} */
  const again = focused === null ? null : list.querySelector(`[data-at="${focused}"]`);
  if (again) again.focus({ preventScroll: true });
}
