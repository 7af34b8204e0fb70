// Writes day numbers as text for axes and headings; what dates mean was settled before, in Python.

const UNIX_EPOCH = 719163;
const DAY_MS = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const asDate = (day) => new Date((day - UNIX_EPOCH) * DAY_MS);
const isDay = (day) => Number.isInteger(day) && Math.abs(day - UNIX_EPOCH) < 1e8;

/** 1 Apr 2025 */
function dayText(day, withYear = true) {
  const date = asDate(day);
  if (!isDay(day)) return "";
  const year = withYear ? ` ${date.getUTCFullYear()}` : "";
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`;
}

/** 1 Apr – 31 Jul 2025; an end may be infinite. */
function spanText(from, to) {
  if (from === to) return dayText(from);
  if (!isDay(from)) return isDay(to) ? `Up to ${dayText(to)}` : "All time";
  if (!isDay(to)) return `From ${dayText(from)} on`;
  const sameYear = asDate(from).getUTCFullYear() === asDate(to).getUTCFullYear();
  return `${dayText(from, !sameYear)} – ${dayText(to)}`;
}

const isoDay = (day) => (isDay(day) ? asDate(day).toISOString().replace(/T.*/, "") : "");

function fromIso(text) {
  const time = /^[+-]?\d{4,6}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? null : Math.round(time / DAY_MS) + UNIX_EPOCH;
}

/** The marks of an axis: first days of months or years, as many as there is room for. */
function axisMarks(from, to, room) {
  const first = asDate(from);
  const months = (to - from) / 30.4;
  const every = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].find((step) => (months / step) * 58 <= room) || 1200;
  const marks = [];
  let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / every) * every;
  for (;;) {
    const year = Math.floor(month / 12);
    const date = new Date(0);
    date.setUTCFullYear(year, month % 12, 1);
    const day = Math.round(date.getTime() / DAY_MS) + UNIX_EPOCH;
    if (day > to || marks.length > 200) return marks;
    if (day >= from) marks.push({ day, text: month % 12 ? MONTHS[month % 12] : String(year), year: month % 12 === 0 });
    month += every;
  }
}
