"""Says of what a sentence tells who says so, whether it has happened, and which date is its own."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.model.statuses import Status
from graphkit.reading.clauses import AUXILIARIES, Clauses
from graphkit.reading.discourse import Discourse, in_quotes
from graphkit.reading.happening import status_of
from graphkit.reading.lexicon import Patterns, Words, forms, forms_of, light_verbs, pattern, word_set
from graphkit.reading.mentions import Mention
from graphkit.reading.sums import Sum, sums_in, uncounted_in

UNNAMED_VOICE = "unnamed"

_WORDS = Words("telling")
_PATTERNS = Patterns("telling")
_QUOTE = r"[\u201d\"]"
_CLOSES = rf"{_QUOTE}|;|,\s+(?:and|but|while|\w+ing)\b|\bbut\b"
"""Ends what is denied."""
_NEW_VERB = frozenset({",", "and", "but", "that", "which", "who"})
"""Stands between two verbs."""
_PREPOSITIONS = word_set("clauses", "prepositions")
_PARTED = _PREPOSITIONS | word_set("clauses", "conjunctions") | {*",;:()", "and", "or"}
_PARTED |= word_set("clauses", "relative") | {"to", "whom", "whose"}
"""Stands between a date and the verb of another clause."""
_DENYING = ("den", "reject", "dismiss", "refut", "rebut", "disput", "rules out", "ruled out")
_RETORTS = frozenset(form for verb in word_set("telling", "retorts") for form in forms(verb))
_DENIED_BEFORE = ("denied_before", "called_false", "pleaded", "cleared", "quashed", "quashed_after")
_DETERMINERS = word_set("clauses", "determiners")
_OWNERS = ("her", "his", "its", "their")
"""Whose lawyer is meant by these may be open."""
_BROUGHT = forms_of(word_set("statements", "brought"))
_BRINGING = light_verbs() | _BROUGHT | forms_of(word_set("statements", "receives"))
_BRINGING |= word_set("statements", "bring") | AUXILIARIES
_PREPARES = forms_of(_WORDS.prepares)
_LASTS = forms_of(_WORDS.lasts)
_AGREED = word_set("statements", "agreed") - {"bid", "offer"}


class Told(NamedTuple):
    """How something is told.

    ``voice`` is who says so: an actor, ``"unnamed"``, or None for the article itself. ``date`` and ``said``
    tell which of the dates of the sentence is that of what is told, and which that of its telling. ``stop``
    are the words by which it ends, or does not, on its date: "stopped paying". ``heard_from`` is whose words
    the voice only repeats, if it does.
    """

    status: Status
    voice: Mention | str | None
    date: int | None
    said: int | None
    sum: Sum | None = None
    stop: re.Match[str] | None = None
    heard_from: str | None = None


def signed(text: str, mentions: Sequence[Mention], dates: Sequence[tuple[int, int]] = ()) -> str:
    """Return a text in which "@" stands for each letter of an actor, and a blank for each of a date."""
    for start, end, sign in [*((m.start, m.end, "@") for m in mentions), *((*date, " ") for date in dates)]:
        text = f"{text[:start]}{sign * (end - start)}{text[end:]}"
    return text


class _Words(NamedTuple):
    """What stretch of a sentence is whose words, where that is said, and whether they deny it."""

    start: int
    end: int
    voice: Mention | str | None
    told_at: int | None = None
    denied: bool = False
    heard_from: str | None = None

    def has(self, place: int) -> bool:
        return self.start <= place < self.end

    def quotes(self, other: "_Words") -> bool:
        """Return whether these words tell that others were said."""
        own = self.told_at
        return own is not None and self.tells(other) and not other.has(own)

    def tells(self, other: "_Words") -> bool:
        """Return whether that others were said stands in these words."""
        return other.told_at is not None and self.has(other.told_at)


class Telling:
    """The voices, verbs and dates of a sentence."""

    def __init__(
        self,
        text: str,
        clauses: Clauses,
        mentions: Sequence[Mention],
        dates: Sequence[tuple[int, int]],
        discourse: Discourse,
    ) -> None:
        self._text = text
        self._signed = signed(text, mentions, dates)
        self._is_body = discourse.is_body
        self._clauses = clauses
        self._mentions = mentions
        self._dates = list(dates)
        self._sums, self._uncounted = list(sums_in(text)), list(uncounted_in(text))
        self._voices = list(self._voice_spans())

    def of(self, start: int, end: int, role: Sequence[Mention] = ()) -> "Told":
        """Return what holds of the words at a place; ``role`` are the parties, if they tell a role.

        A role that is told by the way is in no voice, as writers add it to what others say.
        """
        by_the_way = role and not _PATTERNS.predicate.search(self._signed[:start])
        words = _Words(0, 0, None) if by_the_way else self._words_at(start)
        stop = _PATTERNS.stopping.search(self._text[:start])
        stated = not by_the_way and self._is_false(start)
        status = "actual" if stop and role else self._status(start, words, is_role=bool(role))
        status = "denied" if role and stated else status
        is_noun = not self._clauses.is_verb_at(start)
        if not role and is_noun and self._clauses.word(self._clauses.at(start)) not in _AGREED:
            stop = stop or _PATTERNS.stopping_noun.search(self._text[:start])
        failed = _PATTERNS.came_to_nothing.match(self._text, end)
        if self._clauses.word(self._clauses.at(start)) in _AGREED:
            failed = failed or _PATTERNS.collapsed.match(self._text, end)
        if not role and is_noun and failed:
            status = "denied"
        ahead_at = None if role or not is_noun or status != "actual" else self._ahead(start, end)
        off = _PATTERNS.called_off.match(self._text, end) if not role and is_noun else None
        if status == "actual" and (ahead_at is not None or off):
            status = "planned"
        over = is_noun and _PATTERNS.ended.search(self._text[:start])  # "ended talks between X and Y"
        cases = _PATTERNS.decided_case.finditer(self._text)  # "lost a lawsuit against X"
        ahead = (
            bool(over)
            or any(each.start() <= start < each.end() for each in cases)
            or (is_noun and status != "actual")
        )  # "blocked X's takeover of Y on Monday"
        date = self._beside(role, start) if role else None if ahead else self._date_of(start, end)
        if status == "planned" and (ahead_at is not None or off):
            date = self._day_within(end, off.end()) if off else self._day_behind(ahead_at)
        told = "" if date is None else self._text[self._dates[date][1] : start]
        if status == "planned" and _PATTERNS.decided.search(told):
            date = None  # the day of the decision
        if date is not None and words.denied and self._dates[date][0] >= words.end > start:
            date = None  # "who denies paying X, in May 2024"
        if stop and stop["verb"] and date is None:
            date = self._date_of(stop.start("verb"), stop.end("verb"))
        said = None if words.told_at is None else self._date_of(words.told_at, words.told_at + 1)
        sum_ = None if role else self._sum_of(start, end)
        return Told(status, words.voice, date, said if said != date else None, sum_, stop, words.heard_from)

    def _ahead(self, start: int, end: int) -> int | None:
        """Return where the words behind a noun end that say that what it tells has not happened yet."""
        is_trade = self._clauses.word(self._clauses.at(start)) in _AGREED
        still_open = _PATTERNS.still_open.match(self._text, end) if is_trade else None
        found = still_open or _PATTERNS.still_ahead.match(self._signed, end)
        return None if found is None else found.end()

    def _day_behind(self, place: int | None) -> int | None:
        """Return the date right behind words that say what lies ahead: "is due to close on"."""
        near = (n for n, (first, _) in enumerate(self._dates) if place is not None and first >= place)
        date = next(near, None)
        between = "" if date is None else self._text[place : self._dates[date][0]]
        return date if re.fullmatch(r"(?: (?!(?:after|and|but|if|once|when)\b)\w+){0,3} ?", between) else None

    def _day_within(self, start: int, end: int) -> int | None:
        """Return the only date between a noun and the words that call off what it tells."""
        within = [n for n, (first, last) in enumerate(self._dates) if start <= first and last <= end]
        return within[0] if len(within) == 1 else None

    def _sum_of(self, start: int, end: int) -> Sum | None:
        """Return the only sum of a verb, or of a noun beside a verb; None if it has several."""
        verb = self._governing(start + 1)
        if self._clauses.word(self._clauses.at(start)) in AUXILIARIES:  # "has a 9% stake in"
            within = [each for each in self._sums if start < each.start < end]
            return within[0] if len(within) == 1 else None
        own, others = (
            [each for each in sums if self._governing(each.start) == verb or each.end == start - 1]
            for sums in (self._sums, self._uncounted)
        )  # "is 60% owned by"
        own = own or others
        return own[0] if len(own) == 1 and verb >= 0 else None

    def cautious(self, told: "Told", start: int) -> "Told":
        """Return how something is told of which the grammar was not read: what may lie ahead is planned."""
        stretch = re.split(r"[;:\u2014]", self._text[:start])[-1]
        ahead = _PATTERNS.ahead.search(stretch) or _PATTERNS.expected.search(self._text, start)
        if told.status == "actual" and ahead:
            return told._replace(status="planned")
        return told

    def _date_of(self, start: int, end: int) -> int | None:
        """Return which date is that of a verb, or of a noun beside a verb."""
        anchor, own = self._governing(start + 1), self._clauses.at(start)
        if self._clauses.word(own) in AUXILIARIES:  # "was put on the list of"
            acts = self._clauses.main_verb(range(own, self._clauses.at(end)))
            if acts is None and (around := self._date_around(start, end)) is not None:
                return around
            anchor = anchor if acts is None else acts
        if anchor < 0 and not self._clauses.is_verb_at(start):  # "the ban on X was imposed by Y in May"
            brings = self._clauses.main_verb(range(self._clauses.at(end), len(self._clauses.units)))
            brought = brings is not None and self._clauses.word(brings) in _BROUGHT
            if brings is not None and brought and self._clauses.is_passive(brings):
                return self._date_of(self._clauses.units[brings].start, self._clauses.units[brings].end)
        of_another = anchor < own and _PATTERNS.of_another.search(self._text[:start])
        if not self._clauses.is_verb_at(start) and 0 <= anchor < own and not self._brings(anchor, end):
            return None  # "decided in April on a complaint by X"
        for number, (first, last) in enumerate(self._dates):
            apart = of_another or _PATTERNS.before_that.match(self._text, end)
            if (apart and first < start) or _PATTERNS.after.search(self._text[start:first]):
                continue  # "resigned in May after a dispute with X", "left after a dispute with X in May"
            if _PATTERNS.of_next.search(self._text[start:first]) and self._text[last : last + 1] == ",":
                continue
            if anchor >= 0 and anchor <= self._dated(first, last) < max(self._clauses.at(end), anchor + 1):
                return number  # "imposed sanctions on"
        return self._date_before_both(own)

    def _date_before_both(self, verb: int) -> int | None:
        """Return the date before a verb that a second one shares: "on Friday jailed X and fined him"."""
        clauses = self._clauses
        joined = clauses.is_verb(verb) and clauses.word(verb - 1) == "and" and not clauses.is_passive(verb)
        joined &= not re.search("[^s]s$", clauses.word(verb))  # "on Friday sued X and owns Y"
        first = clauses.main_verb(range(verb - 2, -1, -1)) if joined else None
        if first is None or clauses.is_passive(first) or clauses.word(first).endswith("ing"):
            return None
        one, other = ({each.name for each in clauses.subject(place)} for place in (first, verb))
        start = clauses.units[first].start
        number = self._date_of(start, clauses.units[first].end) if one == other != set() else None
        if number is None or self._dates[number][0] > start:
            return None
        day = self._text[slice(*self._dates[number])]
        behind = self._text[clauses.units[verb].start :]
        return number if _PATTERNS.of_a_day.search(day) and not _PATTERNS.not_then.match(behind) else None

    def _date_around(self, start: int, end: int) -> int | None:
        """Return the date of words without another verb: "had dinner with X on 3 May", "In May X was in"."""
        for number, (first, last) in enumerate(self._dates):
            one, other = (end, first) if first >= end else (last, start)
            between = range(self._clauses.at(one), self._clauses.at(other))
            apart = not _PARTED.union(";:").isdisjoint(map(self._clauses.word, between))
            opens = first >= end or not self._text[:first].strip(" ,").split()[1:]
            apart |= bool(_PATTERNS.of_thing.match(self._text, last))
            if opens and not apart and self._clauses.main_verb(between) is None:
                return None if _PATTERNS.after.search(self._text[start:first]) else number
        return None

    def _brings(self, verb: int, end: int) -> bool:
        """Return whether a verb tells that what a noun behind it tells was done: "opened an inquiry into"."""
        word, by = self._clauses.word(verb), _PATTERNS.by_whom.match(self._signed, end)
        return word in _BRINGING and not (by and not self._clauses.is_passive(verb))

    def _beside(self, actors: Sequence[Mention], start: int) -> int | None:
        """Return the date beside a role: "head of X from 2012 to 2018", "who until 2018 was head of X".

        One day or year is that of the verb before, if there is one: "got money from its rival X in 2023".
        """
        ends = [each.end for each in actors]
        for number, (first, last) in enumerate(self._dates):
            opens = last < start and _PATTERNS.opens_office.fullmatch(self._signed, last, start)
            if opens and _PATTERNS.span.match(self._text, first):
                return number  # "Between 2012 and 2015 X was head of Y"
        for number, (first, last) in enumerate(self._dates):
            span = _PATTERNS.span.match(self._text, first)
            if span and _PATTERNS.is_so.fullmatch(self._text, last, start):
                return number
            own = span or self._governing(first) < 0
            if (
                span
                and not _PATTERNS.is_so.fullmatch(self._text, last, start)
                and self._is_of_verb(start, first)
            ):
                continue
            if own and any(first - end in (1, 2) for end in ends):
                return number
        return None

    def _is_of_verb(self, role: int, date: int) -> bool:
        """Return whether a date behind a role is that of the verb before: "led its unit X since 2020"."""
        verb, place = self._governing(date), self._clauses.at(role)
        if verb < 0 or verb >= place or not self._clauses.is_verb(verb):
            return False
        between = [*map(self._clauses.word, range(verb + 1, place))]
        closed = "," in between and self._text[:date].rstrip().endswith(
            ","
        )  # "led X, a unit of Y, since 2020"
        before = date < self._clauses.unit(place).start  # "X, who has led Y since 2020, said its lawyer, Z"
        own = before or closed or not {",", "as"} & {*between}
        return own and self._clauses.word(verb) in _LASTS

    def _dated(self, start: int, end: int) -> int:
        """Return the place of the verb that a date belongs to: the one before it, else the one after it."""
        clauses = self._clauses
        openers = list(_PATTERNS.opens.finditer(self._text, 0, start))
        since = openers[-1].end() if openers else 0
        own = self._text[since:start]
        opens = not re.sub(r"[\W]+|\b(?:and|but)\b", "", own)
        is_relative = bool(openers and openers[-1]["relative"]) and "," not in own
        if (opened := self._opened_by(start, end)) is not None:
            return opened
        before = self._governing(start)
        span = _PATTERNS.span.match(self._text, start)
        if span and self._text[:start].endswith(", ") and _PATTERNS.apposed.match(self._text, end):
            return -1  # "X, until May a unit of Y, was sold"
        aside = span and _PATTERNS.by_the_way.search(self._text, 0, start)
        if aside and before < clauses.at(aside.start()):
            return -1
        closed = None if span else self._aside_before(start)
        if closed is not None and (outer := self._governing(closed)) >= 0:
            return outer  # "X met Y, whom Z had sued, on Monday"
        if closed is not None and self._text[end : end + 1] == ",":
            return -1
        opens = opens or closed is not None
        if not opens and (before >= clauses.at(since) or (before >= 0 and not is_relative)):
            return before
        closes = self._text.find(",", end + opens) if is_relative else -1  # "X, which laid Y in May, met Z"
        last = clauses.at(closes) if closes > 0 else len(clauses.units)
        asides = [each.span() for each in _PATTERNS.aside.finditer(self._text, end)]
        after = clauses.main_verb(
            place
            for place in range(clauses.at(end), last)
            if not clauses.word(place).endswith("ing")
            and not self._is_restricted(clauses.at(end), place)
            and not any(opened < clauses.units[place].start < closed for opened, closed in asides)
        )
        return -1 if after is None else after

    def _is_restricted(self, since: int, verb: int) -> bool:
        """Return whether a verb only tells of which thing something is: "in May a mill that X sold burnt"."""
        words = list(map(self._clauses.word, range(since, verb)))
        opens = max(
            (at for at, word in enumerate(words) if word in ("that", "which", "who", "whom")), default=None
        )
        if opens is None or opens == 0 or words[opens - 1] == ",":
            return False
        said = self._clauses.word(since + opens - 1)
        noun = self._clauses.is_ordinary(since + opens - 1) and not self._clauses.is_verb(since + opens - 1)
        return (
            noun
            and said not in word_set("telling", "say")
            and self._clauses.main_verb(range(since + opens, verb)) is None
        )

    def _aside_before(self, start: int) -> int | None:
        """Return where what is told by the way opens whose closing comma stands before an offset."""
        clauses = self._clauses
        for each in _PATTERNS.opens_aside.finditer(self._text, 0, start):
            first, last = clauses.at(each.start("first")), clauses.at(start)
            verb = clauses.main_verb(range(first, last))
            commas = [place for place in range(verb or last, last) if clauses.word(place) == ","]
            if commas[-1:] == [last - 1] and clauses.main_verb(range(commas[0], last)) is None:
                return each.start()  # not "X, who sued Y, met Z, in May"
        return None

    def _opened_by(self, start: int, end: int) -> int | None:
        """Return the place of the verb that a date opens the clause of: "X met Y, and in May he sued Z"."""
        clauses, place = self._clauses, self._clauses.at(end)
        verb = clauses.main_verb(range(place, len(clauses.units)))
        between = map(clauses.word, range(place + (clauses.word(place) == ","), verb or place))
        opens = re.search(r"\b(?:and|but),?\s+$", self._text[:start])
        return verb if opens and _PARTED.isdisjoint(between) else None

    def _governing(self, offset: int) -> int:
        """Return the place of the verb that stands last before an offset; -1 if none does."""
        clauses, end = self._clauses, self._clauses.at(offset)
        verb = clauses.main_verb(range(end - 1, -1, -1))
        return -1 if verb is None or {";", ":"} & set(map(clauses.word, range(verb, end))) else verb

    def _status(self, start: int, words: _Words, *, is_role: bool) -> Status:
        clauses, place = self._clauses, self._clauses.at(start)
        if words.denied or (not is_role and self._is_false(start)):
            return "denied"
        status = status_of(self._text, clauses, place, is_role=is_role)
        brings = clauses.past_words(place - 1, -1, *_DETERMINERS)
        brought = not is_role and not clauses.is_verb_at(start) and clauses.word(brings) in light_verbs()
        near = [*map(clauses.word, range(max(place - 4, 0), place))]
        bringing = not (is_role or clauses.is_verb_at(start) or _PREPARES.isdisjoint(near))
        bringing &= _PREPOSITIONS.isdisjoint(near)
        if status == "actual" and bringing:
            return "planned"
        if status == "actual" and brought:
            return status_of(self._text, clauses, brings)  # "will open an inquiry into"
        if status == "planned" and not is_role and words.voice is None and self._is_later(start):
            return "actual"
        return status

    def _is_false(self, start: int) -> bool:
        """Return whether what stands somewhere is called false, before or behind it."""
        return self._is_called_false(start) or bool(_PATTERNS.false_that.search(self._text, 0, start))

    def _is_called_false(self, start: int) -> bool:
        """Return whether what stands somewhere is called false: "reports that X sued Y are false"."""
        claim = _PATTERNS.claim_that.search(self._text[:start])
        called = _PATTERNS.false.finditer(self._text, start) if claim else ()
        return any(not _PATTERNS.not_called.search(self._text, start, each.start()) for each in called)

    def _is_later(self, start: int) -> bool:
        """Return whether a verb tells what was to come, and came: "who would later sue X"."""
        behind = re.search(r"\bwould (?:\w+ )?$", self._text[:start])
        return bool(
            _PATTERNS.later.search(self._text[:start])
            or (behind and _PATTERNS.later_behind.match(self._text, start))
        )

    def is_hypothetical(self, start: int, *, is_verb: bool) -> bool:
        """Return whether words only say what may be: "could sue", "a possible fine"."""
        before = self._text[:start]
        if any(start in range(*each.span("told")) for each in _PATTERNS.answered.finditer(self._signed)):
            return False  # "asked whether X paid Y, Z said no"
        unsure = _PATTERNS.unproved.search(before) or _PATTERNS.hypothetical.search(
            re.split(r"[;,:]", before)[-1]
        )
        told = is_verb or _PATTERNS.be_office.search(
            before
        )  # "could have been made chair", but "could pay the chair"
        return bool(_PATTERNS.possible.search(before) or (told and unsure))

    def only_may(self, start: int, end: int) -> bool:
        """Return whether words from one actor to another only say what may be: "X would have gone with Y"."""
        words = re.split(r"[;,:]", self._text[start:end])[0]
        return bool(
            _PATTERNS.hypothetical.search(words)
            or (_PATTERNS.unreal.match(self._text) and re.search(r"\bwould\b", words))
        )

    def beside(self, voice: Mention | str | None, name: str) -> Mention | None:
        """Return who of a name denies something in one list with who speaks: "X and Y denied"."""
        if not isinstance(voice, Mention):
            return None
        others = _PATTERNS.list_denying.match(self._signed, voice.end)
        before = self._clauses.word(self._clauses.at(voice.start) - 1)
        if others is None or before in _PREPOSITIONS:  # "in the view of X, Y and Z denied"
            return None
        return next(
            (
                each
                for each in self._mentions
                if each.name == name and others.start() < each.start < others.end()
            ),
            None,
        )

    def speakers(self) -> Iterator[tuple[int, Mention]]:
        """Yield where the sentence says that somebody speaks, and who, in order."""
        said = {each.told_at: each.voice for each in self._voices if not each.denied}
        for place in sorted(place for place in said if place is not None):
            if isinstance(voice := said[place], Mention):
                yield place, voice

    def voice_at(self, start: int) -> Mention | str | None:
        """Return who says what stands somewhere."""
        return self._words_at(start).voice

    def _words_at(self, start: int) -> _Words:
        """Return whose words stand somewhere: of who quotes another, the one whom the article quotes."""
        told = [each for each in self._voices if each.has(start)]
        denied = any(
            each.denied and not any(other.told_at is None and other.start > each.start for other in told)
            for each in told
        )
        said = [each for each in told if each.told_at is not None and not each.denied]
        outer = [each for each in said if not any(other.quotes(each) for other in said)]
        deniers = [each for each in told if each.denied and isinstance(each.voice, Mention)]
        for each in (*deniers, *outer, *said, *told):
            voices = {
                getattr(one.voice, "name", "others")
                for one in told
                if (one in (*said, *deniers) and each.quotes(one))
                or (each.denied and one is not each and one.tells(each))
            }
            if each.denied and not voices and self._hears(each.told_at or 0, start):
                voices.add("others")
            voices.discard(getattr(each.voice, "name", "others"))
            return each._replace(denied=denied, heard_from=min(voices, default=None))
        return _Words(0, 0, UNNAMED_VOICE if self._hears(start, start) else None)

    def _hears(self, place: int, start: int) -> bool:
        """Return whether words such as "sources said" are of what stands at a place, which tells another."""
        denied = self._is_called_false(start)
        return any(
            self._is_heard(each, place)
            for each in _PATTERNS.nobody.finditer(self._text)
            if _WORDS.claims.isdisjoint(each[0].casefold().split())
            or not (denied or (place != start and not each.end() <= place <= start))  # "denied reports that"
        )

    def _is_heard(self, words: re.Match[str], start: int) -> bool:
        """Return whether words such as "reportedly" and "sources said" are of what stands at a place."""
        if words["own"]:  # they are of their own clause
            between = self._signed[words.end() : start]
            opened = _PATTERNS.relative.search(self._signed[: words.start()])
            closed = opened is not None and _PATTERNS.closes_relative.search(between) is not None
            closed |= words["own"].endswith("ed") and "," in between  # "X, the suspected thief, met"
            return words.start() < start and not closed and not _PATTERNS.other_clause.search(between)
        aside = words[0].endswith("that") or _PATTERNS.aside_of_it.search(self._text[: words.start()])
        return words.start() < start or not aside

    def _mouthpiece(self, match: re.Match[str] | None) -> list[Mention]:
        """Return for whom somebody speaks who is not named, or whose paper it is; else none."""
        if match is None:
            return []
        place = max(match.start("of"), match.start("by"))
        paper, speaks = _PATTERNS.paper.search(match[0]), _PATTERNS.voices.search(match[0].casefold())
        return [
            each
            for each in self._mentions
            if each.start == place
            and (paper or self._is_body(each) or (speaks and each.text.casefold() not in _OWNERS))
        ]

    def _voice_spans(self) -> Iterator[_Words]:
        """Yield what stretches of the sentence are whose words."""
        clauses = self._clauses
        for match in _PATTERNS.according.finditer(self._text):
            named = clauses.object(clauses.at(match.end()))
            unnamed = _PATTERNS.nobody.match(self._text, match.start())
            behind = self._mouthpiece(_PATTERNS.mouth_behind.match(self._signed, match.end()))
            unnamed = None if behind else unnamed
            if addressed := _PATTERNS.addressed.match(self._signed, match.end()):
                place = addressed.start("by")  # "a filing with Y by X" is X's word, not Y's
                named, behind = [each for each in self._mentions if each.start == place], []
                unnamed = None
            which = re.search(r"(@+),? $", self._signed[: match.start()])
            if which and re.match(
                r"which|whom", self._text[match.end() :]
            ):  # "a report by X, according to which"
                behind = [each for each in self._mentions if each.start == which.start()]
                unnamed = None
            vouching = next(iter(behind or ([] if unnamed else named)), UNNAMED_VOICE)
            that = re.search(r".*\bthat\b", self._text[: match.start()])
            # "that X, according to Y, sued Z"
            between = that and re.match(r"[^,]*,\s", self._text[match.end() :])
            start = that.end() if that and between else 0
            yield _Words(start, len(self._text), vouching, match.start())
        spoken = ((0, None, each) for each in _PATTERNS.word_of.finditer(self._signed))
        so = ((0, each.start(), each) for each in _PATTERNS.or_so.finditer(self._signed))
        sure = ((each.end(), None, each) for each in _PATTERNS.sure_that.finditer(self._signed))
        for start, until, match in itertools.chain(spoken, so, sure):
            place = self._signed.index("@", match.start())
            speaking = next((each for each in self._mentions if each.start == place), UNNAMED_VOICE)
            yield _Words(start, len(self._text) if until is None else until, speaking, match.start())
        spans = (pattern("telling", each).finditer(self._text) for each in _DENIED_BEFORE)
        for match in itertools.chain.from_iterable(spans):
            verb = clauses.at(match.start("verb"))
            by = clauses.agents(verb) if clauses.is_passive(verb) else clauses.subject(verb)
            who = None if clauses.word(verb) in AUXILIARIES else next(iter(by), UNNAMED_VOICE)
            yield _Words(*match.span("told"), who, match.start("verb"), denied=True)
        for match in _PATTERNS.contrary.finditer(self._text):
            signs = (each.start() for each in re.finditer(r",(?!\d)|[;.]|$", self._text[match.end() :]))
            ends = (
                end
                for end in (match.end() + each for each in signs)
                if clauses.main_verb(range(clauses.at(match.end()), clauses.at(end))) is not None
                and not _PATTERNS.relative.search(self._text[match.end() : end])
            )
            yield _Words(match.end(), next(ends, len(self._text)), None, denied=True)
        for match in _PATTERNS.answered.finditer(self._signed):
            who = next((each for each in self._mentions if each.start >= match.end("told")), UNNAMED_VOICE)
            yield _Words(*match.span("told"), who, match.end("told"), denied=match["no"] is not None)
        # who accuses vouches for what the other is accused of
        for match in _PATTERNS.accused.finditer(self._text):
            verb = clauses.at(match.start())
            found = clauses.agents(verb) if clauses.is_passive(verb) else clauses.subject(verb)
            end = re.search(r"[.;,](?!\d)|$", self._text[match.end() :])
            assert end is not None
            yield _Words(match.end(), match.end() + end.start(), next(iter(found), UNNAMED_VOICE))
        for match in _PATTERNS.said.finditer(self._signed):
            yield from self._said(match)

    def _said(self, match: re.Match[str]) -> Iterator[_Words]:
        """Yield what words stand before and after a verb of saying."""
        clauses = self._clauses
        verb = clauses.at(match.start())
        outer = clauses.verb_before(verb) if match[0].endswith("s") and match[0] not in _WORDS.say else None
        is_noun = clauses.is_noun(verb) and (match[0] in _WORDS.claims or clauses.word(verb + 1) != "that")
        if is_noun or (outer is not None and _NEW_VERB.isdisjoint(map(clauses.word, range(outer, verb)))):
            return  # "paid for vaccines that it had"
        before = clauses.word(verb - 1)
        acts = clauses.mention(verb - 1) or before in ("also", "now", "still", "who") or before.endswith("ly")
        if match[0].endswith("s") and match[0] not in _WORDS.say and not acts:
            return  # "returned the 500 euros that X had paid"
        claim = match[0] in _WORDS.claims  # "rejected reports that"
        named = claim and (clauses.is_verb(verb - 1) or clauses.word(verb + 1) == "of")
        to = clauses.word(verb + 1) == "to" and not clauses.word(verb + 2).endswith("ing")  # wrote to X
        by = clauses.agents(verb) if clauses.is_passive(verb) else None  # "X was warned by Y that"
        if named or to or by == []:
            return
        if self._text[: match.start()].endswith(", ") and _PATTERNS.made_known.match(
            self._text, match.start()
        ):
            return  # "the sale, announced on 3 May,"
        denied = bool(match[0].startswith(_DENYING) and _PATTERNS.denied.match(self._signed, match.start()))
        if match[0].startswith(_DENYING) and not denied:
            return  # denied the charges
        before, after = self._text[: match.start()], self._text[match.end() :]
        speaks = _PATTERNS.mouth_before.search(self._signed[: match.start()])
        mouthpiece = self._mouthpiece(speaks)
        inverted = [] if mouthpiece else self._inverted(verb)
        other = speaks if mouthpiece else _PATTERNS.other_speaker.search(before)
        other = other or (_PATTERNS.behind.match(after) and re.search(r",\s+$", before))
        titled = None if mouthpiece else _PATTERNS.titled_speaker.search(self._signed[: match.start()])
        if titled and clauses.main_verb(range(clauses.at(titled.start()))) is not None:
            inverted, other = [], titled
        else:
            titled = None
        parted = clauses.past_words(verb - 1, -1, *_PREPOSITIONS, *_DETERMINERS)  # "X has for years denied"
        verbs = [verb, *([parted] if clauses.word(parted) in AUXILIARIES else [])]
        speakers = mouthpiece or inverted or by or next(filter(None, map(clauses.subject, verbs)), [])
        if titled:
            speakers = [each for each in self._mentions if each.start == titled.start("who")]
        elif other and not inverted and not mouthpiece:  # "paid X, the judge said" is not said by X
            speakers = [each for each in speakers if each.start >= other.start() and not each.guessed]
        if speakers:  # "the two companies said"
            several = [each.name for each in self._mentions if each.start == speakers[0].start][1:]
            if several:
                speakers = [speakers[0]._replace(guessed=True, rivals=tuple(several))]
        nobody = match[0].startswith("hear") or clauses.word(verb) in AUXILIARIES  # "word is that"
        who = speakers[0] if speakers and not nobody else UNNAMED_VOICE
        starts = (each.start for each in speakers if each.end <= match.start())
        begins = other.start() if other and not inverted else min(starts, default=match.start())
        contrary = _PATTERNS.says_otherwise.search(before)
        if _PATTERNS.of_others.search(before[:begins]) or contrary:
            return
        if inverted:
            yield _Words(0, match.start(), who, match.start())
            if reopened := re.search(r"[\u201c\"]", after):
                yield _Words(match.end() + reopened.start(), len(self._text), who, match.start())
            elif (goes_on := _PATTERNS.said_amid.match(after)) and clauses.main_verb(range(verb)) is None:
                yield _Words(match.end() + goes_on.end(), len(self._text), who, match.start())
            return
        ends = before[: begins + 1] if titled else before if other else before[:begins]
        words = None if by else _PATTERNS.ends_words.search(ends)
        told = match[0] in ("told", "tells") or (words and words[0][0] in '\u201d"')
        of_object = clauses.mention(verb + 1) is not None  # "it also reported X"
        apart = before.rfind(";", 0, begins)  # "X sued Y; the judge, Z, said that"
        if apart >= 0 and clauses.main_verb(range(clauses.at(apart), clauses.at(begins))) is None:
            words = None
        if words and (told or not (of_object or re.match(r"\s+(?:that|it|he|she|the|[\w]+ing)\b", after))):
            yield _Words(0, begins, who, match.start())
        reported = by and re.match(r"\s+by\b[^,.]{0,60}?\bto\b", after)  # "is said by X to have paid"
        spoken = self._signed[match.end() :]
        closed = re.match(r"(?:\s+(?:in|last|on|this|to)\b[^,]{0,30}|\s+@+)?,", spoken)
        as_told = closed and _PATTERNS.as_told.search(self._signed[: match.start()])
        needs_that = (match[0] in _WORDS.need_that or by) and not reported and not as_told
        if not needs_that or re.match(r"[^,.]{0,60}?\bthat\b", after):
            ends = _CLOSES if denied else _QUOTE if in_quotes(self._text, match.start()) else "$"
            if denied and not re.match(r"\s+that\b", after):
                ends += r"|\band\s+(?!\w+ing)"  # denied paying X and met Y
            ends += "|\\)" if before.rfind("(") > before.rfind(")") else ""
            ends += "|\u2014" if before.count("\u2014") % 2 else ""
            closes = re.search(ends, after)
            end = match.end() + closes.start() if closes else len(self._text)
            end = min((each for each in self._retorts(match) if denied), default=end)
            last = self._relative_end(match, denied=denied)
            yield _Words(match.end(), min(end, last or end), who, match.start(), denied)

    def _retorts(self, match: re.Match[str]) -> Iterator[int]:
        """Yield where whoever denies something does another thing: "denied that he met X and accused"."""
        present = match[0].endswith(("y", "s"))
        for each in _PATTERNS.and_then.finditer(self._text, match.end()):
            verb = self._clauses.word(self._clauses.at(each.end()))
            if verb in _RETORTS and present != verb.endswith(("ed", "aid")):
                yield each.start()

    def _relative_end(self, match: re.Match[str], *, denied: bool) -> int | None:
        """Return where a relative clause with a verb of saying ends: ", who denied that he paid X, met Y".

        A list of verbs may go on in it, or after it: what is denied ends at its first comma, as what follows
        gets a doubt; what is said ends at its last.
        """
        opened = _PATTERNS.relative.search(self._text[: match.start()])
        if opened is None:
            return None
        verb, found = self._clauses.at(match.start()), []
        for comma in _PATTERNS.goes_on.finditer(self._text, match.end()):
            dated = any(first <= comma.end() < last for first, last in self._dates)
            acts = not dated and self._clauses.is_verb_at(comma.end()) and self._governing(opened.start()) < 0
            by = self._clauses.subject(self._clauses.at(comma.end())) if acts else []
            if (by and all(each.end <= opened.start() for each in by)) or (
                dated and denied and self._governing(comma.start()) > verb
            ):
                found.append(comma.start())
        return found[0 if denied else -1] if found else None

    def _inverted(self, verb: int) -> list[Mention]:
        """Return who speaks in words such as: "...", said X."""
        clauses = self._clauses
        after_quote = clauses.word(verb - 1) in (",", '"', "\u201d", "\u2019")
        if not after_quote or clauses.word(verb) in ("told", "tells", "warned"):
            return []
        behind = self._mouthpiece(_PATTERNS.mouth_behind.match(self._signed, clauses.units[verb].end))
        found = behind or clauses.object(verb + 1)
        last = clauses.at(found[-1].end) if found else 0
        goes_on = found and found[0].text.islower() and clauses.word(last) in AUXILIARIES  # "said she would"
        if behind or goes_on or not found:
            return [] if goes_on else behind
        quoted = clauses.word(verb - 1) != ","
        return found if quoted or clauses.word(last) in (",", ".", "", "on", "in") else []
