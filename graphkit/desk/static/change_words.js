// What changes of the dataset did, in words.

const HOW = { added: "Added", changed: "Changed", removed: "Removed" };

/** What a change did to a row, in words. @param {any} row */
export const didWords = ({ how, what, words, fields }) => `${HOW[/** @type {keyof typeof HOW} */ (how)]}${what === "relation" ? "" : ` ${what}`}: ${fields.length ? `${words.replace(/\.$/, "")} (${fields.join(", ").replace(/_/g, " ")})` : words}`;

/** A command as it was typed, without the values that were given: what it did is told beside it. @param {string} command */
export const commandWords = (command) => command.replace(/ (?:--|\S*[='"{[]).*$/s, "");

/** The first three texts, and how many more there are. @param {string[]} texts @param {string} between @param {number} [more] beyond them */
const firstFew = (texts, between, more = 0) => {
  const rest = Math.max(0, texts.length - 3) + more;
  return [...texts.slice(0, 3), ...(rest ? [`and ${rest} more`] : [])].join(between);
};

/** What changes did, in a few words. @param {any[]} changes */
export const changeWords = (changes) => firstFew((changes ?? []).filter(({ command }) => command !== "begin").map(({ rows, command, more }) => firstFew(rows.map((/** @type {any} */ row) => didWords(row).replace(/\.$/, "")), ", ", more) || commandWords(command)), "; ");
