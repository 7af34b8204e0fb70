// What the tests ask of the page's paths: views and questions as plain data, answers as ids.

const infinite = (day, end) => day ?? end;
const asked = ({ from, to, knownBy, offStatuses = [], ...rest }) => ({
  ...openingView(),
  ...rest,
  from: infinite(from, -Infinity),
  to: infinite(to, Infinity),
  knownBy: infinite(knownBy, Infinity),
  offStatuses: new Set(offStatuses),
});

const questionIn = (each) => ({ ...each, from: actorNumbers.get(each.from), to: actorNumbers.get(each.to) });
const finite = (day) => (Number.isFinite(day) ? day : String(day));
const ids = ({ actors: chain, relations: rows, sure, more, days = [] }) => ({
  actors: chain.map((actor) => actors.id[actor]),
  relations: rows.map((row) => relations.id[row]),
  sure,
  more,
  days: days.map((span) => span.map(finite)),
});

function pathsOf(each) {
  const { paths, count, skipped } = pathsIn(asked(each.view), questionIn(each));
  return { paths: paths.map(ids), count, skipped: skipped.map((one) => [actors.id[one.actor], one.paths]) };
}

function around(each) {
  const view_ = asked(each.view);
  const { distance, by } = neighborhood(actorNumbers.get(each.from), each.hops, verdictsIn(view_), view_);
  const near = [...distance.keys()].filter((actor) => distance[actor] > 0);
  return {
    actors: Object.fromEntries(near.map((actor) => [actors.id[actor], distance[actor]])),
    relations: relations.id.filter((_, row) => by[row]),
  };
}

function absence(each) {
  const [view_, question] = [asked(each.view), questionIn(each)];
  if (isAnswered(view_, question)) return null;
  const { nearest, reasons, denied, missing } = whyNoPath(view_, question);
  const lengths = reasons.map(({ name, group, length }) => [name === "filter" ? group : name, length]);
  return { missing: missing === null ? null : relations.id[missing], nearest: nearest && [nearest.from, nearest.to], reasons: Object.fromEntries(lengths), denied: denied.map((row) => relations.id[row]).sort() };
}

function nextDay(each) {
  const [view_, question] = [asked(each.view), questionIn(each)];
  return [isAnswered(view_, question), nearestDay(view_, question)];
}

const shownIn = (each) => relations.id.filter((_, row) => verdictsIn(asked(each.view))[row] !== HIDDEN);
