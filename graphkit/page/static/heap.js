// A heap: takes things in any order and gives back the least of them first.

export class Heap {
  /**
   * `isLess(one, other)` says which of two comes first.
   * @param {(one: any, other: any) => boolean} isLess
   */
  constructor(isLess) {
    this.isLess = isLess;
    /** @type {any[]} */
    this.items = [];
  }

  get size() {
    return this.items.length;
  }

  /** @param {any} item */
  push(item) {
    const { items, isLess } = this;
    let place = items.push(item) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!isLess(item, items[above])) break;
      items[place] = items[above];
      place = above;
    }
    items[place] = item;
  }

  pop() {
    const { items, isLess } = this;
    const least = items[0];
    const last = items.pop();
    if (!items.length) return least;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && isLess(items[below + 1], items[below])) below += 1;
      if (!isLess(items[below], last)) break;
      items[place] = items[below];
      place = below;
    }
    items[place] = last;
    return least;
  }
}

/**
 * Compare two lists place by place, as texts are: below 0 where the first comes first.
 * @param {ArrayLike<any>} one
 * @param {ArrayLike<any>} other
 */
export function compareLists(one, other) {
  for (let place = 0; place < one.length && place < other.length; place += 1) {
    if (one[place] !== other[place]) return one[place] < other[place] ? -1 : 1;
  }
  return one.length - other.length;
}
