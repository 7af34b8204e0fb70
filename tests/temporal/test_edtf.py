"""EDTF texts and their bounds: tables worked by hand, and every way a date can fall, enumerated."""

import contextlib
import io
import random
import re
from calendar import monthrange
from datetime import date, timedelta

import pytest
from datasets import ENDLESS, combined, day
from edtf import parse_edtf
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from graphkit.errors import DateError
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED, Bounds
from graphkit.temporal.calendar import (
    ALWAYS,
    FUTURE,
    PAST,
    Window,
    day_number,
    iso,
)

# --- bounds, worked by hand ---------------------------------------------------------------------

OPEN = None  # stands for an infinity in the tables


def isos(text):
    return tuple(iso(bound) for bound in edtf.parse(text).bounds)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # level 0
        ("2025-07-14", "2025-07-14", "2025-07-14"),
        ("2025-04", "2025-04-01", "2025-04-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025-07-14T23:59:59", "2025-07-14", "2025-07-14"),
        ("2025-07-14T10:00:00Z", "2025-07-14", "2025-07-14"),
        ("2025-07-14T10:00:00+05:00", "2025-07-14", "2025-07-14"),
        # level 1: seasons, meteorological; winter begins in December
        ("2025-21", "2025-03-01", "2025-05-31"),
        ("2025-22", "2025-06-01", "2025-08-31"),
        ("2025-23", "2025-09-01", "2025-11-30"),
        ("2025-24", "2025-12-01", "2026-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        # level 2: seasons by hemisphere, quarters, thirds and halves
        ("2025-25", "2025-03-01", "2025-05-31"),
        ("2025-26", "2025-06-01", "2025-08-31"),
        ("2025-27", "2025-09-01", "2025-11-30"),
        ("2025-28", "2025-12-01", "2026-02-28"),
        ("2025-29", "2025-09-01", "2025-11-30"),
        ("2025-30", "2025-12-01", "2026-02-28"),
        ("2025-31", "2025-03-01", "2025-05-31"),
        ("2025-32", "2025-06-01", "2025-08-31"),
        ("2025-33", "2025-01-01", "2025-03-31"),
        ("2025-34", "2025-04-01", "2025-06-30"),
        ("2025-35", "2025-07-01", "2025-09-30"),
        ("2025-36", "2025-10-01", "2025-12-31"),
        ("2025-37", "2025-01-01", "2025-04-30"),
        ("2025-38", "2025-05-01", "2025-08-31"),
        ("2025-39", "2025-09-01", "2025-12-31"),
        ("2025-40", "2025-01-01", "2025-06-30"),
        ("2025-41", "2025-07-01", "2025-12-31"),
        # level 1: unspecified digits
        ("2025-07-XX", "2025-07-01", "2025-07-31"),
        ("2025-XX", "2025-01-01", "2025-12-31"),
        ("2025-XX-XX", "2025-01-01", "2025-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("-202X", "-2029-01-01", "-2020-12-31"),
        # level 1: ~ ? % widen by one unit of the precision
        ("2025-07-14~", "2025-07-13", "2025-07-15"),
        ("2025-07-14?", "2025-07-13", "2025-07-15"),
        ("2025-07-14%", "2025-07-13", "2025-07-15"),
        ("2025-01-01?", "2024-12-31", "2025-01-02"),
        ("2024-02-28~", "2024-02-27", "2024-02-29"),
        ("2025-07~", "2025-06-01", "2025-08-31"),
        ("2025-12~", "2025-11-01", "2026-01-31"),
        ("2025-01?", "2024-12-01", "2025-02-28"),
        ("2025%", "2024-01-01", "2026-12-31"),
        ("2025-07-XX?", "2025-06-01", "2025-08-31"),
        ("202X~", "2010-01-01", "2039-12-31"),
        # years before 1 and after 9999
        ("0000", "0000-01-01", "0000-12-31"),
        ("0000-02-29", "0000-02-29", "0000-02-29"),
        ("0001~", "0000-01-01", "0002-12-31"),
        ("-0001", "-0001-01-01", "-0001-12-31"),
        ("-1985-04", "-1985-04-01", "-1985-04-30"),
        ("-1985-04-12", "-1985-04-12", "-1985-04-12"),
        ("0000-01?", "-0001-12-01", "0000-02-29"),
        ("9999-12-31~", "9999-12-30", "+10000-01-01"),
        ("Y10000", "+10000-01-01", "+10000-12-31"),
        ("Y-12345", "-12345-01-01", "-12345-12-31"),
        # level 2: one-of sets, from their first to their last day
        ("[2025-07-14]", "2025-07-14", "2025-07-14"),
        ("[2025-07-14,2025-07-15]", "2025-07-14", "2025-07-15"),
        ("[2025-07-20,2025-07-14]", "2025-07-14", "2025-07-20"),
        ("[2025-07-14, 2025-07-16]", "2025-07-14", "2025-07-16"),
        ("[2025-07-07..2025-07-13]", "2025-07-07", "2025-07-13"),
        ("[2025-05,2025-07-14]", "2025-05-01", "2025-07-14"),
        ("[2025-07-14~..2025-07-16]", "2025-07-13", "2025-07-16"),
        ("[2025-07-01..2025-07-03,2025-07-20]", "2025-07-01", "2025-07-20"),
        ("[..2025-07-15]", OPEN, "2025-07-15"),
        ("[2025-07-15..]", "2025-07-15", OPEN),
        ("[2025-07-15..,2025-07-01]", "2025-07-01", OPEN),
    ],
)
def test_a_date_that_is_no_interval_falls_on_one_day_from_its_first_to_its_last(text, first, last):
    assert isos(text) == (first, last, first, last)
    told = edtf.parse(text)
    assert (told.lasts, told.start_unknown, told.end_unknown) == (False, False, False)
    assert told.text == text


