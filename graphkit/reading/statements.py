"""Finds what a sentence may say of two actors: a verb, noun or role of the vocabulary, and who stands in which place of it.

What is not plain is left out; who says so, and whether it has happened, is told with it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.model.statuses import Status
from graphkit.reading.clauses import AUXILIARIES, Clauses, units_of
from graphkit.reading.discourse import Discourse
from graphkit.reading.lexicon import Role, Word, light_verbs, word_set
from graphkit.reading.mentions import Mention

UNNAMED_VOICE = "unnamed"


class Statement(NamedTuple):
    """What a sentence may say.

    Attributes
    ----------
    source, target
        The actors, as mentioned; the same relation may hold of several.
    type
        The name of the type.
    start, end
        Where the words that say so stand.
    status
        Whether it happened, is planned or denied.
    voice
        Who says so: an actor, ``"unnamed"``, or None for the article itself.
    told_at
        Where the word stands by which the voice says it, such as "said"; None without one.
    date, said
        Which of the dates of the sentence is that of what is told, and which that of its telling.
    """

    source: Mention
    target: Mention
    type: str
    start: int
    end: int
    status: Status
    voice: Mention | str | None
    told_at: int | None
    date: int | None = None
    said: int | None = None


_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bInc)(?<!\bCo)(?<!\bNo)(?<!\bJr)(?<!\b[A-Z])(?<!\bProf)(?<!\bGen)"
    r"[.!?]+[\u201d\"'\u2019)]*\s+(?=[\u201c\"(]?[A-Z0-9\u2018])"
)
_SAY = (
    "said|says|say|told|tells|added|adds|announced|announces|claimed|claims|argued|argues|alleged|allege|alleges|stated|"
    "confirmed|confirms|insisted|insists|wrote|writes|reported|reports|testified|explained|noted|notes|maintained|"
    "maintains|admitted|admits|acknowledged|revealed|disclosed|conceded|warned|predicted|denied|denies|suggested|"
    "declared|believes|believe|stressed"
)
_SAID = re.compile(rf"\b(?:{_SAY})\b")
_ACCORDING = re.compile(r"\baccording to\s+(?:the\s+|a\s+)?", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|unconfirmed|rumoured|(?:is|are|was|were) (?:widely )?(?:believed|thought|said|"
    r"alleged|reported|understood|expected) to|according to (?:people|sources|two|three|several|a person|an? |local media|media reports|reports|"
    r"documents|court documents|officials)|(?:people|persons|sources|officials) (?:familiar|close|briefed)|sources? (?:say|said|told)|"
    r"it is (?:alleged|claimed|said))\b",
    re.IGNORECASE,
)
_SELF = frozenset({"deny", "denies", "denied", "admit", "admitted", "admits"})
_NEGATED = re.compile(
    r"\b(?:not|never|n't|n\u2019t|no longer|nor|neither|without|declined to|refused to|failed to|denied|denies|denying|"
    r"rejected claims|ruled out|no plans to|did not intend to)\b(?:\s+(?:\w+ing|that|having|the|to|it|he|she|had|has|have|been|be|ever|"
    r"intend|plan|want)){0,5}\s*$|n['\u2019]t\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|would|plans? to|planned to|planning to|intends? to|intended to|agreed to|agrees to|expects? to|"
    r"expected to|set to|due to|scheduled to|about to|hopes? to|wants? to|wanted to|aims? to|promised to|pledged to|"
    r"vowed to|proposed to|ready to|preparing to|prepares to|is to|are to|was to|were to|seeks? to|sought to|"
    r"decided to|likely to|slated to|ordered to|plan to|trying to|hoping to|offered to|threatened to|asked to|"
    r"agreement to|deal to|plans to|offer to|bid to|proposal to)\s+(?:\w+ly\s+)?(?:be\s+|have\s+|continue to\s+)?$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:could|might|(?-i:may)|should|must|can|if|whether|unless)\b(?:\s+[\w\u2019']+){0,6}\s*$",
    re.IGNORECASE,
)
_MUTUAL = word_set("statements", "mutual")
_OF_PERSONS = frozenset(
    {
        "leads",
        "works-for",
        "holds-office-in",
        "director-of",
        "resigned-from",
        "family-of",
        "married-to",
        "knows",
    }
)
_OF_BODIES = word_set("statements", "of_bodies")
_FUNCTION = re.compile(
    r"\b(?:sales|finance|financial|marketing|technical|commercial|regional|export|research|operations|legal|creative|deputy|"
    r"programme|project|communications|personnel|news|security|medical|purchasing|production)\s+$",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:regulator|agency|authority|ministry|court|police|watchdog|central bank|navy|army)\b"
)
_JOINS = ("of", "at", "for", "to", "in", "with", "from")
_BRING = word_set("statements", "bring")
_BEFORE_ROLE = word_set("statements", "before_role")
_IS = ("is", "was", "became", "remains", "becomes", "as", "been", "be")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a paragraph starts and ends."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end() - (len(match[0]) - len(match[0].rstrip()))
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


class Reader:
    """Reads the statements of sentences with the words of a vocabulary."""

    def __init__(self, words: Sequence[Word], roles: Sequence[Role]) -> None:
        self._words = words
        self._titles: dict[str, list[tuple[str, bool]]] = {}
        for role in roles:
            self._titles.setdefault(role.title.casefold(), []).append((role.type, role.inverse))
        titles = sorted(self._titles, key=len, reverse=True)
        self._role = re.compile(rf"\b(?:{'|'.join(map(re.escape, titles))})s?\b", re.IGNORECASE)

    def statements(
        self,
        text: str,
        mentions: Sequence[Mention],
        discourse: Discourse,
        dates: Sequence[tuple[int, int]] = (),
    ) -> tuple[list[Statement], int]:
        """Return what a sentence may say, each once, and how much of it only may be.

        Parameters
        ----------
        text : str
            The sentence.
        mentions : sequence of Mention
            Its actors, with places in the sentence.
        discourse : Discourse
            What was said before.
        dates : sequence of pairs of int
            Where it tells dates.
        """
        read = _Sentence(text, mentions, discourse, dates)
        hypothetical = 0
        unique: dict[tuple[str, str, str], Statement] = {}
        pairs = {}
        found = [*self._by_verbs(read), *self._by_roles(read), *read.places()]
        for type_, source, target, start, end, is_verb in found:
            if source.name == target.name or not _fits(type_, source, target, discourse):
                continue
            if is_verb and read.is_hypothetical(start):
                hypothetical += 1
                continue
            type_, source, target = _retyped(type_, source, target, text[start:end], discourse)
            known = unique.setdefault(
                (source.name, type_, target.name),
                read.stated(type_, source, target, start, end, is_verb=is_verb),
            )
            pairs[frozenset((source.name, target.name))] = known
        return list(unique.values()), hypothetical

    def _by_verbs(self, read: "_Sentence") -> Iterator["_Found"]:
        taken: list[tuple[int, int]] = []
        for word in self._words:
            for match in word.pattern.finditer(read.text):
                start, end = match.span()
                if any(start < last and first < end for first, last in taken) or read.is_name(start, match):
                    continue
                pairs = read.pairs_of(word, match)
                if pairs:
                    taken.append((start, end))
                yield from (_Found(word.type, *pair, start, end, is_verb=True) for pair in pairs)

    def _by_roles(self, read: "_Sentence") -> Iterator["_Found"]:
        for match in self._role.finditer(read.text):
            title = match[0].casefold()
            title = title if title in self._titles else title.removesuffix("s")
            if read.is_in_mention(*match.span()):
                continue
            types = self._titles[title]
            names = {name for name, inverse in types if not inverse}
            owners, bearers = read.role_at(
                *match.span(), leads="leads" in names, personal=bool(names & _OF_PERSONS)
            )
            if (
                re.match(
                    r"\s+of\s+[a-z]+(?:\s+[a-z]+)?\s*,|\s+of\s+[a-z]+(?:\s+[a-z]+)?\s+(?:at|for)\b",
                    read.text[match.end() :],
                )
                and title == "head"
            ):
                types = [("works-for", False)]
            elif title == "member" and re.match(r".{0,40}\bboard\b", read.text[match.end() :]):
                types = [("director-of", False)]
            elif title == "director" and _FUNCTION.search(read.text[: match.start()]):
                types = [("works-for", False)]
            for owner in owners:
                for bearer in bearers:
                    for type_, inverse in types:
                        pair = (owner, bearer) if inverse else (bearer, owner)
                        yield _Found(type_, *pair, *match.span())


class _Found(NamedTuple):
    type: str
    source: Mention
    target: Mention
    start: int
    end: int
    is_verb: bool = False


def _retyped(
    type_: str, source: Mention, target: Mention, words: str, discourse: Discourse
) -> tuple[str, Mention, Mention]:
    """Return what words mean of actors of these kinds: one belongs to a club, a firm to its owner."""
    if type_ == "part-of" and discourse.is_person(source, sure=True):
        return "member-of", source, target
    if type_ == "part-of" and discourse.is_person(target):
        return "owns", target, source
    if (
        type_ == "director-of"
        and target.kind in ("organisation", "government-body", "media")
        and words == "director"
    ):
        return "leads", source, target
    if type_ == "holds-office-in" and discourse.is_person(target):
        return "works-for", source, target
    if type_ == "subsidiary-of" and discourse.is_person(target, sure=True):
        return "owns", target, source
    if type_ == "acquired" and discourse.is_person(source, sure=True) and " over" in words:
        return "leads", source, target
    return type_, source, target


def _fits(type_: str, source: Mention, target: Mention, discourse: Discourse) -> bool:
    """Return whether actors of these kinds can be so related."""
    if type_ in _OF_PERSONS and not discourse.is_person(source):
        return False
    if type_ == "founded" and discourse.is_place(source):
        return False
    if type_ in ("family-of", "married-to"):
        return discourse.is_person(target)
    if type_ in _OF_BODIES and discourse.is_person(target, sure=True):
        return False
    if type_ == "located-in":
        return discourse.is_place(target) and not (discourse.is_place(source) and source.kind == "country")
    if type_ == "visited":
        return not discourse.is_person(target)
    return True


class _Sentence:
    """A sentence with its actors, and who says what in it."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], discourse: Discourse, dates: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self._discourse = discourse
        self.named = sorted(mentions)
        self.mentions = sorted([*mentions, *discourse.references(text, self.named)])
        self._clauses = Clauses(units_of(text, self.mentions, dates), discourse.is_place)
        self._dates = list(dates)
        self._voices = list(self._voice_spans())

    def is_in_mention(self, start: int, end: int) -> bool:
        return any(each.start < end and start < each.end for each in self.mentions)

    def is_name(self, start: int, match: re.Match[str]) -> bool:
        """Return whether words are part of a name."""
        return any(each.start <= start < each.end for each in self.named) or (
            match[0][:1].isupper() and bool(self.text[:start].strip()) and match[0].split()[0].istitle()
        )

    # --- verbs and nouns ------------------------------------------------------------------------------

    def pairs_of(self, word: Word, match: re.Match[str]) -> list[tuple[Mention, Mention]]:
        """Return who does to whom what words say."""
        clauses, (start, end) = self._clauses, match.span()
        verb, after = clauses.at(start), clauses.at(end)
        if verb >= len(clauses.units):
            return []
        if word.between:
            group = clauses.object(after)
            return [(group[0], each) for each in group[1:]]
        if word.is_noun:
            sources, targets = self._of_noun(verb, after, mutual=word.type in _MUTUAL)
        else:
            sources, targets = self._of_verb(word, verb, after)
        if word.inverse:
            sources, targets = targets, sources
        return [(source, target) for source in sources for target in targets]

    def _of_verb(self, word: Word, verb: int, after: int) -> tuple[list[Mention], list[Mention]]:
        clauses = self._clauses
        written = clauses.word(verb)
        if clauses.units[verb].mention is not None or (
            written not in ("not", "be") and clauses.is_noun(verb)
        ):
            return [], []
        if (
            written not in ("is", "are", "was", "were", "be", "been", "being", "not")
            and clauses.is_passive(verb)
            and not written.endswith("ing")
        ):
            if not word.passive:
                return [], []
            patients = clauses.subject(verb) or clauses.owner_of_subject(verb)
            agents = clauses.agents(after - 1)
            if word.length > 1 and after > verb + 1:
                return agents, clauses.object(after)
            return agents, patients
        sources, targets = clauses.subject(verb), clauses.object(verb + 1 if word.dative else after)
        targets = targets or clauses.relative_object(verb)
        if not targets and word.type in _MUTUAL and len(sources) > 1:
            return sources[:1], sources[1:]
        return sources, targets

    def _of_noun(self, noun: int, after: int, *, mutual: bool) -> tuple[list[Mention], list[Mention]]:
        """Return whose noun it is, and whom it concerns: "X's ban on Y", "X announced a ban on Y", "the ban on Y by X"."""
        clauses = self._clauses
        targets = clauses.object(after)
        if not targets:
            return [], []
        for place in range(noun - 1, max(noun - 5, -1), -1):
            unit = clauses.units[place]
            if unit.word in ("that", "while", "as", "who", "which", ",", ";"):
                break
            if unit.owns and unit.mention is not None:
                return [unit.mention], targets
            if clauses.is_verb(place):
                if unit.word in light_verbs() | _BRING:
                    passive = clauses.is_passive(place)
                    return (clauses.agents(after) if passive else clauses.subject(place)), targets
                break
            if unit.mention is not None:
                direct = place == noun - 1 and (
                    self._discourse.is_body(unit.mention) or unit.mention.kind == "country"
                )
                return ([unit.mention], targets) if direct else ([], [])
            if unit.word in ("after", "in", "over", "during", "amid", "into") and mutual:
                verb = clauses.verb_before(place)
                return ([] if verb is None else clauses.subject(verb)), targets
        agents = clauses.agents(after)
        return (agents, targets) if agents else ([], [])

    # --- roles ------------------------------------------------------------------------------------------

    def role_at(
        self, start: int, end: int, *, leads: bool, personal: bool
    ) -> tuple[list[Mention], list[Mention]]:
        """Return in what a role is held, and by whom: "X's chief executive Y", "Y, the chief executive of X"."""
        clauses = self._clauses
        first, last = clauses.at(start), clauses.at(end)
        owners: list[Mention] = []
        place = first - 1
        described = False
        while place >= 0:
            unit = clauses.units[place]
            if unit.mention is not None:
                if unit.owns or (place == first - 1 and not self._discourse.is_person(unit.mention)):
                    owners = [unit.mention]
                break
            if unit.word == "whose":
                owners = clauses.phrase(place - 2 if clauses.word(place - 1) == "," else place - 1)[:1]
                break
            if (
                unit.owns
                or not (clauses._is_ordinary(place) or unit.word in _BEFORE_ROLE)
                or clauses.is_verb(place)
            ):
                break
            described = described or (unit.word in ("the", "a", "an") and place >= first - 2)
            place -= 1
        head = place if not owners else place - 1
        if owners and not clauses.units[place].owns:  # "a former X manager"
            while (
                head >= 0
                and (clauses.word(head) in _BEFORE_ROLE or clauses._is_ordinary(head))
                and clauses.units[head].mention is None
            ):
                head -= 1
        if owners and clauses.word(head) == "of" and clauses.word(head - 1) in ("another", "one", "part"):
            head -= 2  # "X, another of Y's companies"
        owned_before = bool(owners)
        following = last
        while clauses.word(following) == "and" and self._is_role_word(following + 1):
            following += 2
            while (
                following < len(clauses.units)
                and clauses._is_ordinary(following)
                and clauses.units[following].mention is None
                and clauses.word(following) not in _JOINS
            ):
                following += 1
        if not owners:
            owners, following = self._owner_after(following)
        elif (
            clauses.word(following) == "of"
            and clauses.word(following + 2) == ","
            and self._is_role_word(following + 1)
        ):
            following += 2  # "its head of climate, X"
        bearers = self._bearer_after(following, owned_before, plural=self.text[end - 1] == "s")
        if not bearers:
            bearers = self._bearer_before(head, personal=personal)
        if bearers and not owners and described and leads:
            focus = self._discourse.focus(but=bearers)
            apposed = clauses.word(head) == "," or clauses.word(following) == ","
            owners = [focus] if focus is not None and apposed and not self._has_other_owner(following) else []
        return owners, bearers

    def _is_role_word(self, place: int) -> bool:
        return place < len(self._clauses.units) and self._clauses._is_ordinary(place)

    def _has_other_owner(self, place: int) -> bool:
        """Return whether a role is told to be of something that no actor stands for: "head of the region"."""
        return self._clauses.word(place) in _JOINS

    def _owner_after(self, place: int) -> tuple[list[Mention], int]:
        """Return what follows "of", "at" and the like; "head of sales at X" has two."""
        clauses, first = self._clauses, place
        for _ in range(2):
            if clauses.word(place) not in _JOINS:
                return [], first
            start = place
            place += 1
            while (
                place < len(clauses.units)
                and place - start < 6
                and (clauses._is_ordinary(place) or clauses.word(place) in ("the", "a", "an", "its", "and"))
                and clauses.units[place].mention is None
                and not clauses.is_verb(place)
            ):
                place += 1
            if place < len(clauses.units) and clauses.units[place].mention is not None:
                unit = clauses.units[place]
                if unit.owns and clauses.word(place + 1) not in (
                    "board",
                    "management",
                    "parliament",
                    "government",
                ):
                    more = place + 1
                    while more < len(clauses.units) and clauses._is_ordinary(more) and more - place < 4:
                        more += 1
                    if more < len(clauses.units) and clauses.units[more].mention is not None:
                        return [clauses.units[more].mention], more + 1  # type: ignore[list-item]
                found = clauses.object(place)
                return found[:1], place + 1
        return [], first

    def _bearer_after(self, place: int, owned_before: bool, *, plural: bool) -> list[Mention]:
        """Return who is named after a role: "its chief executive, Y"."""
        clauses = self._clauses
        if owned_before and clauses.word(place) == "in" and clauses.word(place + 2) == ",":
            place += 2
        comma = clauses.word(place) == ","
        if clauses.word(place) in ("is", "was") and owned_before:
            return clauses.object(place + 1)
        place += comma
        if comma and clauses.word(place) in ("a", "an") and clauses.word(place + 2) == "called":
            place += 2
        if clauses.word(place) in ("called", "named"):
            place += 1
        if comma or owned_before:
            start = place
            while (
                place < len(clauses.units)
                and place - start < 5
                and clauses.units[place].mention is None
                and (
                    clauses.word(place) in ("the", "a", "an")
                    or (clauses._is_ordinary(place) and (place > start or owned_before))
                )
                and not clauses.is_verb(place)
            ):
                place += 1
        if place >= len(clauses.units) or clauses.units[place].mention is None:
            return []
        unit = clauses.units[place]
        found = clauses._joined_after(place) if not unit.owns else [unit.mention]
        return found if plural else found[:1]

    def _bearer_before(self, place: int, *, personal: bool) -> list[Mention]:
        """Return who is named before a role: "Y, the chief executive", "Y is its chief executive"."""
        clauses = self._clauses
        word = clauses.word(place)
        if word == "," and place > 0:
            return clauses.antecedent(place - 1, self._discourse.is_person if personal else lambda _: True)
        if word in _IS:
            while clauses.word(place - 1) in (
                "has",
                "had",
                "have",
                "also",
                "then",
                "later",
                "be",
                "will",
                "now",
                "still",
            ):
                place -= 1
            found = clauses.subject(place) if word != "as" else []
            if word == "as":
                verb = clauses.verb_before(place)
                found = [] if verb is None else (clauses.object(verb + 1) or clauses.subject(verb))
            return found
        return []

    # --- places -----------------------------------------------------------------------------------------

    def places(self) -> Iterator[_Found]:
        """Yield where actors are: "Spain's X", "X of Korea", "X, a company in Dubai", "the Brno-based X"."""
        clauses = self._clauses
        for place, unit in enumerate(clauses.units):
            if unit.mention is not None and self._discourse.is_body(unit.mention):
                yield from self._of_body(place, unit.mention)
            if unit.mention is None or not self._discourse.is_place(unit.mention):
                continue
            found = self._at_place(place)
            if found is None or found.name == unit.mention.name:
                continue
            between = self.text[unit.end : found.start]
            body = found.kind == "government-body" or bool(_STATE.search(between))
            type_ = "part-of" if body and unit.owns else "located-in"
            if (
                type_ == "part-of"
                or not self._discourse.is_place(found)
                or clauses.word(place - 1) in ("in", "the")
            ):
                yield _Found(type_, found, unit.mention, unit.start, unit.end)

    def _of_body(self, place: int, body: Mention) -> Iterator[_Found]:
        """Yield "X of the broker Y", of a person and a body."""
        clauses = self._clauses
        head = place - 1
        while head >= 0 and place - head < 5 and (clauses._is_ordinary(head) or clauses.word(head) == "the"):
            head -= 1
        before = clauses.units[head - 1] if head > 0 else None
        if (
            clauses.word(head) in ("of", "at")
            and before is not None
            and before.mention is not None
            and not before.owns
        ):
            if self._discourse.is_person(before.mention) and not clauses.units[place].owns:
                yield _Found("works-for", before.mention, body, before.start, body.end)

    def _at_place(self, place: int) -> Mention | None:
        clauses = self._clauses
        unit = clauses.units[place]
        following = place + 1
        based = self.text[unit.end : unit.end + 6] == "-based"
        while (
            following < len(clauses.units)
            and following - place < 7
            and (clauses._is_ordinary(following) or clauses.word(following) == "-")
        ):
            following += 1
        after = clauses.units[following] if following < len(clauses.units) else None
        if based or unit.owns:
            if (
                after is not None
                and after.mention is not None
                and not after.owns
                and not (self._discourse.is_person(after.mention) and unit.owns)
            ):
                return after.mention
            apposed = clauses.units[following + 1].mention if following + 1 < len(clauses.units) else None
            if (
                unit.owns
                and after is not None
                and after.word == ","
                and apposed is not None
                and following > place + 1
            ):
                return None if self._discourse.is_person(apposed) else apposed  # Latvia's largest bank, X,
            if unit.owns and after is not None and after.word == "," and clauses.word(place - 1) == ",":
                return (clauses.antecedent(place - 2, self._discourse.is_body) or [None])[
                    0
                ]  # X, Latvia's largest bank,
            if based:
                head = place - 1
                while head >= 0 and clauses.word(head) in ("the", "a", "an"):
                    head -= 1
                return (
                    (clauses.antecedent(head - 1, self._discourse.is_body) or [None])[0]
                    if clauses.word(head) == ","
                    else None
                )
            return None
        if (
            after is not None
            and after.mention is not None
            and following > place + 1
            and not self._discourse.is_person(after.mention)
            and clauses.word(place - 1) in ("the", "by", "of", ",", "with")
        ):
            return after.mention
        preposition = place - 1
        if clauses.word(preposition) == "the":
            preposition -= 1
        word = clauses.word(preposition)
        if word not in ("in", "of", "from"):
            return None
        head = preposition - 1
        if word == "in" and clauses.word(head) in ("based", "headquartered", "registered"):
            found = clauses.antecedent(head - 2) if clauses.word(head - 1) == "," else clauses.subject(head)
            return (found or [None])[0]
        before = clauses.units[head].mention if head >= 0 else None
        if before is not None and word != "from":
            fixed = (
                word == "of"
                or before.kind in ("government-body", "organisation")
                or self._discourse.is_place(before)
            )
            direct = before.end + 9 > unit.start and not clauses.units[head].owns
            return before if direct and fixed and not self._discourse.is_person(before) else None
        if (
            word == "in"
            and clauses.word(head) in ("headquarters", "office", "offices")
            and clauses.units[head - 1].owns
        ):
            return clauses.units[head - 1].mention
        # "X, a company in Dubai", "the Supreme Court in Athens"
        start = head
        while (
            start >= 0
            and (clauses._is_ordinary(start) or clauses.word(start) in ("a", "an", "the", "of", "for", "and"))
            and not clauses.is_verb(start)
        ):
            start -= 1
        if word != "of" and clauses.word(start) == "," and clauses.word(start + 1) in ("a", "an", "the"):
            return (clauses.antecedent(start - 1) or [None])[0]
        return None

    # --- who says so, and whether it is so --------------------------------------------------------------

    def stated(
        self, type_: str, source: Mention, target: Mention, start: int, end: int, *, is_verb: bool
    ) -> Statement:
        """Return a statement with its voice and status; roles are in a voice only where it goes on about them."""
        voice, told_at, reported = self._voice_at(start, end)
        if not is_verb and not reported:
            voice, told_at = None, None
        status = self._status(self._clauses.at(start), told_at)
        date = self._date_of(start) if is_verb else self._beside(source, target)
        said = None if told_at is None else self._date_of(told_at)
        return Statement(
            source, target, type_, start, end, status, voice, told_at, date, said if said != date else None
        )

    def _date_of(self, start: int) -> int | None:
        """Return which date is that of a verb, or of a noun beside a verb."""
        anchor = self._governing(start + 1)
        if anchor < 0:
            return None
        return next((number for number, date in enumerate(self._dates) if self._dated(*date) == anchor), None)

    def _beside(self, *actors: Mention) -> int | None:
        """Return the date right behind what a role is in: "head of X from 2012 to 2018"."""
        ends = [each.end for each in actors]
        return next(
            (n for n, (first, _) in enumerate(self._dates) if any(first - end in (1, 2) for end in ends)),
            None,
        )

    def _dated(self, start: int, end: int) -> int:
        """Return the place of the verb whose date stands somewhere: the one before it, else the one after it."""
        clauses = self._clauses
        following = clauses.at(end)
        if re.search(r"\beffective\s+$", self.text[:start]):
            return -1
        opens = not re.sub(r"[\W]+|\b(?:and|but)\b", "", re.split(r"[;:\u201c\"]", self.text[:start])[-1])
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
        start = clauses.units[verb].start if verb < len(clauses.units) else len(self.text)
        clause = re.split(r"[;:\u2014]|,\s+(?:and|but|while|which|who)\b", self.text[:start])[-1]
        if told_at is not None and re.match("den(?:y|ies|ied)", self.text[told_at:]) and told_at < start:
            return "denied"
        if _NEGATED.search(clause):
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
        return bool(_HYPOTHETICAL.search(re.split(r"[;,:]", self.text[:start])[-1]))

    def _voice_at(self, start: int, end: int) -> tuple[Mention | str | None, int | None, bool]:
        """Return whose words stand somewhere, where that is said, and whether they follow it."""
        for first, last, voice, told_at in self._voices:
            if first <= start and end <= last:
                return voice, told_at, told_at is not None and told_at < start
        if _NOBODY.search(self.text):
            return UNNAMED_VOICE, None, False
        return None, None, False

    def _voice_spans(self) -> Iterator[tuple[int, int, Mention | str, int | None]]:
        """Yield what stretches of the sentence are whose words."""
        clauses = self._clauses
        for match in _ACCORDING.finditer(self.text):
            named = clauses.object(clauses.at(match.end()))
            owned = [each for each in self.mentions if 0 <= each.start - match.end() < 4]
            unnamed = bool(_NOBODY.match(self.text, match.start()))
            yield (
                0,
                len(self.text),
                UNNAMED_VOICE if unnamed or not (named or owned) else (named or owned)[0],
                match.start(),
            )
        for match in _SAID.finditer(self.text):
            verb = clauses.at(match.start())
            if verb >= len(clauses.units) or clauses.units[verb].mention is not None or clauses.is_noun(verb):
                continue
            if clauses.is_passive(verb):
                continue
            before, after = self.text[: match.start()], self.text[match.end() :]
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
                    yield match.end() + reopened.start(), len(self.text), who, match.start()
                continue
            if words and not re.match(r"\s+(?:that|it|he|she|the|[\w]+ing)\b", after):
                yield 0, begins, who, match.start()
            tells = match[0] in ("announced", "announces", "told", "tells", "warned", "reported")
            if not tells or re.match(r"[^,.]{0,60}?\bthat\b", after):
                yield match.end(), len(self.text), who, match.start()

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
