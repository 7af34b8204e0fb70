// What changes of the dataset did, in words.

const HOW = { added: "Added", changed: "Changed", removed: "Removed" };

/** What a change did to a row, in words. @param {any} row */
export const didWords = ({ how, what, words, fields }) => `${HOW[/** @type {keyof typeof HOW} */ (how)]}${what === "relation" ? "" : ` ${what}`}: ${words}${fields.length ? ` (${fields.join(", ").replace(/_/g, " ")})` : ""}`;

/** A command as it was typed, without the values that were given: what it did is told beside it. @param {string} command */
export const commandWords = (command) => command.replace(/ (?:--|\S*[='"{[]).*$/s, "");

/** What changes did, in a few words. @param {any[]} changes */
export const changeWords = (changes) => (changes ?? []).filter(({ command }) => command !== "begin").map(({ rows, command }) => rows.slice(0, 3).map((/** @type {any} */ row) => didWords(row).replace(/\.$/, "")).join(", ") || commandWords(command)).join("; ");