@pytest.mark.parametrize(
    ("text", "bounds", "unknown"),
    [
        ("2025-07-07/2025-07-13", ("2025-07-07", "2025-07-07", "2025-07-13", "2025-07-13"), ""),
        ("2025-04/2025-06", ("2025-04-01", "2025-04-30", "2025-06-01", "2025-06-30"), ""),
        ("2025-07-14/2025-07-14", ("2025-07-14",) * 4, ""),
        ("2025-04/2025-04", ("2025-04-01", "2025-04-30", "2025-04-01", "2025-04-30"), ""),
        # no end comes before its start: latest_start <= latest_end, earliest_end >= earliest_start
        ("2025/2025-07", ("2025-01-01", "2025-07-31", "2025-07-01", "2025-07-31"), ""),
        ("2025-07/2025", ("2025-07-01", "2025-07-31", "2025-07-01", "2025-12-31"), ""),
        ("2025-07-14/2025-07-13~", ("2025-07-14",) * 4, ""),
        ("2025-07~/2025-08-10?", ("2025-06-01", "2025-08-11", "2025-08-09", "2025-08-11"), ""),
        # open: at infinity, certainly
        ("2025-04/..", ("2025-04-01", "2025-04-30", OPEN, OPEN), ""),
        ("../2025-04", (OPEN, OPEN, "2025-04-01", "2025-04-30"), ""),
        # unknown: an end anywhere from the start on, a start anywhere up to the end
        ("2025-04/", ("2025-04-01", "2025-04-30", "2025-04-01", OPEN), "end"),
        ("/2025-04", (OPEN, "2025-04-30", "2025-04-01", "2025-04-30"), "start"),
        ("2025-04~/", ("2025-03-01", "2025-05-31", "2025-03-01", OPEN), "end"),
        ("2025-21/2025-23", ("2025-03-01", "2025-05-31", "2025-09-01", "2025-11-30"), ""),
        ("9999-12-31/Y10000", ("9999-12-31", "9999-12-31", "+10000-01-01", "+10000-12-31"), ""),
        ("202X/", ("2020-01-01", "2029-12-31", "2020-01-01", OPEN), "end"),
    ],
)
def test_an_interval_lasts_and_has_four_bounds(text, bounds, unknown):
    assert isos(text) == bounds
    told = edtf.parse(text)
    assert told.lasts
    assert (told.start_unknown, told.end_unknown) == (unknown == "start", unknown == "end")


