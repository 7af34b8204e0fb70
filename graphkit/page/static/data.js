// Reads the embedded graph into columns and typed arrays, and answers small questions about it.

const page = JSON.parse(byId("data").textContent);
const actors = page.actors;
const relations = page.relations;
const ACTORS = actors.length;
const RELATIONS = relations.length;

/** One field of one row, or the fallback where that row lacks it. */
function field(table, name, row, fallback = null) {
  const column = table[name];
  const value = column ? column[row] : null;
  return value === null || value === undefined ? fallback : value;
}

function numbers(name, missing) {
  return Float64Array.from({ length: RELATIONS }, (_, row) => field(relations, name, row, missing));
}
function flags(test) {
  return Uint8Array.from({ length: RELATIONS }, (_, row) => (test(row) ? 1 : 0));
}

const statusOf = (row) => field(relations, "status", row, "actual");
const typeOf = (row) => page.types[relations.type[row]];
const familyNumbers = new Map(page.families.map((family, number) => [family.name, number]));
const actorNumbers = new Map((actors.id || []).map((id, number) => [id, number]));
const relationNumbers = new Map((relations.id || []).map((id, number) => [id, number]));

/** Bounds as day numbers; the largest number there is stands for an infinity that was stated. */
const boundDays = (name, missing) => numbers(name, missing).map((day) => (Math.abs(day) === Number.MAX_SAFE_INTEGER ? day * Infinity : day));
const earliestStart = boundDays("es", -Infinity);
const latestStart = boundDays("ls", Infinity);
const earliestEnd = boundDays("ee", -Infinity);
const latestEnd = boundDays("le", Infinity);
const bend = numbers("bend", 0);
const is = {
  bounded: flags((row) => field(relations, "bounded", row)),
  undated: flags((row) => field(relations, "undated", row)),
  lasting: flags((row) => field(relations, "lasts", row)),
  event: flags((row) => typeOf(row).kind === "event"),
  background: flags((row) => typeOf(row).background),
  symmetric: flags((row) => typeOf(row).symmetric),
  actual: flags((row) => statusOf(row) === "actual"),
  planned: flags((row) => statusOf(row) === "planned"),
  denied: flags((row) => statusOf(row) === "denied"),
  claimed: flags((row) => field(relations, "claimed", row)),
  contested: flags((row) => field(relations, "contested", row)),
};
const familyOf = Uint8Array.from({ length: RELATIONS }, (_, row) => familyNumbers.get(typeOf(row).family));

const relationsOf = Array.from({ length: ACTORS }, () => []);
for (let row = 0; row < RELATIONS; row += 1) {
  relationsOf[relations.source[row]].push(row);
  if (relations.target[row] !== relations.source[row]) relationsOf[relations.target[row]].push(row);
}

const nameOf = (actor) => actors.name[actor];
const kindOf = (actor) => page.kinds[actors.kind[actor]];
const otherEnd = (row, actor) => (relations.source[row] === actor ? relations.target[row] : relations.source[row]);
const briefly = (row) => `${nameOf(relations.source[row])} ${typeOf(row).label} ${nameOf(relations.target[row])}`;
const sentenceOf = (row) => field(relations, "summary", row) || briefly(row);

/** Where a relation stands in a list by time: its likeliest first day; the undated come last. */
function listDay(row) {
  if (Number.isFinite(earliestStart[row])) return earliestStart[row];
  if (Number.isFinite(latestStart[row])) return latestStart[row];
  return Number.isFinite(latestEnd[row]) ? latestEnd[row] : Infinity;
}
