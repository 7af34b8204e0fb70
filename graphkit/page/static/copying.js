// Takes what is seen along: the visible relations as CSV on the clipboard, the link, and files with safe names.

const CSV_COLUMNS = [
  "id", "source", "type", "target", "when", "earliest_start", "latest_start", "earliest_end", "latest_end", "certainty", "standing",
  "status", "claimed", "contested", "dates_differ", "voices", "independent_sources", "about", "summary", "evidence",
];

const STANDINGS = ["in force", "happened", "", "background"];
const standingOf = (row) => (view.mode !== "day" ? "" : is.background[row] ? "background" : inForce(row, view.day) ? "in force" : "happened");

/** Before 0 where a relation is listed first: by standing, then by the first day on which it may begin. */
function compareListed(one, other) {
  const rank = (row) => {
    const undated = is.undated[row] || !is.bounded[row];
    const start = Number.isFinite(earliestStart[row]) ? earliestStart[row] : latestStart[row];
    return [STANDINGS.indexOf(standingOf(row)), is.background[row], undated ? 1 : 0, is.bounded[row] ? start : Infinity, is.bounded[row] ? latestEnd[row] : Infinity];
  };
  const [first, second] = [rank(one), rank(other)];
  const place = first.findIndex((part, number) => part !== second[number]);
  return place >= 0 ? (first[place] < second[place] ? -1 : 1) : relations.id[one] < relations.id[other] ? -1 : 1;
}

/** Characters that a terminal would obey, as the escapes that the command line shows for them. */
const OBEYED = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
function escaped(sign) {
  const known = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[sign];
  if (known) return known;
  const code = sign.codePointAt(0);
  const [mark, length] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return `\\${mark}${code.toString(16).padStart(length, "0")}`;
}

/** What a spreadsheet that parts cells at semicolons or bars would take for a formula. */
const LATER_FORMULA = /([;|])((?:["']|[^\S\t\r\n])*[=+\-@＝＋－＠])/g;

/** A cell of a CSV file; what a spreadsheet would take for a formula begins with an apostrophe. */
function csvCell(value) {
  const plain = String(value ?? "").replace(OBEYED, escaped);
  const safe = (/^[=+\-@＝＋－＠]/.test(plain) ? `'${plain}` : plain).replace(LATER_FORMULA, "$1'$2");
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const csvRow = (cells) => `${cells.map(csvCell).join(",")}\n`;
const yesNo = (flag) => (flag ? "yes" : "no");

/** The visible relations as CSV, with the columns and in the order of `graphkit relations --format csv`. */
function visibleCsv() {
  const rows = [];
  for (let row = 0; row < RELATIONS; row += 1) if (seen.verdict[row] !== HIDDEN) rows.push(row);
  const lines = rows.sort(compareListed).map((row) => csvRow([
    relations.id[row], actors.id[relations.source[row]], typeOf(row).name, actors.id[relations.target[row]], field(relations, "when", row),
    ...(is.bounded[row] ? [earliestStart[row], latestStart[row], earliestEnd[row], latestEnd[row]].map(isoDay) : ["", "", "", ""]),
    view.mode === "all" ? "" : seen.verdict[row] === SURE ? "certain" : "possible", standingOf(row), statusOf(row),
    yesNo(is.claimed[row]), yesNo(is.contested[row]), yesNo(is.differ[row]), voiceIdsOf(row).join(";"), field(relations, "origins", row, 0),
    field(relations, "about", row, []).join(";"), field(relations, "summary", row),
    entriesOf(row).map((item) => page.sources[item.source].id + (item.paragraph ? `#${item.paragraph}` : "")).join(";"),
  ]));
  return csvRow(CSV_COLUMNS) + lines.join("");
}

// --- the clipboard, and files --------------------------------------------------------------------

/** Put a text on the clipboard; says whether that was let. */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not let, or not there: pages from the disk have no clipboard of their own in some browsers.
  }
  const holder = make("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  holder.value = text;
  const before = document.activeElement;
  document.body.append(holder);
  holder.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    copied = false;
  }
  holder.remove();
  if (before) before.focus({ preventScroll: true });
  return copied;
}

/** A name for a file that every system takes, made from the story's title. */
function fileName(title, suffix) {
  const plain = title.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  const cut = [...plain].slice(0, 60).join("").replace(/-+$/, "");
  const taken = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(cut);
  return `${taken || !cut ? `graph-${cut}`.replace(/-$/, "") : cut}.${suffix}`;
}

function saveAs(blob, suffix) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: fileName(page.title, suffix) }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

let noteTimer = 0;
/** Say shortly what was done, in the graph's corner and to screen readers. */
function note(text) {
  byId("note").textContent = text;
  clearTimeout(noteTimer);
  noteTimer = setTimeout(() => (byId("note").textContent = ""), 5000);
}

const keepCsv = () => saveAs(new Blob([visibleCsv()], { type: "text/csv" }), "csv");

async function copyCsv() {
  const count = plural(seen.verdict.reduce((sum, verdict) => sum + (verdict !== HIDDEN ? 1 : 0), 0), "relation");
  if (await toClipboard(visibleCsv())) note(`${count} copied as CSV`);
  else {
    keepCsv();
    note(`${count} saved as a CSV file: the clipboard is closed to this page`);
  }
}

async function copyLink() {
  const link = `${location.href.replace(/#.*/, "")}#${hashOf()}`;
  note((await toClipboard(link)) ? "Link copied" : "The clipboard is closed to this page: copy the address instead");
}

// --- the menu of what can be kept ----------------------------------------------------------------

function startKeeping() {
  const menu = byId("keep");
  const close = () => {
    if (!menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  };
  const acts = { "keep-png": savePng, "keep-svg": saveSvg, "copy-csv": copyCsv, "copy-link": copyLink };
  for (const [id, act] of Object.entries(acts)) {
    byId(id).addEventListener("click", () => {
      close();
      act();
    });
  }
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    event.stopPropagation();
  });
  addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