def test_an_event_on_an_unknown_day_of_april_is_certain_only_where_the_window_holds_all_of_april():
    april = edtf.parse("2025-04").bounds
    assert april.certainly_in(edtf.window("2025-04", "2025-04"))
    assert not april.certainly_in(edtf.window("2025-04-02", "2025-05"))
    assert april.possibly_in(edtf.window("2025-04-30", "2025-05"))
    assert april.possibly_in(edtf.window("2025-03", "2025-04-01"))
    assert not april.possibly_in(edtf.window("2025-05-01"))
    assert not april.possibly_in(edtf.window(None, "2025-03-31"))


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-07-14", "14 July 2025"),
        ("2025-07", "July 2025"),
        ("2025", "2025"),
        ("0000", "1 BC"),
        ("0001", "1"),
        ("-0043-03-15", "15 March 44 BC"),
        ("Y12345", "12345"),
        ("2025-24", "winter 2025"),
        ("202X", "2020s"),
        ("200X", "2000s"),
        ("20XX", "2000-2099"),
        ("000X", "000X"),
        ("2025-07~", "about July 2025"),
        ("2025-07?", "perhaps July 2025"),
        ("2025-07%", "perhaps about July 2025"),
        ("[2025-07-07..2025-07-13]", "7-13 July 2025"),
        ("[2025-07-14,2025-07-15]", "14 or 15 July 2025"),
        ("[2025-06-30,2025-07-15]", "30 June 2025 or 15 July 2025"),
        ("[2025-07-14..2025-07-14]", "14 July 2025"),
        ("[2025-07-14~..2025-07-20]", "about 14 July 2025 - 20 July 2025"),
        ("[2025-05..2025-07]", "May 2025 - July 2025"),
        ("[..2025-07-15]", "by 15 July 2025"),
        ("[2025-07-15..]", "15 July 2025 or later"),
        ("2025-04/", "from April 2025, end unknown"),
        ("2025-04/..", "from April 2025, without end"),
        ("/2025-04", "until April 2025, start unknown"),
        ("../2025-04", "until April 2025, without beginning"),
        ("2025-07-07/2025-07-13", "from 7 July 2025 to 13 July 2025"),
    ],
)
def test_words(text, words):
    assert edtf.parse(text).words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-07-14", "on 14 July 2025"),
        ("2025-07", "in July 2025"),
        ("2025-21", "in spring 2025"),
        ("[2025-07-14,2025-07-15]", "on 14 or 15 July 2025"),
        ("[2025-07-07..2025-07-13]", "on 7-13 July 2025"),
        ("[2025-05,2025-07]", "in May or July 2025"),
        ("[..2025-07-14]", "by 14 July 2025"),
        ("2025-07-14~", "about 14 July 2025"),
        ("2025?", "perhaps 2025"),
        ("2025-07-14/", "from 14 July 2025, end unknown"),
        ("/2025", "until 2025, start unknown"),
    ],
)
def test_a_date_as_it_stands_in_a_sentence(text, words):
    assert edtf.on_days(text) == words


def test_what_has_no_bounds_is_anywhere_and_nowhere_for_sure():
    assert Bounds(PAST, FUTURE, PAST, FUTURE) == UNBOUNDED
    assert UNBOUNDED.possibly_in(Window(1, 2))
    assert not UNBOUNDED.certainly_in(Window(1, 2))


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{2025,2026}", "a set of all its dates"),
        ("{..2025}", "a set of all its dates"),
        ("Y17E7", "an exponential year"),
        ("1950S2", "significant digits"),
        ("Y171010000S3", "significant digits"),
        ("2025-?07", "a qualifier inside a date"),
        ("2025?-07", "a qualifier inside a date"),
        ("~2025", "a qualifier inside a date"),
        ("201X-07", "unspecified digits before known ones"),
        ("2025-XX-15", "unspecified digits before known ones"),
        ("1X99", "unspecified digits before known ones"),
        ("XXXX-07-14", "unspecified digits before known ones"),
        ("XXXX", "unspecified digits before known ones"),
        ("1984-1X", "an X for one digit of a month or day"),
        ("-1984-1X", "an X for one digit of a month or day"),
        ("2001-X1", "an X for one digit of a month or day"),
        ("2025-07-1X", "an X for one digit of a month or day"),
        ("2025-XX-X1", "an X for one digit of a month or day"),
    ],
)
def test_each_level_2_feature_but_one_of_sets_is_refused_by_name(text, why):
    for written in (text, f"{text}/", text if "{" in text else f"[{text},2025-07-14]"):
        with pytest.raises(DateError, match="level 2") as refusal:
            edtf.parse(written)
        assert why in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-29", "2025-02-30", "2025-13", "2025-00", "2025-07-00", "2025-07-32", "2025-04-31",
        "-0001-02-29", "1900-02-29", "2025-02-30~", "2025-13?", "2025-13-XX", "-2025-13",
        "2025-02-30T10:00:00Z", "2025-42", "2025-20", "2025-99",
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_refused(text):
    for written in (text, f"2025-01/{text}", f"[{text}..2026]"):
        with pytest.raises(DateError, match=text.replace("?", r"\?")):
            edtf.parse(written)


