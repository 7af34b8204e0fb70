// Writes day numbers as text and marks off weeks, months and years; what dates mean was settled before, in Python.

const UNIX_EPOCH = 719163;
const DAY_MS = 86400000;
/** Today, for where nobody says a day. */
export const TODAY = UNIX_EPOCH + Math.floor(Date.now() / DAY_MS);
const MONTH_WORDS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MONTHS = MONTH_WORDS.map((name) => name.slice(0, 3));

/** @param {Day} day */
const asDate = (day) => new Date((day - UNIX_EPOCH) * DAY_MS);
/** @param {Day} day */
export const isDay = (day) => Number.isInteger(day) && Math.abs(day - UNIX_EPOCH) < 1e8;

/** The year of a day, as the words of dates write it: there is none between 1 BC and 1. @param {Day} day */
const yearOf = (day) => {
  const year = asDate(day).getUTCFullYear();
  return year > 0 ? String(year) : `${1 - year} BC`;
};

/**
 * 1 Apr 2025
 * @param {Day} day
 * @param {boolean} [withYear]
 */
export function dayText(day, withYear = true) {
  const date = asDate(day);
  if (!isDay(day)) return "";
  const year = withYear ? ` ${yearOf(day)}` : "";
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`;
}

/**
 * 1 April 2025, as in the words of dates
 * @param {Day} day
 */
const dayWords = (day) => dayText(day).replace(/[A-Z]\w+/, () => MONTH_WORDS[asDate(day).getUTCMonth()]);

const LONG_MONTHS = new RegExp(MONTH_WORDS.join("|"), "g");
/**
 * The words of a date with short months: 14 Jul 2025
 * @param {string} words
 */
export const shortWords = (words) => words.replace(LONG_MONTHS, (name) => name.slice(0, 3));

/**
 * One of some days, as in the words of dates: 15-16 July 2025; the first may be infinite.
 * @param {Day} first
 * @param {Day} last
 */
export function rangeWords(first, last) {
  if (first === last) return dayWords(last);
  if (!isDay(first)) return `by ${dayWords(last)}`;
  const [one, other] = [asDate(first), asDate(last)];
  if (!sameYear(first, last)) return `${dayWords(first)} - ${dayWords(last)}`;
  if (one.getUTCDate() === 1 && asDate(last + 1).getUTCDate() === 1) {
    if (one.getUTCMonth() === other.getUTCMonth()) return `${MONTH_WORDS[one.getUTCMonth()]} ${yearOf(first)}`;
    if (one.getUTCMonth() === 0 && other.getUTCMonth() === 11) return yearOf(first);
  }
  if (one.getUTCMonth() !== other.getUTCMonth()) return `${one.getUTCDate()} ${MONTH_WORDS[one.getUTCMonth()]} - ${dayWords(last)}`;
  return `${one.getUTCDate()}-${dayWords(last)}`;
}

/**
 * One of some days in EDTF: a day, or a set such as [2025-07-15..2025-07-16].
 * @param {Day} first
 * @param {Day} last
 */
export const isoRange = (first, last) => (first === last ? isoDay(last) : `[${isoDay(first)}..${isoDay(last)}]`);

/**
 * 1 Apr – 31 Jul 2025; an end may be infinite.
 * @param {Day} from
 * @param {Day} to
 */
export function spanText(from, to) {
  if (from === to) return dayText(from);
  if (!isDay(from)) return isDay(to) ? `Up to ${dayText(to)}` : "All time";
  if (!isDay(to)) return `From ${dayText(from)} on`;
  return `${dayText(from, !sameYear(from, to))} – ${dayText(to)}`;
}

/** @param {Day} one @param {Day} other */
export const sameYear = (one, other) => asDate(one).getUTCFullYear() === asDate(other).getUTCFullYear();
/** A day in ISO 8601; a year outside 0 to 9999 has a sign, and at least four digits. @param {Day} day */
export const isoDay = (day) => (isDay(day) ? asDate(day).toISOString().replace(/T.*/, "").replace(/^([+-])0+(?=\d{4})/, "$1") : "");

/** @param {string} text */
export function fromIso(text) {
  const time = /^[+-]?\d{4,6}-\d\d-\d\d$/.test(text) ? Date.parse(`${text.replace(/^([+-])(\d+)/, (_, sign, year) => sign + year.padStart(6, "0"))}T00:00:00Z`) : NaN;
  const day = Number.isNaN(time) ? null : Math.round(time / DAY_MS) + UNIX_EPOCH;
  // Browsers read 30 February as 2 March.
  return day !== null && isoDay(day) === text ? day : null;
}

// --- weeks, months, years --------------------------------------------------------------------------

/**
 * What days are counted by, the shortest first: so many days, or so many months.
 * @type {Unit[]}
 */
export const UNITS = [
  { name: "day", days: 1 }, { name: "week", days: 7 },
  ...Object.entries({ month: 1, quarter: 3, year: 12, decade: 120, century: 1200 }).map(([name, months]) => ({ name, months, days: months * 30.44 })),
];

/** @param {Day} day */
const monthOf = (day) => asDate(day).getUTCFullYear() * 12 + asDate(day).getUTCMonth();

/**
 * The first day of a month, which is numbered from the year 0.
 * @param {number} month
 */
function firstDayOf(month) {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1);
  return Math.round(date.getTime() / DAY_MS) + UNIX_EPOCH;
}

/**
 * The first day of each unit in [from, to], weeks from Monday, and the day after the last; cut off at both ends.
 * @param {Unit} unit
 * @param {Day} from
 * @param {Day} to
 */
export function unitEdges(unit, from, to) {
  const edges = [from];
  if (unit.months) {
    let month = Math.floor(monthOf(from) / unit.months) * unit.months;
    for (let day = from; day <= to; day = firstDayOf(month)) {
      if (day > edges[edges.length - 1]) edges.push(day);
      month += unit.months;
    }
  } else {
    // Day 1 is a Monday.
    for (let day = from - (((from - 1) % unit.days) + unit.days) % unit.days + unit.days; day <= to; day += unit.days) edges.push(day);
  }
  edges.push(to + 1);
  return edges;
}

const DAY_STEPS = [1, 2, 7, 14];
const DAYS_MARKED = 75; // a longer axis is marked by months
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400];
const MARK_ROOM = 58;

/**
 * The marks of an axis: days, or first days of months or years, as many as there is room for; the first says its year.
 * @param {Day} from
 * @param {Day} to
 * @param {number} room
 */
export function axisMarks(from, to, room) {
  const days = to - from < DAYS_MARKED && DAY_STEPS.find((step) => ((to - from + 1) / step) * MARK_ROOM <= room);
  const months = MONTH_STEPS.find((step) => ((to - from) / 30.44 / step) * MARK_ROOM <= room) || MONTH_STEPS[MONTH_STEPS.length - 1];
  const edges = unitEdges(days ? { days } : { months }, from, to).slice(0, -1);
  const starts = days ? edges.filter((day) => (day - 1) % days === 0) : edges.filter((day) => asDate(day).getUTCDate() === 1 && monthOf(day) % months === 0);
  return starts.map((day, place) => {
    const year = days ? place > 0 && !sameYear(day, starts[place - 1]) : monthOf(day) % 12 === 0;
    const withYear = place === 0 || year;
    if (days) return { day, text: dayText(day, withYear), year };
    const name = MONTHS[asDate(day).getUTCMonth()];
    return { day, text: year ? yearOf(day) : withYear ? `${name} ${yearOf(day)}` : name, year };
  });
}
