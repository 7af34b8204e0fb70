"""Finds what a sentence may say of two actors: a verb, noun or role of the vocabulary between or beside them.

There is no grammar of English here, only what stands near what: the actor nearest before a verb is who acts,
the nearest after it whom it concerns, unless a word between them says otherwise. What is not plain is left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from graphkit.model.statuses import Status
from graphkit.reading.lexicon import Role, Word, light_verbs
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
    is_present
        Whether it is told in the present tense.
    """

    source: Mention
    target: Mention
    type: str
    start: int
    end: int
    status: Status
    voice: Mention | str | None
    told_at: int | None
    is_present: bool


_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bInc)(?<!\bCo)(?<!\bNo)(?<!\bJr)(?<!\b[A-Z])(?<!\bProf)(?<!\bGen)"
    r"[.!?]+[\u201d\"'\u2019)]*\s+(?=[\u201c\"(]?[A-Z0-9\u2018])"
)
_SAY = (
    "said|says|say|told|tells|added|adds|announced|announces|claimed|claims|argued|argues|alleged|alleges|stated|states|"
    "confirmed|confirms|insisted|insists|wrote|writes|reported|reports|testified|explained|noted|notes|maintained|"
    "maintains|admitted|admits|acknowledged|revealed|disclosed|conceded|warned|predicted|denied|denies|suggested|"
    "declared|found|ruled|heard|believes|believe|accused|accuses|stressed"
)
_SAID = re.compile(rf"\b(?:{_SAY})\b")
_ACCORDING = re.compile(r"\baccording to\s+(?:the\s+|a\s+)?", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|unconfirmed|rumoured|(?:is|are|was|were) (?:widely )?(?:believed|thought|said|"
    r"alleged|reported|understood) to|according to (?:people|sources|two|three|several|a person|an? |local media|media reports|reports|"
    r"documents|officials)|(?:people|persons|sources|officials) (?:familiar|close|briefed)|sources? (?:say|said|told)|"
    r"it is (?:alleged|claimed|said))\b",
    re.IGNORECASE,
)
_GENERIC_SPEAKER = re.compile(
    r"\b(?:prosecutors|officials|lawyers|analysts|critics|police|investigators|witnesses|they|it|he|she|"
    r"the (?:company|firm|ministry|bank|group|agency|court|judge|regulator|statement|report|indictment|charge sheet|filing|"
    r"complaint|union|government|department|commission|newspaper|broadcaster|prosecution|defence|spokesman|spokeswoman))\s+(?:also |later |has |have )?$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|n't|n\u2019t|no longer|nor|neither|without|declined to|refused to|failed to|denied|denies|denying|"
    r"rejected claims|ruled out|no plans to)\b(?:\s+\w+){0,4}\s*$|n['\u2019]t\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|would|plans? to|planned to|planning to|intends? to|intended to|agreed to|agrees to|expects? to|"
    r"expected to|set to|due to|scheduled to|about to|hopes? to|wants? to|wanted to|aims? to|promised to|pledged to|"
    r"vowed to|proposed to|ready to|preparing to|prepares to|is to|are to|was to|were to|seeks? to|sought to|"
    r"decided to|likely to|slated to|ordered to|plan to|trying to|hoping to|offered to|threatened to|asked to)\s+(?:\w+ly\s+)?(?:be\s+|have\s+)?$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:could|might|may|should|must|can|if|whether|unless)\b(?:\s+[\w\u2019']+){0,6}\s*$", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|gets|got)\s+(?:(?:not|also|later|first|then|once|\w+ly|formally|since)\s+){0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:\s+[\w\u2019'$\u20ac-]+){0,9}?\s+by\s+(?:the\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:\u2014\u2013]|\b(?:which|who|whom|whose|while|because|although|though|where|when|but|after|before|since|that|whereas|as|if)\b"
)
_PREPOSITION = re.compile(
    r"\b(?:in|at|on|for|from|with|by|to|over|during|after|before|about|against|into|under|near|of|between|through|via|"
    r"towards?|without|within|despite|amid|alongside|than|as|on behalf of)\s+(?:(?:the|a|an|its|his|her|their)\s+)?"
    r"(?:[\w\u2019'-]+\s+){0,2}$"
)
_OPEN = re.compile(r"^[\s\w\u2019'$\u20ac\u00a3.%-]*$")
_PRONOUN = re.compile(
    r"\b(he|she|it|they|the (?:company|firm|group|bank|ministry|chipmaker|carmaker|regulator|agency|court|court|"
    r"university|union|fund|airline|utility|retailer|broadcaster|newspaper|bureau|authority|commission|department|"
    r"minister|businessman|executive|politician|defendant|judge|pair|two|two (?:companies|countries|sides|governments|firms)))"
    r"\s+(?:(?:also|later|then|had|has|have|was|were|is|are|will|would|did|not|\w+ly|reportedly|previously|be|been)\s+){0,4}$",
    re.IGNORECASE,
)
_AND = re.compile(r"^\s*(?:,|,?\s*and|,?\s*as well as|&)\s*(?:the\s+)?(?:[a-z]+\s+){0,2}$")
_POSSESSIVE = re.compile(r"^['\u2019]s?\b")
_ACTING_PART = re.compile(
    r"^['\u2019]s?\s+(?:\w+\s+)?(?:board|management|lawyers?|shareholders|government|owners?|parliament|prosecutors?|"
    r"police|regulators?|officials|executives|directors|spokes\w+|ministry|court|navy|army)\s*$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a paragraph starts and ends."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end() - (len(match[0]) - len(match[0].rstrip()))
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


Antecedent = Callable[[str], Mention | None]
"""Returns the actor that a pronoun, or words such as "the company", may mean."""


class Reader:
    """Reads the statements of sentences with the words of a vocabulary."""

    def __init__(self, words: Sequence[Word], roles: Sequence[Role]) -> None:
        self._words = words
        self._roles = roles

    def statements(self, text: str, mentions: Sequence[Mention], meant: Antecedent) -> list[Statement]:
        """Return what a sentence may say of the actors that it mentions, each once."""
        read = _Sentence(text, mentions, meant)
        found = [*self._by_verbs(read), *self._by_roles(read)]
        unique: dict[tuple[str, str, str], Statement] = {}
        for statement in found:
            if statement.source.name != statement.target.name:
                unique.setdefault((statement.source.name, statement.type, statement.target.name), statement)
        return list(unique.values())

    def _by_verbs(self, read: "_Sentence") -> Iterator[Statement]:
        taken: list[tuple[int, int]] = []
        for word in self._words:
            for match in word.pattern.finditer(read.text):
                start, end = match.span()
                if any(start < last and first < end for first, last in taken) or read.is_name(start, match):
                    continue
                pairs = list(read.pairs_of(word, match))
                if not pairs:
                    continue
                taken.append((start, end))
                for source, target in pairs:
                    yield read.stated(source, target, word.type, start, end)

    def _by_roles(self, read: "_Sentence") -> Iterator[Statement]:
        for one, other in zip(read.mentions, read.mentions[1:], strict=False):
            between = read.text[one.end : other.start]
            for role in self._roles:
                title = rf"(?:[\w-]+ )?{re.escape(role.title)}"
                forward = rf",? (?:who (?:is|was) |is |was |, )?(?:the |a |an |its |former |then )*{title},? {role.join} (?:the )?"
                if re.fullmatch(forward, between, re.IGNORECASE):
                    yield read.stated(one, other, role.type, one.end, other.start)
                    break
                backward = rf"['\u2019]s? (?:\w+ )?{title},? |,? {title},? |, (?:the |a )?(?:\w+ )?{title},? "
                if role.title and re.fullmatch(backward, between, re.IGNORECASE) and role.join != "in":
                    yield read.stated(other, one, role.type, one.end, other.start)
                    break
        yield from self._apposed(read)

    def _apposed(self, read: "_Sentence") -> Iterator[Statement]:
        """Yield "the chief executive of X, Y"."""
        for one, other in zip(read.mentions, read.mentions[1:], strict=False):
            if not re.fullmatch(r",\s+", read.text[one.end : other.start]):
                continue
            for role in self._roles:
                before = rf"\b{re.escape(role.title)} {role.join} (?:the )?$"
                if role.title and re.search(before, read.text[: one.start], re.IGNORECASE):
                    yield read.stated(other, one, role.type, one.start, other.start)
                    break


class _Sentence:
    """A sentence with its mentions, and who says what in it."""

    def __init__(self, text: str, mentions: Sequence[Mention], meant: Antecedent) -> None:
        self.text = text
        self.mentions = list(mentions)
        self._meant = meant
        self._voices = list(self._voice_spans())

    def is_name(self, start: int, match: re.Match[str]) -> bool:
        """Return whether words are part of a name, or "March"-like words that only look like a verb."""
        return any(mention.start <= start < mention.end for mention in self.mentions) or bool(
            match[0][:1].isupper() and self.text[:start].strip() and match[0].split()[0].istitle()
        )

    # --- who acts on whom -------------------------------------------------------------------------

    def pairs_of(self, word: Word, match: re.Match[str]) -> Iterator[tuple[Mention, Mention]]:
        start, end = match.span()
        if word.between:
            group = self._after(end)
            yield from ((group[0], each) for each in group[1:])
            return
        if word.is_noun:
            sources, targets = self._of_noun(start, end)
        else:
            verb = match.groupdict().get("verb") or ""
            passive = bool(_PASSIVE.search(self.text[:start])) and not re.search("ing$", verb)
            if passive and not word.passive:
                return
            if passive:
                sources, targets = self._by_agent(end), self._before(start)
            elif re.fullmatch(r"(?:to|having)\s+", self.text[max(0, start - 7) : start]) and False:
                return
            else:
                sources, targets = self._before(start), self._after(end)
                if not targets and not sources:
                    return
                if not targets and _is_mutual(word.type):
                    sources, targets = sources[:1], sources[1:]
                if not sources and verb.endswith("ed"):
                    # "a firm founded by": the verb follows what it concerns
                    sources, targets = self._by_agent(end), self._nearest(start)
        if word.inverse:
            sources, targets = targets, sources
        for source in sources:
            for target in targets:
                yield source, target

    def _before(self, place: int) -> list[Mention]:
        """Return who acts: the nearest actor before a verb that no preposition binds, with those joined to it."""
        head = self.text[:place]
        pronoun = _PRONOUN.search(head)
        nearest = max((mention.end for mention in self.mentions if mention.end <= place), default=0)
        if pronoun and pronoun.start() >= nearest:
            meant = self._meant(pronoun[1].casefold())
            return [meant] if meant else []
        candidates = [mention for mention in self.mentions if mention.end <= place]
        while candidates:
            mention = candidates[-1]
            after = self.text[mention.end : place]
            if _POSSESSIVE.match(after) and not _ACTING_PART.match(after):
                following = after.strip()
                if not re.fullmatch(r"['\u2019]s?\s+\w+ing", following):
                    candidates.pop()
                    continue
            if re.search(r"[;:\u2014]", after):
                return []
            comma = after.find(",")
            inner = _PREPOSITION.search(self.text[: mention.start])
            bound = inner is not None and len(candidates) > 1 and self._same_phrase(candidates[-2], mention)
            if bound or (comma >= 0 and self._in_apposition(candidates, place)):
                candidates.pop()
                continue
            if (
                inner is not None
                and len(candidates) == 1
                and not re.match(r"^(?:,|\s*$)", after)
                and comma < 0
            ):
                return []
            if inner is not None and re.search(
                r"\b(?:in|at|on|from|to)\s+(?:the\s+)?$", self.text[: mention.start]
            ):
                return []
            return self._joined_before(candidates)
        return []

    def _same_phrase(self, one: Mention, other: Mention) -> bool:
        """Return whether two actors stand in one phrase: "Huang of Nvidia"."""
        between = self.text[one.end : other.start]
        return bool(_OPEN.match(between) or re.match(r"^,[^,;:]*$", between)) and not _CLAUSE.search(between)

    def _in_apposition(self, candidates: list[Mention], place: int) -> bool:
        """Return whether the last candidate stands between the commas that follow the one before it."""
        if len(candidates) < 2:
            return False
        before = self.text[candidates[-2].end : candidates[-1].start]
        after = self.text[candidates[-1].end : place]
        return bool(re.match(r"^\s*(?:\([^)]*\))?,", before)) and bool(
            re.search(r",\s*(?:\w+\s+){0,4}$", after)
        )

    def _joined_before(self, candidates: list[Mention]) -> list[Mention]:
        group = [candidates[-1]]
        for mention in reversed(candidates[:-1]):
            if not _AND.match(self.text[mention.end : group[0].start]):
                break
            group.insert(0, mention)
        # A comma alone does not join: "In Poland, Orlen bought".
        joined = any(
            "and" in self.text[a.end : b.start] or "&" in self.text[a.end : b.start]
            for a, b in zip(group, group[1:], strict=False)
        )
        return group if joined else group[-1:]

    def _after(self, place: int) -> list[Mention]:
        """Return whom it concerns: the nearest actor after a verb that no preposition binds, with those joined to it."""
        candidates = [mention for mention in self.mentions if mention.start >= place]
        while candidates:
            mention = candidates[0]
            between = self.text[place : mention.start]
            if _CLAUSE.search(between) or re.search(r"[,()\u201c\"]", between) or len(between.split()) > 6:
                return []
            if _POSSESSIVE.match(self.text[mention.end :]):
                # "met Nvidia's chief executive Jensen Huang"
                if len(candidates) > 1 and re.fullmatch(
                    r"['\u2019]s?\s+(?:[\w-]+\s+){0,4},?\s*", self.text[mention.end : candidates[1].start]
                ):
                    place, candidates = candidates[1].start, candidates[1:]
                    continue
                return []
            if _PREPOSITION.search(between):
                apposed = candidates[1:2]
                if (
                    re.search(r"\bof\s+(?:the\s+)?$", between)
                    and apposed
                    and re.fullmatch(r",\s+", self.text[mention.end : apposed[0].start])
                ):
                    return apposed
                return []
            if (
                len(candidates) > 1
                and re.fullmatch(r"\s+(?:[\w-]+\s+){1,4}", self.text[mention.end : candidates[1].start])
                and re.search(
                    r"\b(?:chief|president|ceo|minister|secretary|chairman|chairwoman|founder|director|head|boss|spokes\w+)\b",
                    self.text[mention.end : candidates[1].start],
                    re.IGNORECASE,
                )
            ):
                candidates = candidates[1:]
                mention = candidates[0]
            return self._joined_after(candidates)
        return []

    def _joined_after(self, candidates: list[Mention]) -> list[Mention]:
        group = [candidates[0]]
        for mention in candidates[1:]:
            if not _AND.match(self.text[group[-1].end : mention.start]):
                break
            group.append(mention)
        joined = any(
            re.search(r"\band\b|&", self.text[a.end : b.start])
            for a, b in zip(group, group[1:], strict=False)
        )
        return group if joined else group[:1]

    def _nearest(self, place: int) -> list[Mention]:
        return [
            mention
            for mention in self.mentions
            if mention.end <= place and not self.text[mention.end : place].strip(" ,")
        ][-1:]

    def _by_agent(self, place: int) -> list[Mention]:
        match = _BY.match(self.text[place:])
        if match is None:
            return []
        candidates = [mention for mention in self.mentions if mention.start >= place + match.end()]
        if not candidates:
            return []
        between = self.text[place + match.end() : candidates[0].start]
        if re.search(r"[,;]|\b(?:in|for|after|of|to)\b", between) or len(between.split()) > 5:
            return []
        return self._joined_after(candidates)

    def _of_noun(self, start: int, end: int) -> tuple[list[Mention], list[Mention]]:
        """Return whose noun it is, and whom it concerns: "X's ban on Y", "X announced a ban on Y", "the ban on Y by X"."""
        targets = self._after(end)
        if not targets:
            return [], []
        owner = [mention for mention in self.mentions if mention.end <= start][-1:]
        if owner and re.fullmatch(r"['\u2019]s?\s+(?:[\w-]+\s+){0,3}", self.text[owner[0].end : start]):
            return owner, targets
        light = re.search(
            r"\b([\w-]+)\s+(?:(?:an?|the|its|his|her|their|new|formal|[\w-]+)\s+){0,4}$", self.text[:start]
        )
        for match in reversed(list(re.finditer(r"[\w-]+", self.text[:start]))[-6:]):
            if match[0].casefold() in light_verbs():
                if _PASSIVE.search(self.text[: match.start()]):
                    return self._by_agent(end), targets
                return self._before(match.start()), targets
        agent = self._by_agent(targets[-1].end)
        return (agent, targets) if light is not None or agent else ([], [])

    # --- who says so, and whether it is so ----------------------------------------------------------

    def stated(self, source: Mention, target: Mention, type_: str, start: int, end: int) -> Statement:
        head = self.text[:start]
        clause = re.split(r"[;:\u2014]|,\s+(?:and|but|while|which|who)\b|\bthat\b", head)[-1]
        voice, told_at = self._voice_at(start, end)
        status: Status = "actual"
        if _NEGATED.search(clause) or (
            told_at is not None and re.match("den", self.text[told_at:]) and told_at < start
        ):
            status = "denied"
        elif _PLANNED.search(clause):
            status = "planned"
        verb = re.match(r"[\w-]+", self.text[start:])
        present = bool(verb and re.search(r"[^s]s$", verb[0])) or bool(
            re.search(r"\b(?:is|are|has|have)\s+(?:\w+\s+)?$", clause)
        )
        return Statement(source, target, type_, start, end, status, voice, told_at, present)

    def is_hypothetical(self, start: int) -> bool:
        """Return whether words only say what may be: "could", "if"."""
        return bool(_HYPOTHETICAL.search(re.split(r"[;,:]", self.text[:start])[-1]))

    def _voice_at(self, start: int, end: int) -> tuple[Mention | str | None, int | None]:
        for first, last, voice, told_at in self._voices:
            if first <= start and end <= last:
                return voice, told_at
        if _NOBODY.search(self.text):
            return UNNAMED_VOICE, None
        return None, None

    def _voice_spans(self) -> Iterator[tuple[int, int, Mention | str, int | None]]:
        """Yield what stretches of the sentence are whose words."""
        for match in _ACCORDING.finditer(self.text):
            who = next((mention for mention in self.mentions if 0 <= mention.start - match.end() < 40), None)
            if who is not None:
                yield 0, len(self.text), who, match.start()
            else:
                yield 0, len(self.text), UNNAMED_VOICE, match.start()
        for match in _SAID.finditer(self.text):
            before, after = self.text[: match.start()], self.text[match.end() :]
            who = self._speaker(match)
            if who is None:
                continue
            # Words before ", X said" are X's; else those after it.
            place = who.start if isinstance(who, Mention) and who.end <= match.start() else match.start()
            if re.search(
                r"[,\u201d\"\u2019]\s*(?:the\s+)?(?:[\w-]+\s+){0,3}$", before[:place]
            ) and not re.match(r"\s+(?:that|it|he|she|the)\b", after):
                yield 0, place, who, match.start()
            yield match.end(), len(self.text), who, match.start()

    def _speaker(self, said: re.Match[str]) -> Mention | str | None:
        before = self.text[: said.start()]
        near = [mention for mention in self.mentions if mention.end <= said.start()][-1:]
        if near and re.fullmatch(
            r"(?:['\u2019]s?\s+[\w\s-]{1,40}|,[^,;]{1,60},|\s*\([^)]*\))?\s*(?:(?:has|have|had|also|later|then|\w+ly|repeatedly)\s+){0,2}",
            self.text[near[0].end : said.start()],
        ):
            return near[0]
        pronoun = re.search(
            r"\b(he|she|it|they|the \w+)\s+(?:(?:has|have|had|also|later|then|\w+ly)\s+){0,2}$",
            before,
            re.IGNORECASE,
        )
        if pronoun:
            meant = self._meant(pronoun[1].casefold())
            if meant is not None:
                return meant
        if _GENERIC_SPEAKER.search(before):
            return UNNAMED_VOICE
        after = [mention for mention in self.mentions if mention.start >= said.end()][:1]
        if (
            after
            and re.fullmatch(r"\s+(?:the\s+)?(?:[\w-]+\s+){0,4}", self.text[said.end() : after[0].start])
            and before.rstrip().endswith((",", "\u201d", '"', "\u2019"))
        ):
            return after[0]
        return None


def _is_mutual(type_: str) -> bool:
    return type_ in (
        "met",
        "agreed",
        "negotiated-with",
        "merged-with",
        "called",
        "in-dispute-with",
        "married-to",
        "competes-with",
    )