REFUSED = {
    "ends before it starts; mend": [
        "2025-07-14/2025-07-13", "2025-07/2025-06", "2025/2024-12-31", "2025/Y-20000",
    ],
    "runs backwards; swap": ["[2025-07-15..2025-07-14]", "[2020,2026..2025]"],
    "says nothing": ["/", "../..", "../", "/..", "[..]", "[2025,..]"],
    "too far off": ["Y99999999999999999", "Y-99999999999999999", "Y1" + "0" * 400],
    # blanks but after the commas of a set, and what is not ASCII
    "is not an EDTF date": [
        "", " ", " 2025", "2025 ", "2025\n", "\t2025", "2025 -07", "2025-07-14 ~", "Y 12345", "2025- XX",
        "2025-07 /2025-08", "2025-07/ 2025-08", "[2025 .. 2026]", "[2025,\n2026]", "[2025,\t2026]",
        "\u0662\u0660\u0662\u0665", "\uff12\uff10\uff12\uff15", "2025\u201307", "2025-07\u00a0",
        "\u20142025",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "why"), [(text, why) for why, texts in REFUSED.items() for text in texts])
def test_what_is_no_date_is_refused_and_told_why(text, why):
    with pytest.raises(DateError, match=why):
        edtf.parse(text)

    with pytest.raises(DateError, match="is not a date"):
        edtf.one_day(text)


def test_an_over_long_text_is_refused_in_a_short_line():
    text = "[" + ",".join(["2025-07-14"] * 100) + "]"
    with pytest.raises(DateError, match="has 1,101 characters, and a date has at most 500") as refusal:
        edtf.parse(text)
    assert len(str(refusal.value)) < 200
    longest = f"[2025-07-14,    {','.join(['2025-07-14'] * 44)}]"
    assert len(longest) == 500
    assert edtf.parse(longest).words == " or ".join(["14"] * 44 + ["14 July 2025"])


@pytest.mark.parametrize(
    ("begins", "ends", "text", "words"),
    [
        ("2025-01", "2025-02", "2025-01/2025-02", "from January 2025 to February 2025"),
        ("2025-07-14", "2025-07-14", "2025-07-14/2025-07-14", "from 14 July 2025 to 14 July 2025"),
        (None, "2025-02", "/2025-02", "until February 2025, start unknown"),
        ("..", "2025-02", "../2025-02", "until February 2025, without beginning"),
        ("2025-01", None, "2025-01/", "from January 2025, end unknown"),
        ("[..2025-07-14]", "..", "[..2025-07-14]/..", "from a day up to 14 July 2025, without end"),
        ("[2025-07-01..2025-07-05]", None, "[2025-07-01..2025-07-05]/", "from 1-5 July 2025, end unknown"),
        ("2025-05-01", "[2025-05..2025-07]", "2025-05-01/[2025-05..2025-07]",
         "from 1 May 2025 to some day of May 2025 - July 2025"),
        ("[2025-06-30..2025-07-05,2026]", None, "[2025-06-30..2025-07-05,2026]/",
         "from 30 June - 5 July 2025 or 2026, end unknown"),
    ],
)  # fmt: skip
def test_a_beginning_and_an_end_are_a_date_each(begins, ends, text, words):
    told = edtf.date_of(None, begins, ends)
    assert (told.text, told.words) == (text, words)


@pytest.mark.parametrize(
    ("when", "begins", "ends", "why"),
    [
        (None, "..", None, "say nothing"),
        (None, None, "..", "say nothing"),
        (None, "..", "..", "say nothing"),
        (None, "2024/2025", None, "take one date each"),
        (None, None, "2024/2025", "take one date each"),
        (None, "2025-07-15", "2025-07-14", "ends before it begins"),
        ("2025", "2025", None, "keep one of them"),
        ("2025", None, "2025", "keep one of them"),
    ],
)
def test_a_beginning_and_an_end_that_fit_no_date_are_refused(when, begins, ends, why):
    with pytest.raises(DateError, match=why):
        edtf.date_of(when, begins, ends)


