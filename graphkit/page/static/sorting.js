// Sorts things into groups, counts them, and finds places in what is sorted; knows nothing of graphs.

/**
 * Things in groups by a key, in the order in which the keys come.
 * @template T, K
 * @param {Iterable<T>} things
 * @param {(thing: T) => K} keyOf
 */
export function grouped(things, keyOf) {
  /** @type {Map<K, T[]>} */
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (groups.has(key)) groups.get(key).push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}

/**
 * How often each thing comes.
 * @template T
 * @param {Iterable<T>} things
 */
export function tally(things) {
  /** @type {Map<T, number>} */
  const counts = new Map();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return counts;
}

/**
 * The values of a map in the order of its keys, which are texts.
 * @template T
 * @param {Map<string, T>} map
 */
export const inKeyOrder = (map) => [...map.keys()].sort().map((key) => map.get(key));

/**
 * The least number from low to high that suffices, if all larger ones do too; high if no smaller one does (binary search).
 * @param {number} low
 * @param {number} high
 * @param {(value: number) => boolean} suffices
 */
export function leastOf(low, high, suffices) {
  let [least, most] = [low, high];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (suffices(middle)) most = middle;
    else least = middle + 1;
  }
  return least;
}
