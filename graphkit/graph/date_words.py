"""Says in words when a relation is, and when it was reported."""

from graphkit.graph.provenance import Version
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED, Bounds
from graphkit.temporal.calendar import FUTURE, PAST, Window, day_words, overlaps
from graphkit.temporal.edtf import When


def words(date: When | None, version: Version) -> str:
    """Return in words when a relation is: the days that its bounds say.

    They are the words of the date that the relation itself gives, if those agree.
    """
    bounds = version.bounds
    if bounds is None or bounds == UNBOUNDED:
        return "no date"
    if date is not None and (date.bounds, date.gaps) == (bounds, version.gaps):
        return date.words
    starts, ends = Window(*bounds[:2]), Window(*bounds[2:])
    own = date.text if date and version.own_date and not version.dates_differ else ""
    if version.single_date or (not version.lasts and starts == ends):
        # Reports may narrow each side of what lasts, yet nobody states an end.
        return edtf.days_left(own, starts.since, ends.until, overlaps(*version.gaps))
    first, last = bounds.latest_start, version.last_reported
    if version.start_unknown and version.end_unknown:
        days = Window(*sorted((first, bounds.earliest_end)))
        return f"reported {_report_words(version, days)}{_over_by(bounds)}"
    if version.start_unknown:
        verb = "reported" if version.first_reported else "begun"
        start = f"{verb} by {day_words(first)}" if first < bounds.latest_end else ""
    elif starts == (PAST, PAST):
        start = "without beginning"
    elif starts[0] == PAST:
        disputed = "start disputed" if version.dates_differ else ""  # else it had begun by its end
        start = f"begun by {day_words(first)}" if first < bounds.latest_end else disputed
    else:
        start = "from " + (
            date.start_words
            if date and (date.bounds[:2], date.gaps.start) == (starts, version.gaps.start)
            else edtf.some_day(edtf.days_left(own.partition("/")[0], *starts, version.gaps.start))
        )
    if version.end_unknown:
        later = last is not None and last.until > bounds.earliest_start
        end = "end unknown"
        if last and later:
            end = f"last reported {report_words(version, last)}"
        end += _over_by(bounds)
    elif ends == (FUTURE, FUTURE):
        end = "without end"
    elif ends == (PAST, FUTURE):
        end = "end disputed"
    else:
        if date and ends.until > date.bounds.latest_end:
            own = ""  # a single date, which another relation ended later
        joint = "to " if start.startswith("from") else "until "
        end = joint + (
            date.end_words
            if date and (date.bounds[2:], date.gaps.end) == (ends, version.gaps.end)
            else edtf.some_day(edtf.days_left(own.rpartition("/")[2], *ends, version.gaps.end))
        )
    separator = " " if end.startswith("to ") else ", "
    return separator.join(filter(None, (start, end)))


def _over_by(bounds: Bounds) -> str:
    """Return by when what has an unknown end was over, by the life of its actors."""
    return "" if bounds.latest_end == FUTURE else f", over by {day_words(bounds.latest_end)}"


def _report_words(version: Version, days: Window) -> str:
    """Return when something of unknown start and end was reported: all through some days, or on one."""
    bounds, first, last = version.bounds, version.first_reported, version.last_reported
    assert bounds is not None
    if bounds.latest_start <= bounds.earliest_end or not (first and last):
        return report_words(version, days)
    if first != last:
        return f"first {report_words(version, first)}, last {report_words(version, last)}"
    told = report_words(version, days)
    return f"on a day of {told}" if first == days and " or " not in told else told


def report_words(version: Version, days: Window) -> str:
    """Return in words one of some days of reports, without those between the days of a set."""
    return edtf.days_left("", *days, version.report_gaps)
