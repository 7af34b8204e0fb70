"""Says of what a sentence tells who says so, whether it has happened, and which date is its own."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.model.statuses import Status
from graphkit.reading.clauses import AUXILIARIES, Clauses
from graphkit.reading.happening import status_of
from graphkit.reading.lexicon import word_set
from graphkit.reading.mentions import Mention
from graphkit.reading.sums import Sum, sums_in

UNNAMED_VOICE = "unnamed"

_SAID = re.compile(rf"\b(?:{'|'.join(sorted(word_set('telling', 'say')))})\b")
_NEED_THAT = word_set("telling", "need_that")
"""What may have an object of its own: "found X guilty"."""
_SPEAKERS = "|".join(sorted(word_set("telling", "speakers")))
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:view|opinion|eyes|words) of)\s+(?:the\s+|a\s+)?", re.IGNORECASE
)
_ACCUSED = re.compile(
    r"\b(?:accus(?:es|ed|ing)|suspect(?:s|ed)|blam(?:es|ed|ing)|charg(?:es|ed))\b[^.;,]*?\b(?:of|for|with)\s+"
    r"(?=\w+ing\b)"
)
_CHARGES = re.compile(r"\b(?:charges of|charged with)\s+(?=\w+ing\b)")
_DENIED = re.compile(r"den(?:y|ies|ied|ying)\s+(?:that|\w+ing|it|he|she|they|having|any)\b")
_OF_ANOTHER = re.compile(
    r"\b(?:after|following|over|amid|during|before|(?:on|for|in) (?:its|their|his|her))\s+(?:[\w-]+\s+){0,3}$"
)
_OPENS = re.compile(r"[;:\u201c\"]|,\s+(?:who|which)\b")
"""Starts a part of a sentence whose first date is that of the verb after it: ", who until May was"."""
_SPAN = re.compile(r"(?:from|since|until|till|between|up to)\b|[\d\s\u2013-]+\)", re.IGNORECASE)
"""Starts a date that is how long something lasted."""
_GENERIC = word_set("discourse", "generic")
"""What a sentence calls the body that it starts with: "the company said"."""
_OTHER_SPEAKER = re.compile(
    r",\s+(?:(?:the|an?|one|two|three|several|some|its|his|her|their)\s+(?P<noun>[a-z][\w\u2019'-]*)\s+"
    rf"|(?:{_SPEAKERS})\s+)(?:[\w\u2019'-]+\s+){{0,4}}$"
)
_BEHIND = re.compile(rf"\s+(?:the\s+|a\s+)?(?:{_SPEAKERS})\b")
"""Follows a verb of saying: ", say prosecutors"."""
_NOBODY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|(?:the|an|its|his|her|their) (?:alleged|suspected)|"
    r"unconfirmed|rumoured|(?:is|are|was|were) (?:widely )?(?:believed|"
    r"thought|said|alleged|reported|understood|expected) to|according to (?:people|sources|two|three|"
    r"several|a person|an? |local media|media reports|reports|documents|court documents|officials)|"
    r"(?:people|persons|sources|officials) (?:familiar|close|briefed|with (?:direct )?knowledge)|"
    r"sources? (?:say|said|told)|it (?:is|was|has been) (?:alleged|claimed|said|reported|rumou?red|"
    r"believed|thought)|(?:allegations?|rumou?rs?|claims|suspicions?|accusations?|reports|"
    r"speculation) that)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|planned|intends?|proposed|prospective|possible|potential|close to|wants?|"
    r"(?:expected|due|set|likely|agreed|hopes?|hoping|about|ordered|urged|asked|told|seeks?) to)\b"
    r"[^,]*(?<!\band )$|"
    r"\b(?:asked|ordered|urged|called on|invited|instructed|expects?|wants?)\b.*\bto\s+(?:[a-z]+\s+)?$",
    re.IGNORECASE,
)
"""Stands before what may lie ahead."""
_HYPOTHETICAL = re.compile(
    r"(?:\b(?:could|might|(?-i:may)|should|must|can|if|whether|unless|would have|considering|"
    r"considers?|considered|apparently|seemingly|probably|presumably|perhaps|appear(?:s|ed)? to|"
    r"seem(?:s|ed)? to|mulling|weighing|exploring|discussing|negotiating to|"
    r"in talks to|talks to)\b|^(?:Had|Were|Should)\b)"
    r"(?:\s+[\w\u2019']+){0,6}\s*$",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(r"\b(?:possible|potential|rumou?red|hypothetical|mooted)\s+$", re.IGNORECASE)
_UNPROVED = re.compile(
    r"\b(?:not(?!\s+(?:true|so|only|just|the case)\b)|never|n['\u2019]t|cannot|fail(?:s|ed|ing)?\s+to|unable"
    r"\s+to|without|nobody|no one|disput(?:es|ed|ing)|doubt(?:s|ed|ing)?)\s+(?:[\w\u2019'-]+\s+){0,3}?that\b"
    r"(?:(?!,\s+(?:but|and)\b)[^;:])*$",
    re.IGNORECASE,
)
"""Stands before what nobody says in so many words: "failed to prove that"."""
_OF_OTHERS = re.compile(r"(?<!\baccording to )\bwhat\s+(?:the\s+)?(?:[\w\u2019'-]+\s+){0,2}$")
"""Stands before a voice that says something else: "contrary to what X reported"."""
_FALSE = re.compile(
    r"\b(?:is|are|was|were|be|being|as)\s+(?:\w+ly\s+)?(?:untrue|false|baseless|unfounded|fabricated|"
    r"not true|an? lie|lies|a fabrication)\b|\bno truth\b|\bfalsely\s+(?:claim|report|sa[iy]|accus|alleg)",
    re.IGNORECASE,
)
"""Says of the whole sentence that it is not so."""


class Told(NamedTuple):
    """How something is told.

    Attributes
    ----------
    status
        Whether it happened, is planned or denied.
    voice
        Who says so: an actor, ``"unnamed"``, or None for the article itself.
    date, said
        Which of the dates of the sentence is that of what is told, and which that of its telling.
    sum
        The sum that is told with it.
    """

    status: Status
    voice: Mention | str | None
    date: int | None
    said: int | None
    sum: Sum | None = None


class Telling:
    """The voices, verbs and dates of a sentence."""

    def __init__(
        self, text: str, clauses: Clauses, mentions: Sequence[Mention], dates: Sequence[tuple[int, int]]
    ) -> None:
        self._text = text
        self._clauses = clauses
        self._mentions = mentions
        self._dates = list(dates)
        self._sums = list(sums_in(text))
        self._voices = list(self._voice_spans())

    def of(self, start: int, end: int, role: Sequence[Mention] = ()) -> "Told":
        """Return what holds of words; a role is in no voice, as writers add it to what others say.

        Parameters
        ----------
        start, end : int
            Where they stand.
        role : sequence of Mention
            The parties, if the words tell a role.
        """
        voice, told_at = (None, None) if role else self._voice_at(start, end)
        status = self._status(self._clauses.at(start), told_at, is_role=bool(role))
        date = self._beside(role) if role else self._date_of(start)
        said = None if told_at is None else self._date_of(told_at)
        return Told(
            status, voice, date, said if said != date else None, None if role else self._sum_of(start)
        )

    def _sum_of(self, start: int) -> Sum | None:
        """Return the only sum of a verb, or of a noun beside a verb; None if it has several."""
        verb = self._governing(start + 1)
        own = [each for each in self._sums if self._governing(each.start) == verb]
        return own[0] if len(own) == 1 and verb >= 0 else None

    def cautious(self, told: "Told", start: int) -> "Told":
        """Return how something is told of which the grammar was not read: what may lie ahead is planned."""
        stretch = re.split(r"[;:\u2014]", self._text[:start])[-1]
        if told.status == "actual" and _AHEAD.search(stretch):
            return told._replace(status="planned")
        return told

    def _date_of(self, start: int) -> int | None:
        """Return which date is that of a verb, or of a noun beside a verb."""
        anchor, own = self._governing(start + 1), self._clauses.at(start)
        of_another = anchor < own and _OF_ANOTHER.search(self._text[:start])
        for number, (first, last) in enumerate(self._dates):
            if of_another and first < start:
                continue  # "resigned in May after a dispute with X"
            if anchor >= 0 and self._dated(first, last) == anchor:
                return number
            if self._clauses.word(own) in AUXILIARIES and start < first and self._governing(first) < own:
                return number  # "have been in dispute since 2021"
        return None

    def _beside(self, actors: Sequence[Mention]) -> int | None:
        """Return the date right behind what a role is in: "head of X from 2012 to 2018".

        One day or year is that of the verb before, if there is one: "got money from its rival X in 2023".
        """
        ends = [each.end for each in actors]
        for number, (first, _) in enumerate(self._dates):
            own = _SPAN.match(self._text, first) or self._governing(first) < 0
            if own and any(first - end in (1, 2) for end in ends):
                return number
        return None

    def _dated(self, start: int, end: int) -> int:
        """Return the place of the verb that a date belongs to: the one before it, else the one after it."""
        clauses = self._clauses
        following = clauses.at(end)
        if re.search(r"\beffective\s+$", self._text[:start]):
            return -1
        opens = not re.sub(r"[\W]+|\b(?:and|but)\b", "", _OPENS.split(self._text[:start])[-1])
        direct = (
            following < len(clauses.units)
            and clauses.is_verb(following)
            and clauses.word(following) not in ("said", "says")
        )
        before = self._governing(start)
        if not opens and not (direct and before < 0) and before >= 0:
            return before
        for place in range(following, len(clauses.units)):
            if clauses.is_verb(place) and clauses.word(place) not in AUXILIARIES:
                return place
        return -1

    def _governing(self, offset: int) -> int:
        """Return the place of the verb that stands last before an offset; -1 if none does."""
        clauses = self._clauses
        for place in range(clauses.at(offset) - 1, -1, -1):
            if clauses.word(place) in (";", ":"):
                return -1
            if clauses.is_verb(place) and clauses.word(place) not in AUXILIARIES:
                return place
        return -1

    def _status(self, verb: int, told_at: int | None, *, is_role: bool) -> Status:
        start = self._clauses.units[verb].start if verb < len(self._clauses.units) else len(self._text)
        if told_at is not None and _DENIED.match(self._text, told_at) and told_at < start:
            return "denied"
        if _FALSE.search(self._text):
            return "denied"
        return status_of(self._text, self._clauses, verb, is_role=is_role)

    def is_hypothetical(self, start: int, *, is_verb: bool) -> bool:
        """Return whether words only say what may be: "could sue", "a possible fine"."""
        if _POSSIBLE.search(self._text[:start]) or (is_verb and _UNPROVED.search(self._text[:start])):
            return True
        return is_verb and bool(_HYPOTHETICAL.search(re.split(r"[;,:]", self._text[:start])[-1]))

    def _voice_at(self, start: int, end: int) -> tuple[Mention | str | None, int | None]:
        """Return whose words stand somewhere, and where that is said."""
        for first, last, voice, told_at in self._voices:
            if first <= start < last:
                return voice, told_at
        nobody = _NOBODY.search(self._text)
        told = nobody is not None and (nobody.start() < start or not nobody[0].endswith(("to", "ly")))
        return (UNNAMED_VOICE if told else None), None

    def _voice_spans(self) -> Iterator[tuple[int, int, Mention | str, int | None]]:
        """Yield what stretches of the sentence are whose words."""
        clauses = self._clauses
        for match in _ACCORDING.finditer(self._text):
            named = clauses.object(clauses.at(match.end()))
            owned = [each for each in self._mentions if 0 <= each.start - match.end() < 4]
            unnamed = bool(_NOBODY.match(self._text, match.start()))
            vouching = next(iter(named or owned), None)
            voice = UNNAMED_VOICE if unnamed or vouching is None else vouching
            yield 0, len(self._text), voice, match.start()
        for match in _ACCUSED.finditer(self._text):  # who accuses vouches for what the other is accused of
            verb = clauses.at(match.start())
            found = clauses.agents(verb) if clauses.is_passive(verb) else clauses.subject(verb)
            end = re.search(r"[.;,](?!\d)|$", self._text[match.end() :])
            assert end is not None
            yield match.end(), match.end() + end.start(), next(iter(found), UNNAMED_VOICE), None
        for match in _CHARGES.finditer(self._text):
            end = re.search(r"[.;,](?!\d)|$", self._text[match.end() :])
            assert end is not None
            yield match.end(), match.end() + end.start(), UNNAMED_VOICE, None
        for match in _SAID.finditer(self._text):
            verb = clauses.at(match.start())
            if clauses.word(verb) == "" or clauses.mention(verb) is not None or clauses.is_noun(verb):
                continue
            if clauses.word(verb + 1) == "to":  # wrote to X
                continue
            if clauses.is_passive(verb):
                continue
            before, after = self._text[: match.start()], self._text[match.end() :]
            inverted = self._inverted(verb)
            other = _OTHER_SPEAKER.search(before) or (_BEHIND.match(after) and re.search(r",\s+$", before))
            speakers = inverted or clauses.subject(verb)
            if other and not inverted:  # "paid X, the judge said" is not said by X
                noun = other.groupdict().get("noun")
                first = [each for each in self._mentions[:1] if noun in _GENERIC and each.start < 5]
                speakers = [each for each in speakers if each.start >= other.start()] or first
            who = speakers[0] if speakers and not match[0].startswith("hear") else UNNAMED_VOICE
            begins = (
                other.start()
                if other and not inverted
                else min(
                    (each.start for each in speakers if each.end <= match.start()), default=match.start()
                )
            )
            if _OF_OTHERS.search(before[:begins]):
                continue
            words = re.search(
                r"[,\u201d\"\u2019]\s*(?:(?:the|a|an|his|her|its)\s+)?(?:[\w\u2019'-]+\s+){0,6}$",
                before if other else before[:begins],
            )
            if inverted:
                yield 0, match.start(), who, match.start()
                reopened = re.search(r"[\u201c\"]", after)
                if reopened:
                    yield match.end() + reopened.start(), len(self._text), who, match.start()
                continue
            quoted = words and words[0][0] in '\u201d"'
            told = match[0] in ("told", "tells")
            if words and (quoted or told or not re.match(r"\s+(?:that|it|he|she|the|[\w]+ing)\b", after)):
                yield 0, begins, who, match.start()
            if match[0].startswith("den") and not _DENIED.match(self._text, match.start()):
                continue  # denied the charges
            tells = match[0] in _NEED_THAT
            if not tells or re.match(r"[^,.]{0,60}?\bthat\b", after):
                yield match.end(), len(self._text), who, match.start()

    def _inverted(self, verb: int) -> list[Mention]:
        """Return who speaks in words such as: "...", said X."""
        clauses = self._clauses
        if clauses.word(verb - 1) not in (",", '"', "\u201d", "\u2019") or clauses.word(verb) in (
            "told",
            "tells",
            "warned",
        ):
            return []
        found = clauses.object(verb + 1)
        if not found:
            return []
        last = clauses.at(found[-1].end)
        quoted = clauses.word(verb - 1) != ","
        return found if quoted or clauses.word(last) in (",", ".", "", "on", "in") else []
