// The colours of the page as it is now, light, dark or the system's own, and its typefaces, for what is painted.

import { page } from "./data.js";
import { forcedColours } from "./theme_choice.js";

/**
 * `age` grows with each reading. Where the system forces its colours, `levels` are those of what is faded, plain and chosen.
 * @type {{ name: "light" | "dark", age: number, paper: string, ink: string, soft: string, hair: string, families: string[], kinds: string[], tones: string[], ramp: string[], levels: string[] }}
 */
export const theme = { name: "light", age: 0, paper: "", ink: "", soft: "", hair: "", families: [], kinds: [], tones: [], ramp: [], levels: [] };

/** The system's colours, as a canvas takes them: no colour tells anything, and heads, dashes, shapes and words do. */
function takeSystemColours() {
  const probe = document.body.appendChild(document.createElement("i"));
  const [paper, ink, grey, chosen] = ["Canvas", "CanvasText", "GrayText", "Highlight"].map((name) => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  /** @param {string[]} colours */
  const plain = (colours) => colours.map(() => ink);
  Object.assign(theme, { paper, ink, soft: ink, hair: grey, families: plain(theme.families), kinds: plain(theme.kinds), levels: [grey, ink, chosen] });
}

/** @param {boolean} [onPaper] */
export function readTheme(onPaper = false) {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const colour = (name) => style.getPropertyValue(name).trim();
  theme.name = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
  Object.assign(theme, { paper: onPaper ? "#ffffff" : colour("--paper"), ink: colour("--ink"), soft: colour("--soft"), hair: colour("--thread") });
  theme.families = page.families.map((family) => family[theme.name]);
  theme.kinds = page.kinds.map((kind) => kind[theme.name]);
  for (const [name, count] of Object.entries({ tone: 11, ramp: 7 })) theme[name === "tone" ? "tones" : "ramp"] = Array.from({ length: count }, (_, step) => colour(`--${name}-${step}`));
  theme.levels = [];
  theme.age += 1;
  if (forcedColours().matches && !onPaper) takeSystemColours();
}

/** @param {number} forced */
const inSystemColours = (forced) => (/** @type {number} */ usual) => (theme.levels.length ? forced : usual);
/** How strong what is faded is painted: in the system's colours its own colour and a hair line fade it, as some systems have no two that differ enough. */
export const faint = inSystemColours(0.5);
/** How broad the lines of what is faded are. */
export const slim = inSystemColours(0.6);
/** How strong what stands back behind the chosen is painted: the chosen has a colour of its own among those of the system. */
export const hushed = inSystemColours(0.95);

export const SANS = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';

export const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Times New Roman", serif';
