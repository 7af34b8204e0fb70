"""Says of what a sentence tells who says so, whether it has happened, and which date is its own."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.model.statuses import Status
from graphkit.reading.clauses import AUXILIARIES, Clauses
from graphkit.reading.mentions import Mention

UNNAMED_VOICE = "unnamed"

_SAY = (
    "said|says|say|told|tells|added|adds|announced|announces|claimed|claims|argued|argues|alleged|allege|"
    "alleges|stated|confirmed|confirms|insisted|insists|wrote|writes|reported|reports|testified|explained|"
    "noted|notes|maintained|maintains|admitted|admits|acknowledged|revealed|disclosed|conceded|warned|"
    "predicted|denied|denies|suggested|declared|believes|believe|stressed|saying|claiming|arguing|alleging|"
    "complained"
)
_SAID = re.compile(rf"\b(?:{_SAY})\b")
_ACCORDING = re.compile(r"\baccording to\s+(?:the\s+|a\s+)?", re.IGNORECASE)
_ACCUSED = re.compile(
    r"\b(?:accus(?:es|ed|ing)|suspect(?:s|ed)|blam(?:es|ed|ing))\b[^.;,]*?\b(?:of|for)\s+(?=\w+ing\b)"
)
_CHARGES = re.compile(r"\b(?:charges of|charged with)\s+(?=\w+ing\b)")
_DENIED = re.compile(r"den(?:y|ies|ied|ying)\s+(?:that|\w+ing|it|he|she|they|having|any)\b")
_OF_ANOTHER = re.compile(
    r"\b(?:after|following|over|amid|during|before|(?:on|for|in) (?:its|their|his|her))\s+(?:[\w-]+\s+){0,3}$"
)
_NOBODY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|unconfirmed|rumoured|(?:is|are|was|were) (?:widely )?(?:believed|"
    r"thought|said|alleged|reported|understood|expected) to|according to (?:people|sources|two|three|"
    r"several|a person|an? |local media|media reports|reports|documents|court documents|officials)|"
    r"(?:people|persons|sources|officials) (?:familiar|close|briefed|with (?:direct )?knowledge)|"
    r"sources? (?:say|said|told)|it is (?:alleged|claimed|said))\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|n't|n\u2019t|no longer|nor|neither|without|declined to|refused to|failed to|denied|"
    r"denies|denying|rejected claims|ruled out|no plans to|did not intend to|cleared of|acquitted of)\b"
    r"(?:\s+(?:\w+ing|that|having|"
    r"the|to|it|he|she|had|has|have|been|be|ever|intend|plan|want)){0,5}\s*$|n['\u2019]t\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|would|(?:plans?|planned|planning|intends?|intended|agreed|agrees|expects?|expected|set|due|"
    r"scheduled|about|hopes?|hoping|wants?|wanted|aims?|promised|pledged|vowed|proposed|ready|preparing|prepares|is|are|"
    r"was|were|seeks?|sought|decided|likely|slated|ordered|leaving|trying|committed|offered|threatened|asked|"
    r"agreement|deal|offer|bid|proposal) to|close to|on the verge of)\s+(?:(?:\w+ly|also|now|soon|then)\s+)?"
    r"(?:be\s+|have\s+|become\s+|remain\s+|serve as\s+|continue to\s+)?(?:(?:an?|the|its|his|her)\s+)?$|"
    r"\b(?:asked|called on|instructed|invited|ordered|pressed|told|urged|wants?|wanted)\s+"
    r"(?:[^\s;:]+\s+){1,8}to\s+(?:be\s+)?$|"
    r"\b(?:proposed|planned|possible|potential|attempted|prospective)\s+(?:[\w-]+\s+){0,2}$",
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
    r"considers?|considered|mulling|weighing|exploring|discussing|negotiating to|"
    r"in talks to|talks to)\b|^(?:Had|Were|Should)\b)"
    r"(?:\s+[\w\u2019']+){0,6}\s*$",
    re.IGNORECASE,
)
_CLEARED = re.compile(r"\b(?:acquit(?:s|ted)|cleared|exonerated)\b[^;:]*\bof\s")
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
    """

    status: Status
    voice: Mention | str | None
    date: int | None
    said: int | None


class Telling:
    """The voices, verbs and dates of a sentence."""

    def __init__(
        self, text: str, clauses: Clauses, mentions: Sequence[Mention], dates: Sequence[tuple[int, int]]
    ) -> None:
        self._text = text
        self._clauses = clauses
        self._mentions = mentions
        self._dates = list(dates)
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
        status = self._status(self._clauses.at(start), told_at)
        date = self._beside(role) if role else self._date_of(start)
        said = None if told_at is None else self._date_of(told_at)
        return Told(status, voice, date, said if said != date else None)

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
        """Return the date right behind what a role is in: "head of X from 2012 to 2018"."""
        ends = [each.end for each in actors]
        return next(
            (n for n, (first, _) in enumerate(self._dates) if any(first - end in (1, 2) for end in ends)),
            None,
        )

    def _dated(self, start: int, end: int) -> int:
        """Return the place of the verb that a date belongs to: the one before it, else the one after it."""
        clauses = self._clauses
        following = clauses.at(end)
        if re.search(r"\beffective\s+$", self._text[:start]):
            return -1
        opens = not re.sub(r"[\W]+|\b(?:and|but)\b", "", re.split(r"[;:\u201c\"]", self._text[:start])[-1])
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

    def _status(self, verb: int, told_at: int | None, depth: int = 0) -> Status:
        clauses = self._clauses
        start = clauses.units[verb].start if verb < len(clauses.units) else len(self._text)
        clause = re.split(r"[;:\u2014]|,\s+(?:and|but|while|which|who)\b", self._text[:start])[-1]
        if told_at is not None and _DENIED.match(self._text, told_at) and told_at < start:
            return "denied"
        if _CLEARED.search(clause) or _NEGATED.search(clause) or _FALSE.search(self._text):
            return "denied"
        if _PLANNED.search(clause):
            return "planned"
        if (
            depth < 2
            and clauses.word(verb - 1) in ("and", ",", "or")
            and not clauses.word(verb).endswith(("ed", "s"))
        ):
            before = clauses.verb_before(verb - 1)
            return "actual" if before is None else self._status(before, None, depth + 1)
        return "actual"

    def is_hypothetical(self, start: int) -> bool:
        """Return whether words only say what may be: "could", "if"."""
        return bool(_HYPOTHETICAL.search(re.split(r"[;,:]", self._text[:start])[-1]))

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
            speakers = inverted or clauses.subject(verb)
            who = speakers[0] if speakers else UNNAMED_VOICE
            begins = min(
                (each.start for each in speakers if each.end <= match.start()), default=match.start()
            )
            words = re.search(
                r"[,\u201d\"\u2019]\s*(?:(?:the|a|an|his|her|its)\s+)?(?:[\w\u2019'-]+\s+){0,6}$",
                before[:begins],
            )
            if inverted:
                yield 0, match.start(), who, match.start()
                reopened = re.search(r"[\u201c\"]", after)
                if reopened:
                    yield match.end() + reopened.start(), len(self._text), who, match.start()
                continue
            if words and not re.match(r"\s+(?:that|it|he|she|the|[\w]+ing)\b", after):
                yield 0, begins, who, match.start()
            if match[0].startswith("den") and not _DENIED.match(self._text, match.start()):
                continue  # denied the charges
            tells = match[0] in ("announced", "announces", "told", "tells", "warned", "reported")
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
