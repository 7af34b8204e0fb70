// Starts all modules in order, and connects them by listeners.

import { onAxis } from "./axis.js";
import { lookAt, redraw, takeSize, whereNow } from "./camera.js";
import { page } from "./data.js";
import { drawDetails, showNewest } from "./details.js";
import { byId } from "./dom.js";
import { grow } from "./drawn.js";
import { startEmbedding } from "./embed.js";
import { startFilters, syncFilters } from "./filters.js";
import { firstFit, follow, followPlay, keepInPicture } from "./fitting.js";
import { keepFocus } from "./focus.js";
import { foldPairs } from "./folding.js";
import { drawGrowth, expandAndLook, startGrowth } from "./growth.js";
import { drawHeading } from "./heading.js";
import { light } from "./highlight.js";
import { startHints } from "./hints.js";
import { drawTimeline } from "./histogram.js";
import { programmingInterface } from "./interface.js";
import { startKeeping } from "./keep_menu.js";
import { showKeys, startKeys } from "./keys.js";
import { redrawLanes } from "./lane_window.js";
import { drawOff, fitDrawing, startLanes, syncLanes } from "./lanes.js";
import { isEmbedded, linkedView, startHistory } from "./link.js";
import { settleLooks } from "./looks.js";
import { placeActors, startNetwork, syncNodes } from "./network.js";
import { drawNothing } from "./nothing.js";
import { startPrinting } from "./paper.js";
import { asPathEnd, findChosenPath, openFinder } from "./pathfinder.js";
import { isPlaying } from "./play.js";
import { onPointing, pointed } from "./pointing.js";
import { startPressing } from "./pressing.js";
import { drawRoster } from "./roster.js";
import { startSearch } from "./search.js";
import { chooseAlso } from "./several.js";
import { showPanel, startSheet } from "./sheet.js";
import { addPageKeys } from "./shortcuts.js";
import { change, onChange, onVerdicts, recompute, select } from "./state.js";
import { drawStory, startStory } from "./story.js";
import { drawTable, toggleTable } from "./table.js";
import { readTheme } from "./theme.js";
import { startTheme } from "./theme_choice.js";
import { startTimeline, syncTimeline } from "./timeline.js";
import { settle, view } from "./view.js";
import { firstDay, isHeld, lastDay } from "./view_days.js";

let waiting = 0;
let took = 0;
let played = false;
/** The days that were shown when they last came to rest. */
let daysSeen = "";
const LISTS_EVERY = 160; // milliseconds, while days move

/** Draw the lists, and let the camera follow a play: not at every day of it, and the less often the longer it takes. */
function drawLists() {
  clearTimeout(waiting);
  waiting = 0;
  const begun = performance.now();
  drawRoster();
  // Whoever stands in the list by the keyboard reads on.
  if (!isPlaying() || !byId("details").contains(document.activeElement)) drawDetails();
  took = performance.now() - begun;
  if (isPlaying() || played) {
    showNewest();
    followPlay(!isPlaying());
  }
  played = isPlaying();
}

/** Highlight and repaint; what the pointer is on takes precedence over what is chosen. */
function refresh() {
  light(pointed(), view.selection);
  foldPairs(pointed());
  repaint();
}

/** Repaint what is shown, the graph or the lanes. */
function repaint() {
  if (view.lanes) redrawLanes();
  else redraw();
}

/** @param {ViewParts} [what] */
function showAll(what = {}) {
  drawHeading();
  drawNothing();
  syncTimeline(what);
  syncFilters();
  if (!(isPlaying() || isHeld()) || "selection" in what) drawLists();
  else waiting ||= setTimeout(drawLists, Math.max(LISTS_EVERY, 4 * took));
  drawTable();
  drawGrowth();
  syncLanes(what);
  if (page.story.length) drawStory();
  const isChoice = "selection" in what && !("step" in what);
  if (isChoice) revealDetails();
  refresh();
  if (isChoice) follow();
  if (isPlaying() || isHeld()) return;
  const days = [view.mode, firstDay(), lastDay()].join();
  if (daysSeen && days !== daysSeen) keepInPicture();
  daysSeen = days;
}

/** Scroll the details to the top; on narrow screens, open their panel. */
function revealDetails() {
  byId("details").scrollTop = 0;
  if (view.selection) showPanel("details");
}

/** @param {any} clicked @param {boolean} shift @param {boolean} also */
function takeClick(clicked, shift, also) {
  if (also && clicked && clicked.actor !== undefined) return chooseAlso(clicked.actor);
  const isFinding = Boolean(view.selection && view.selection.finding);
  if ((shift || isFinding) && clicked && clicked.actor !== undefined) asPathEnd(clicked.actor);
  else if (clicked || !isFinding) select(clicked);
  return null;
}

function takeTheme() {
  readTheme();
  drawTimeline();
  repaint();
}

/**
 * Show what the reader went back or forward to, the camera where it was then.
 * @param {View} shown
 * @param {number[] | null} where
 */
function goTo(shown, where) {
  change(shown);
  if (!where) return firstFit();
  takeSize();
  lookAt(where);
  follow(false);
}

function growAndSync() {
  settleLooks();
  grow();
  syncNodes();
}

function showAxis() {
  drawTimeline();
  syncTimeline();
  drawOff();
  redrawLanes();
}

/** On paper, and inside another page. */
function startElsewhere() {
  startPrinting();
  startEmbedding();
}

function startButtons() {
  startPressing();
  byId("table-button").addEventListener("click", () => toggleTable());
  byId("path-button").addEventListener("click", openFinder);
  byId("keys-button").addEventListener("click", showKeys);
  byId("fit-button").addEventListener("click", fitDrawing);
  byId("reset-button").addEventListener("click", () => change({ moved: new Map() }));
}

/** Frames are for the canvas as it is, with everything around it. */
function placeAndFit() {
  if (placeActors()) syncFilters();
  firstFit();
}

function start() {
  document.body.className = isEmbedded ? "scripted embedded" : "scripted";
  for (const id of ["stage", "tools"]) byId(id).hidden = false;
  onVerdicts(findChosenPath);
  onChange(growAndSync);
  onAxis(showAxis);
  onPointing(refresh);
  startTimeline();
  startTheme(takeTheme);
  startStory();
  startGrowth();
  settle(linkedView());
  recompute();
  settleLooks();
  grow();
  startNetwork({ click: takeClick, open: (clicked) => clicked?.actor !== undefined && expandAndLook(clicked.actor) });
  startHints();
  startLanes(takeClick);
  startSheet();
  startFilters();
  startSearch();
  addPageKeys();
  startKeys();
  keepFocus();
  startButtons();
  startKeeping();
  onChange(showAll);
  showAll();
  placeAndFit();
  startElsewhere();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (Math.abs(innerWidth - width) > 80) {
      if (!view.look && !view.moved.size) settle({ canvas: null });
      placeAndFit();
    }
    width = innerWidth;
  });
  startHistory(whereNow, goTo);
}

start();
window.graphkit = programmingInterface;
