// Finds chains of distinct relations where the shortest of all would use one twice: the command line's rules.

const MOST_LABELS = 100_000;

/**
 * The relations that some hops of the rings may enter and others leave.
 * @param {WaysOf} ways
 * @param {Map<Actor, Actor[]>[]} rings
 */
function trackedIn(ways, rings) {
  const all = rings.flatMap((ring) => [...ring].flatMap(([here, theres]) => theres.flatMap((there) => ways(here, there) ?? [])));
  const left = new Set(all.filter(({ leaves }) => leaves).map(({ row }) => row));
  return new Set(all.filter(({ row, enters }) => enters && left.has(row)).map(({ row }) => row));
}

/**
 * The places of chains along rings, or null where the relations of none can be distinct. In a row: only the hop
 * right after the one that enters a relation could leave it.
 * @param {WaysOf} ways
 * @param {Map<Actor, Actor[]>[]} rings
 * @param {Actor} to
 * @param {boolean} inARow
 * @returns {PlacedChains | null}
 */
export function placesOf(ways, rings, to, inARow) {
  const tracked = trackedIn(ways, rings);
  /** @type {Map<Actor, Place[]>} */
  let places = new Map([[to, [{ actor: to, left: [[]], onward: /** @type {Place[]} */ ([]), count: 1 }]]]);
  const found = [[...places.values()].flat()];
  let made = 0;
  /** @param {Actor} here @param {Actor[]} theres */
  const placesAt = (here, theres) => {
    /** @type {Map<string, Place>} */
    const byLeft = new Map();
    for (const there of theres) {
      const known = tracked.size ? ways(here, there) : null;
      for (const place of places.get(there) ?? []) {
        const rest = known ? leftBefore(known, place.left, tracked, inARow) : leftUnchanged(place, inARow);
        const key = JSON.stringify(rest);
        const one = byLeft.get(key) ?? { actor: here, left: rest, onward: [], count: 0 };
        if (rest.length) byLeft.set(key, one);
        one.onward.push(place);
        one.count += place.count;
      }
    }
    made += byLeft.size;
    return [...byLeft.values()];
  };
  for (const ring of [...rings].reverse()) {
    places = new Map([...ring].map(([here, theres]) => [here, placesAt(here, theres)]));
    if (!inARow && made > MOST_LABELS) return null;
    found.unshift([...places.values()].flat());
  }
  return found[0].length ? { rings: found, tracked, inARow } : null;
}

/** @param {Place} place @param {boolean} inARow */
const leftUnchanged = (place, inARow) => (inARow ? [[]] : place.left);

/**
 * What a hop and the hops after it leave at least, given what these do.
 * @param {Way[]} ways
 * @param {Row[][]} left
 * @param {Set<Row>} tracked
 * @param {boolean} inARow
 */
function leftBefore(ways, left, tracked, inARow) {
  /** @type {Map<string, Row[]>} */
  const found = new Map();
  for (const after of left) {
    for (const { row, enters, leaves } of ways) {
      if (enters && after.includes(row)) continue;
      const rest = new Set(inARow ? [] : after);
      if (leaves && tracked.has(row)) rest.add(row);
      const rows = [...rest].sort((one, other) => one - other);
      found.set(rows.join(), rows);
    }
  }
  const all = [...found.values()];
  return all.filter((rows) => !all.some((other) => other !== rows && other.every((row) => rows.includes(row)))).sort();
}

/**
 * The rings of chains of a length: for each actor of a ring those of the next, from the start on. `leads` says who may come with so many hops left.
 * @param {Steps} steps
 * @param {Actor} from
 * @param {number} length
 * @param {(there: Actor, rest: number) => boolean} leads
 */
export function ringsFrom(steps, from, length, leads) {
  /** @type {Map<Actor, Actor[]>[]} */
  const rings = [];
  let ring = [from];
  for (let rest = length - 1; rest >= 0; rest -= 1) {
    rings.push(new Map(ring.map((here) => [here, [...steps[here].keys()].filter((there) => leads(there, rest))])));
    ring = [...new Set([...rings[rings.length - 1].values()].flat())].sort((one, other) => one - other);
  }
  return rings;
}

/**
 * The rings of all chains as long as the shortest whose relations can be distinct; null where there are none, undefined
 * where the search was stopped.
 * @param {Net} net
 * @param {Ends} ends
 */
