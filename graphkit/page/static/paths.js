// Finds the shortest chain of visible relations between two actors, by the command line's rules.

const notBetween = (actor) => page.not_between.includes(kindOf(actor).name);

/** The shortest path that runs through no country, place or medium; `skipped` names those of a shorter one. */
function shortestPath(from, to) {
  const path = search(from, to, notBetween);
  const through = search(from, to, () => false);
  const shorter = through.actors && (!path.actors || through.relations.length < path.relations.length);
  path.skipped = shorter ? through.actors.slice(1, -1).filter(notBetween) : [];
  return path;
}

/** Breadth first over what may be walked: nothing denied, and nothing planned unless it was asked for. */
function search(from, to, closed) {
  const cameBy = new Int32Array(ACTORS).fill(-1);
  const reached = new Uint8Array(ACTORS);
  reached[from] = 1;
  let front = [from];
  while (front.length && !reached[to]) {
    const next = [];
    for (const actor of front) {
      if (actor !== from && closed(actor)) continue;
      for (const row of inWalkingOrder(actor)) {
        const other = otherEnd(row, actor);
        if (reached[other]) continue;
        reached[other] = 1;
        cameBy[other] = row;
        next.push(other);
      }
    }
    front = next;
  }
  const path = { from, to, actors: null, relations: [] };
  if (!reached[to]) return path;
  path.actors = [to];
  for (let actor = to; actor !== from; ) {
    const row = cameBy[actor];
    actor = otherEnd(row, actor);
    path.relations.unshift(row);
    path.actors.unshift(actor);
  }
  return path;
}

/** What may be walked from an actor: sure before maybe, reported before claimed, background last. */
function inWalkingOrder(actor) {
  const rank = (row) => (seen.verdict[row] === MAYBE ? 4 : 0) + is.claimed[row] * 2 + is.background[row];
  return relationsOf[actor]
    .filter((row) => seen.verdict[row] !== HIDDEN && !is.denied[row] && countsOnDay(row))
    .sort((one, other) => rank(one) - rank(other) || one - other);
}
