// An index of occupied boxes by the cells of a grid.

/** An index of occupied boxes by the cells of a grid. */
export class Room {
  /** @param {number} cell */
  constructor(cell) {
    this.cell = cell;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /**
   * Go through the cells of a box until one visit says that it is enough.
   * @param {Box} box
   * @param {(key: number) => boolean} visit
   */
  #some(box, visit) {
    for (let column = Math.floor(box.left / this.cell); column <= Math.floor(box.right / this.cell); column += 1) {
      for (let line = Math.floor(box.top / this.cell); line <= Math.floor(box.bottom / this.cell); line += 1) {
        if (visit(column * 100003 + line)) return true;
      }
    }
    return false;
  }

  /** @param {Box} box */
  take(box) {
    this.#some(box, (key) => {
      if (this.cells.has(key)) this.cells.get(key).push(box);
      else this.cells.set(key, [box]);
      return false;
    });
  }

  /**
   * How many owners have points, taken as boxes without extent, in a box.
   * @param {Box} box
   */
  count(box) {
    const owners = new Set();
    this.#some(box, (key) => {
      for (const { left: x, top: y, owner } of this.cells.get(key) || []) if (x > box.left && x < box.right && y > box.top && y < box.bottom) owners.add(owner);
      return false;
    });
    return owners.size;
  }

  /**
   * Whether a box lies free, but for what belongs to the same owner.
   * @param {Box} box
   */
  isFree(box) {
    return !this.#some(box, (key) => (this.cells.get(key) || []).some((other) =>
      other.owner !== box.owner && box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top));
  }
}