export function longerRings(net, ends) {
  const chain = fewestHops(net, ends);
  const [{ steps }, { from, to, closed }] = [net, ends];
  if (!chain) return chain === null ? null : undefined;
  const length = chain.length - 1;
  const distance = new Map([[to, 0]]);
  let ring = [to];
  for (let hop = 1; hop <= length; hop += 1) {
    const before = new Set(ring.flatMap((there) => [...steps[there].keys()]).filter((here) => !distance.has(here) && (here === from || !closed(here))));
    before.forEach((here) => distance.set(here, hop));
    ring = [...before];
  }
  return ringsFrom(steps, from, length, (there, rest) => (distance.get(there) ?? length) <= rest && (there === to) === (rest === 0));
}

/**
 * The actors of a shortest chain whose relations can be distinct; null where there is none, undefined where the search was stopped.
 * @param {Net} net
 * @param {Ends} ends
 */
export function fewestHops(net, ends) {
  /** @type {Set<Row>} */
  const tracked = new Set();
  for (;;) {
    const chain = fewestTracked(net, ends, tracked);
    if (!chain || canBeDistinct(chain, net)) return chain;
    const entered = new Set();
    for (let place = 1; place < chain.length; place += 1) {
      const known = net.ways(chain[place - 1], chain[place]) ?? [];
      for (const { row, leaves } of known) if (leaves && entered.has(row)) tracked.add(row);
      for (const { row, enters } of known) if (enters) entered.add(row);
    }
  }
}

/**
 * The actors of a shortest chain that leaves no tracked relation which it entered.
 * @param {Net} net
 * @param {Ends} ends
 * @param {Set<Row>} tracked
 * @returns {Actor[] | null | undefined}
 */
function fewestTracked({ steps, ways }, { from, to, closed }, tracked) {
  /** @type {Map<Actor, Row[][]>} */
  const kept = new Map([[from, [[]]]]);
  /** @type {{ chain: Actor[], entered: Row[] }[]} */
  const waiting = [{ chain: [from], entered: [] }];
  /** @param {Actor} there @param {Row[]} now */
  const isNew = (there, now) => {
    const standing = kept.get(there) ?? [];
    if (standing.some((rows) => rows.every((row) => now.includes(row)))) return false;
    kept.set(there, [...standing, now]);
    return true;
  };
  for (let place = 0; place < waiting.length; place += 1) {
    const { chain, entered } = waiting[place];
    const here = chain[chain.length - 1];
    if (here === to) return chain;
    if (waiting.length > MOST_LABELS) return undefined;
    for (const there of steps[here].keys()) {
      if (there !== to && closed(there)) continue;
      for (const now of enteredAfter(ways(here, there), entered, tracked)) if (isNew(there, now)) waiting.push({ chain: [...chain, there], entered: now });
    }
  }
  return null;
}

/**
 * What a chain may have entered after a hop: nothing more, wherever that can be.
 * @param {Way[] | null} ways
 * @param {Row[]} entered
 * @param {Set<Row>} tracked
 */
function enteredAfter(ways, entered, tracked) {
  if (!ways) return [entered];
  const found = ways.filter(({ row, leaves }) => !leaves || !entered.includes(row))
    .map(({ row, enters }) => (enters && tracked.has(row) && !entered.includes(row) ? [...entered, row] : entered));
  return found.includes(entered) ? [entered] : found;
}

/**
 * Whether each hop of a chain can have a relation of its own (augmenting paths: Kuhn, 1955).
 * @param {Actor[]} chain
 * @param {Net} net
 */
function canBeDistinct(chain, { steps, ways }) {
  /** @param {Actor} here @param {Actor} there @returns {Row[]} */
  const options = (here, there) => ways(here, there)?.map(({ row }) => row) ?? [steps[here].get(there)];
  const rows = chain.slice(1).map((there, place) => options(chain[place], there).slice(0, chain.length));
  /** @type {Map<Row, number>} */
  const taken = new Map();
  /** @param {number} place @param {Set<Row>} seen @returns {boolean} */
  const match = (place, seen) => rows[place].some((row) => {
    if (seen.has(row)) return false;
    seen.add(row);
    if (taken.has(row) && !match(taken.get(row), seen)) return false;
    taken.set(row, place);
    return true;
  });
  return rows.every((_, place) => match(place, new Set()));
}