@pytest.mark.parametrize(
    "text",
    [
        "unknown", "open", "14 July 2025", "2025-7-4", "20250714", "2025-W07", "2025-195", "12345", "y12345",
        "..", "[]", "[,]", "[2025,]", "[2025", "2025]", "[[2025]]", "(2025)", "2025,2026", "-0000", "1/2/3",
        "2024-01/02", "2025/../2026", "2025-04//", "[2025/2026]", "2025~~", "2025-07-14T25:00:00Z",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_one_line(text):
    with pytest.raises(DateError) as refusal:
        edtf.parse(text)
    assert "\n" not in str(refusal.value)
    assert "level 2" not in str(refusal.value)


@given(st.text(alphabet="0123456789-/.[],{}~?%XYETSZ: ", max_size=25) | st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    try:
        told = edtf.parse(text)
    except DateError as error:
        told, refusal = None, str(error)
    if told is None:
        assert "\n" not in refusal
    else:
        assert_in_order(told.bounds)
        assert told.bounds == told.bounds.normalised()


def test_dates_that_all_differ_are_kept_in_bounded_number():
    assert edtf.parse.cache_info().maxsize < 100_000


# --- against the edtf library, and against every day that a text may stand for ----------------------


def shaped(rng):
    """Return a text that has the shape of a date, right or wrong."""

    def one():
        if rng.random() < 0.1:
            year = rng.choice(["Y", "Y-", "y"]) + str(rng.randrange(10 ** rng.randrange(1, 30)))
            return year + rng.choice(["", "", f"E{rng.randrange(99)}", f"S{rng.randrange(99)}"])
        text = rng.choice(["", "", "", "-"]) + "".join(rng.choices("0123456789X", [1] * 10 + [2], k=4))
        text += rng.choice([""] * 8 + [f"S{rng.randrange(999)}", "~", "?"])
        for letters in rng.choice(["", "M", "MD", "MD", "MD"]):
            top = 45 if letters == "M" else 35
            number = rng.choice(
                ["0X", "1X", "X1", "XX", "X", f"{rng.randrange(1, top):02d}"]
                + [f"{rng.randrange(1, 13):02d}"] * 4
            )
            text += "-" + rng.choice([""] * 8 + ["~", "?", "%"]) + number + rng.choice([""] * 8 + ["~", "?"])
        if rng.random() < 0.1:
            text += f"T{rng.randrange(26):02d}:{rng.randrange(61):02d}:{rng.randrange(61):02d}"
            text += rng.choice(["", "Z", "+05:30", "-14:00", "+15:00", "+00:00", "z"])
        return text + rng.choice([""] * 6 + ["~", "?", "%", "^", " ", "~~"])

    pairs = ["{}/{}", "[{},{}]", "[{}..{}]", "{{{},{}}}", "{}{}", "{}..{}"]
    sides = ["{}/", "/{}", "../{}", "{}/..", "[..{}]", "[{}..]", "[{}"]
    form = rng.choice(["{}"] * 5 + pairs + sides)
    text = form.format(one(), one())
    if rng.random() < 0.1:
        place = rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice("0X-~?%[]{}/.,TZES^ \n\x00é9") + text[place + rng.randrange(2) :]
    return text


def test_a_hundred_thousand_texts_are_each_read_or_refused_and_nothing_is_printed(capfd):
    rng, read = random.Random(5), 0
    for _ in range(100_000):
        text = shaped(rng)
        try:
            told, refusal = edtf.parse(text), ""
        except DateError as error:
            told, refusal = None, str(error)
        read += told is not None
        assert told is not None or ("\n" not in refusal and len(refusal) < 250)
        if told is not None:
            assert_in_order(told.bounds)
    assert read > 4_000
    assert capfd.readouterr() == ("", "")


def library_reads(text):
    """Return what the edtf library makes of a text, or None where it refuses it or fails."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            return parse_edtf(text)
        except Exception:  # whatever it raises: it is not only its own error
            return None


LEVELS_0_AND_1 = ("Date", "DateAndTime", "LongYear", "Season", "Unspecified", "UncertainOrApproximate")


@settings(max_examples=75)
@given(st.randoms(use_true_random=False).map(shaped).filter(lambda text: not set("[{/") & {*text}))
@example("2025-07-14T24:00:00-14:00")
@example("1XXX")
@example("-2025-21")
@example("-000X~")
@example("1984-1X")
@example("2004S906-~01")
@example("0000S0")
def test_single_dates_are_read_as_the_edtf_library_reads_them(text):
    told = library_reads(text)
    name = type(told).__name__
    inner = type(getattr(told, "date", told)).__name__
    differ = (
        # What the library takes and EDTF does not, or takes for something else.
        " " in text.rstrip()
        or text != text.strip()
        or "^" in text
        or (re.fullmatch("[^T]*T.*", text) and not re.match("-?[0-9]{4}-[0-9]{2}-[0-9]{2}T", text))
        # What EDTF takes and the library does not: +00:00, and a season that is qualified.
        or "+00:00" in text
        or re.search("-2[1-4][~?%]$", text)
    )  # fmt: skip
    assume(not differ)
    try:
        found = edtf.parse(text)
    except DateError as error:
        calendar_knows_it = "is not in the calendar" not in str(error) and "too far off" not in str(error)
        significant = re.search("S[0-9]", text)
        open_digits = re.match(r"-?[0-9]X[0-9]X|-?[0-9][0-9]?X[0-9]", text)
        read = name in LEVELS_0_AND_1 and inner in (*LEVELS_0_AND_1, "str")
        assert not (read and calendar_knows_it) or significant or open_digits, text
        return
    assert name in LEVELS_0_AND_1, text
    plain = library_reads(text.rstrip("~?%"))
    if name in ("Date", "DateAndTime", "Season") and not text.startswith("-"):
        first, last = (day_number(*day[:3]) for day in (plain.lower_strict(), plain.upper_strict()))
        if name != "Season":  # the library's winter is that of the year before
            assert (found.bounds[0], found.bounds[3]) == (first, last), text


@pytest.mark.parametrize("qualifier", ["", "~"])
@pytest.mark.parametrize(
    "text",
    [
        "2004-XX", "2004-XX-XX", "2004-02-XX", "1900-02-XX", "2025-12-XX", "201X", "19XX", "1XXX", "-201X",
        "-0004-XX", "-0004-02-XX", "0004-02-XX", "000X", "1984-1X", "2004-0X", "2001-X1", "-1984-1X",
        "2004-02-X9", "2004-XX-29", "1X84", "XXXX",
    ],
)  # fmt: skip
def test_what_unspecified_digits_leave_open_is_every_day_that_fits_or_is_refused(text, qualifier):
    """Oracle: every day of the years that fit, compared letter by letter."""
    years = [
        year for year in range(-3000, 3001) if fits(f"{'-' * (year < 0)}{abs(year):04d}", text.lstrip("-"))
    ]
    years = [year for year in years if (year <= 0 if text.startswith("-") else year >= 0)]
    try:
        bounds, refusal = edtf.parse(text + qualifier).bounds, ""
    except DateError as error:
        bounds, refusal = None, str(error)
    if bounds is None:
        assert "level 2" in refusal
        assert re.search("X-?[0-9]|-[0-9]X|XXXX", text), "else it is read"
        return
    days = [
        number
        for year in (years[0], years[-1])
        for number in range(day_number(year, 1, 1), day_number(year, 12, 31) + 1)
        if fits(iso(number).lstrip("-"), text.lstrip("-"))
    ]
    if qualifier:
        assert bounds[0] < min(days)
        assert bounds[3] > max(days)
    else:
        assert (bounds[0], bounds[3]) == (min(days), max(days))


def fits(written, pattern):
    return all(has == wants or wants == "X" for has, wants in zip(written.lstrip("-"), pattern, strict=False))


# --- every way a date can fall, enumerated --------------------------------------------------------

FIRST, LAST = date(2024, 11, 1), date(2025, 6, 30)
CALENDAR = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
NUMBERS = [at.toordinal() for at in CALENDAR]


def days_of_months(months):
    return {at.toordinal() for at in CALENDAR if (at.year, at.month) in months}


@st.composite
def one_dates(draw):
    """Draw a day or month from January to March 2025, perhaps qualified: its text, its possible days."""
    month = draw(st.integers(1, 3))
    qualifier = draw(st.sampled_from(["", "", "~", "?", "%"]))
    if draw(st.booleans()):
        months = {(2025, month)}
        if qualifier:
            months |= {(2024, 12) if month == 1 else (2025, month - 1), (2025, month + 1)}
        return f"2025-{month:02d}{qualifier}", days_of_months(months)
    at = date(2025, month, draw(st.integers(1, monthrange(2025, month)[1])))
    around = timedelta(days=1) if qualifier else timedelta(0)
    return at.isoformat() + qualifier, {(at - around).toordinal(), at.toordinal(), (at + around).toordinal()}


@st.composite
def one_of_sets(draw):
    texts, days = [], set()
    for _ in range(draw(st.integers(1, 3))):
        text, own = draw(one_dates())
        form = draw(st.sampled_from(["one", "one", "range", "up to", "from"]))
        if form == "range":
            high, more = draw(one_dates())
            assume(max(more) >= min(own))
            text, own = f"{text}..{high}", {min(own), max(more)}
        elif form == "up to":
            text, own = f"..{text}", own | {-ENDLESS}
        elif form == "from":
            text, own = f"{text}..", own | {ENDLESS}
        texts.append(text)
        days |= own
    hull = {at for at in (-ENDLESS, *NUMBERS, ENDLESS) if min(days) <= at <= max(days)}
    return f"[{','.join(texts)}]", [(at, at) for at in hull]


@st.composite
def intervals(draw):
    start_text, starts = draw(one_dates())
    end_text, ends = draw(one_dates())
    form = draw(
        st.sampled_from(["closed", "closed", "open end", "open start", "unknown end", "unknown start"])
    )
    if form == "open end":
        end_text, ends = "..", {ENDLESS}
    elif form == "open start":
        start_text, starts = "..", {-ENDLESS}
    elif form == "unknown end":
        end_text, ends = "", {*NUMBERS, ENDLESS}
    elif form == "unknown start":
        start_text, starts = "", {-ENDLESS, *NUMBERS}
    return f"{start_text}/{end_text}", [(start, end) for start in starts for end in ends if start <= end]


single_dates = one_dates().map(lambda drawn: (drawn[0], [(at, at) for at in drawn[1]]))
tellings = single_dates | one_of_sets() | intervals()


@st.composite
def windows(draw):
    since, until = sorted(draw(st.tuples(st.sampled_from(NUMBERS[20:-20]), st.sampled_from(NUMBERS[20:-20]))))
    return Window(draw(st.sampled_from([since, since, PAST])), draw(st.sampled_from([until, until, FUTURE])))


def endless(at):
    return {PAST: -ENDLESS, FUTURE: ENDLESS}.get(at, at)


def assert_in_order(bounds):
    assert bounds.earliest_start <= bounds.latest_start <= bounds.latest_end
    assert bounds.earliest_start <= bounds.earliest_end <= bounds.latest_end


@given(tellings, st.lists(windows(), min_size=1, max_size=8))
def test_bounds_answer_as_every_way_the_date_can_fall(told, asked):
    text, ways = told
    if not ways:
        with pytest.raises(DateError, match="ends before it starts"):
            edtf.parse(text)
        return
    bounds = edtf.parse(text).bounds
    for window in asked:
        touched = [start <= endless(window.until) and end >= endless(window.since) for start, end in ways]
        assert bounds.possibly_in(window) == any(touched), (text, window)
        assert bounds.certainly_in(window) == all(touched), (text, window)


@given(tellings)
def test_bounds_are_the_first_and_last_of_every_way_and_need_no_more_normalising(told):
    text, ways = told
    assume(ways)
    bounds = edtf.parse(text).bounds
    starts, ends = zip(*ways, strict=True)
    assert tuple(map(endless, bounds)) == (min(starts), max(starts), min(ends), max(ends))
    assert bounds == bounds.normalised()
    assert_in_order(bounds)


small = st.integers(0, 8)


@st.composite
def rough_bounds(draw):
    """Draw four bounds that allow some end after some start, but are not yet normalised."""
    (first, second), (third, fourth) = (
        sorted(draw(st.tuples(small, small))),
        sorted(draw(st.tuples(small, small))),
    )
    assume(first <= fourth)
    return Bounds(first, second, third, fourth)


def ways_of(bounds):
    return {
        (start, end)
        for start in range(bounds.earliest_start, bounds.latest_start + 1)
        for end in range(bounds.earliest_end, bounds.latest_end + 1)
        if start <= end
    }


@given(rough_bounds())
def test_normalising_loses_only_ways_in_which_an_end_comes_before_its_start(rough):
    bounds = rough.normalised()
    assert_in_order(bounds)
    assert bounds.normalised() == bounds
    assert ways_of(bounds) == ways_of(rough)


@given(st.lists(rough_bounds().map(Bounds.normalised), min_size=1, max_size=4))
def test_combining_takes_what_all_share_on_a_side_else_the_hull(all_bounds):
    bounds, _, differ = combined(all_bounds)
    starts = [set(range(b.earliest_start, b.latest_start + 1)) for b in all_bounds]
    ends = [set(range(b.earliest_end, b.latest_end + 1)) for b in all_bounds]
    sides = []
    for side in (starts, ends):
        told = set.intersection(*side) or set.union(*side)
        sides.append(set(range(min(told), max(told) + 1)))
    ways = {(start, end) for start in sides[0] for end in sides[1] if start <= end}
    assert ways_of(bounds) == ways
    assert differ == (not set.intersection(*starts) or not set.intersection(*ends))
    assert_in_order(bounds)


# --- what people ask with -------------------------------------------------------------------------


def test_a_window_runs_from_the_first_day_of_since_to_the_last_of_until():
    assert edtf.window("2025-07", "2025-07") == (day("2025-07-01"), day("2025-07-31"))
    assert edtf.window("2024", "2024-02") == (day("2024-01-01"), day("2024-02-29"))
    assert edtf.window(date(2025, 7, 14), "2025-07-14") == (day("2025-07-14"), day("2025-07-14"))
    assert edtf.window("2025-07-14") == (day("2025-07-14"), FUTURE)
    assert edtf.window(until="2025-07-14") == (PAST, day("2025-07-14"))
    assert edtf.window() == ALWAYS


@pytest.mark.parametrize(
    ("since", "until"), [("2025-07-15", "2025-07-14"), ("2025-08", "2025-07"), ("2026", "2025")]
)
def test_a_window_that_ends_before_it_starts_is_refused(since, until):
    with pytest.raises(DateError, match="window ends before it starts"):
        edtf.window(since, until)


@pytest.mark.parametrize("what", ["", "on"])
def test_a_day_of_a_window_that_is_none_is_named(what):
    with pytest.raises(DateError, match=f"{what or 'since'}: 'x' is not a date"):
        edtf.window("x", what=what)
    with pytest.raises(DateError, match=f"{what or 'until'}: 'x' is not a date"):
        edtf.window(until="x", what=what)


@pytest.mark.parametrize("text", ["", "2025-07~", "2025-07-14/", "[2025-07-14]", "yesterday", "2025-02-30"])
def test_a_window_is_asked_for_in_plain_dates(text):
    with pytest.raises(DateError):
        edtf.window(text)


def test_a_day_is_no_fraction():
    with pytest.raises(DateError, match=r"since: '2025\.5' is not a text; write a day"):
        edtf.window(2025.5)


@pytest.mark.parametrize("text", ["2025-07", "2025", "2025-21"])
def test_one_day_is_no_longer_than_a_day(text):
    with pytest.raises(DateError, match=r"snapshot: .* is longer than a day"):
        edtf.one_day(text, "snapshot")


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, "at any time"),
        ("2025-07-14", "2025-07-14", "on 14 July 2025"),
        ("2025-07-07", "2025-07-13", "in 7-13 July 2025"),
        ("2025-07-07", None, "from 7 July 2025 on"),
        (None, "2025-07-13", "up to 13 July 2025"),
    ],
)
def test_a_window_in_words(since, until, words):
    assert str(edtf.window(since, until)) == words


def test_a_day_is_asked_for_by_its_ordinal_too():
    at = day("2025-07-14")
    assert edtf.one_day(at) == edtf.one_day("2025-07-14") == edtf.one_day(date(2025, 7, 14)) == at
    assert edtf.window(at, at + 1) == edtf.window("2025-07-14", "2025-07-15")
    assert edtf.window(0) == Window(0, FUTURE)
    assert edtf.one_day(-5) == -5
    with pytest.raises(DateError, match="ends before it starts"):
        edtf.window(at, at - 1)
