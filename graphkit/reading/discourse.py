"""Remembers whom an article has spoken of, and says whom "it", "his" and "the bank" may mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graphkit.model.entities import UNKNOWN
from graphkit.model.folding import folded
from graphkit.reading.lexicon import all_verbs, word_set
from graphkit.reading.mentions import Mention

_GENERIC = word_set("discourse", "generic")
_PERSON_NOUNS = word_set("discourse", "person_nouns")
_ORG_NOUNS = word_set("discourse", "org_nouns")
_EITHER = word_set("discourse", "either")
_NOUNS = _PERSON_NOUNS | _ORG_NOUNS | _EITHER


def _anaphor(nouns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<person>he|she|him|his|her)\b|\b(?P<thing>its|it)\b|\bthe\s+(?P<mod>(?:[\w-]+\s+){0,2}?)"
        rf"(?P<noun>{'|'.join(sorted(map(re.escape, nouns), key=len, reverse=True))})\b(?!-)(?!\s+(?:of|for|"
        rf"at)\s)",
        re.IGNORECASE,
    )


_EXPLETIVE = re.compile(
    r"\s+(?:is|was|has been|would be|will be|may be)\s+(?:\w+ly\s+)?(?:expected|alleged|said|believed|"
    r"unclear|clear|not clear|reported|possible|likely)\b"
)
_VERB_NEXT = re.compile(
    r"\s+(?:is|was|has|had|will|would|could|may|might|did|does|can|[a-z]+ed|[a-z]+s|said|sold|bought|took)\b"
)
_NEAR = 100
"""So many characters beside a name tell what its bearer is."""
_STOPS = word_set("discourse", "stops")
_COMPANY = word_set("mentions", "company")
_RELATIONS = frozenset({"subsidiary", "unit", "supplier", "venture", "board", "team", "department", "maker"})
_WOMEN = word_set("discourse", "women")
_MEN = word_set("discourse", "men")
_BOUND = re.compile(
    r"(?i:\b(?:of|in|at|for|from|with|by|on|to|under|after|during|against|into|about))\s+(?:(?!that\b|"
    r"said\b)[\w'\u2019-]+\s+){0,3}$"
)
_NEW_CLAUSE = re.compile(
    r"[;:\u201c\"]|\b(?:that|who|which|while|because|before|after|when|since|until|though|although|where|and|"
    r"but|said|says|as|whose|if|(?:of|for|from|by) \w+ing)\b"
)
_IN_NO_PLACE = re.compile(
    r"\b(?:stakes?|shares?|invest\w*|interests?|confidence|trust|job|post|role)\s+(?:in|from|to|"
    r"at)\s+(?:the\s+)?$"
)


@dataclass
class _Actor:
    """What is known of someone in an article."""

    mention: Mention
    salience: float = 0.0
    nouns: set[str] = field(default_factory=set)
    gender: str | None = None
    person: float = 0.0
    place: float = 0.0
    base: float = 0.0
    votes: float = 0.0
    publishes: bool = False
    texts: set[str] = field(default_factory=set)


class Discourse:
    """The actors of an article, by how much they are spoken of just now.

    Parameters
    ----------
    paragraphs : sequence of pairs of str and list of Mention
        The whole article, from which is learnt who is a person, a place or a body.
    publisher : str, optional
        Who published it, and speaks of itself as "the company" if it is one of them.
    """

    def __init__(
        self, paragraphs: Sequence[tuple[str, Sequence[Mention]]], publisher: str | None = None
    ) -> None:
        self._actors: dict[str, _Actor] = {}
        self._subject: str | None = None
        for text, mentions in paragraphs:
            for mention in mentions:
                actor = self._actors.setdefault(mention.name, _Actor(mention))
                if actor.mention.kind == UNKNOWN and mention.kind != UNKNOWN:
                    actor.mention = mention
                self._learn(actor, text, mention)
        bodies = [actor.mention for actor in self._actors.values() if self.is_body(actor.mention)]
        last = {word.casefold() for each in bodies if " of " in each.name for word in each.name.split()[:1]}
        last |= {
            word.casefold()
            for each in bodies
            for word in each.name.split()[-1:]
            if word.isalpha() and word.istitle()
        }
        self._anaphor = _anaphor(_NOUNS | {word for word in last if len(word) > 3})
        for name, actor in self._actors.items():
            called = (folded(name), *map(folded, actor.texts))
            if publisher and folded(publisher) in called and self.is_body(actor.mention):
                actor.base = 0.5
                actor.publishes = True

    # --- what kind of actor someone is ----------------------------------------------------------------

    def _learn(self, actor: _Actor, text: str, mention: Mention) -> None:
        """Learn from what stands beside a name what its bearer is."""
        before = text[max(0, mention.start - _NEAR) : mention.start]
        after = text[mention.end : mention.end + _NEAR]
        actor.texts.add(mention.text)
        nouns = []
        words = re.search(r"((?:[\w'\u2019-]+\s+){0,3}[\w'\u2019-]+,?\s+)$", before)
        if words:
            for word in reversed(words[1].replace(",", " ").split()):
                if word in _STOPS or (word not in _NOUNS and (word.endswith("ed") or word in all_verbs())):
                    break
                nouns.append(re.sub("['\u2019]s$", "", word.casefold()))
        apposed = re.match(
            r",\s+(?:an?|the|its|his|her|their|[\w-]+['\u2019]s|then|who (?:is|was)(?: an?| "
            r"the)?)\s+((?:[\w-]+[\s,]+){1,5})",
            after + " ",
        )
        if apposed:
            for word in re.findall(r"[\w-]+|,", apposed[1].casefold()):
                if word in _STOPS or word == ",":
                    break
                nouns.append(word)
        behind = re.match(r"\s+([a-z]+)\b", after)
        if behind and behind[1] in _NOUNS and re.search(r"\b[Tt]he\s+$", before):
            nouns.append(behind[1])
        actor.nouns |= set(nouns)
        near = [noun for noun in nouns if noun in _NOUNS][:2]
        actor.person += 2 * any(noun in _PERSON_NOUNS for noun in near) - 2 * any(
            noun in _ORG_NOUNS for noun in near
        )
        actor.person += 2 * bool(re.match(r",?\s+who\b|,\s+(?:aged\s+)?[1-9][0-9],", after))
        actor.person -= 2 * bool(re.match(r",?\s+which\b|,\s+(?:founded|owned|controlled|based)\b", after))
        actor.person -= 2 * bool(
            re.search(r"\b(?:company|firm|called|stakes? in|shares in|subsidiary of)\s+$", before)
        )
        actor.person -= 2 * bool(re.search(r"\b[Tt]he\s+$|['\u2019]s\s+$", before))
        name = mention.name.split()
        if len(name) > 1 and mention.text != mention.name:
            actor.person += (mention.text == name[-1]) - 0.5 * (mention.text == name[0])
        if _MEN & set(nouns) or _WOMEN & set(nouns):
            actor.gender = "f" if _WOMEN & set(nouns) else "m"
        if (
            (re.search(r"\b(?:in|near|off)\s+(?:the\s+)?$", before) and not _IN_NO_PLACE.search(before))
            or re.search(r"\b(?:an?|the)\s+[\w-]+\s+from\s+$", before)
            or after.startswith("-based")
            or self._is_of_place(mention, before, after)
        ):
            actor.place += 1
        elif re.match(r"\s+(?:said|has|had|was|will|is|sued|told|bought)\b", after) and not re.search(
            r"\b(?:in|of|at)\s+$", before
        ):
            actor.place -= 3

    def _is_of_place(self, mention: Mention, before: str, after: str) -> bool:
        """Return whether a word tells where another is: "the London broker X", "the Oslo offices of X"."""
        noun = re.match(r"\s+(?:[a-z]+\s+)?(?:([a-z]+)\s+[A-Z]|(?:headquarters|offices?)\s+of\b)", after)
        apposed = (
            re.match(r"\s+(?:[a-z]+\s+)?([a-z]+)\b", after) if before.endswith((", a ", ", an ")) else None
        )
        noun = apposed or noun
        if re.search(r"\b([A-Z]\w+) of $", before) and before.split()[-2].casefold() in _COMPANY:
            return mention.actor is None and " " not in mention.name  # "Volta Motors of Turin"
        known = noun is not None and (noun[1] is None or noun[1] in _ORG_NOUNS - _RELATIONS)
        return (
            known
            and mention.actor is None
            and " " not in mention.name
            and bool(re.search(r"\b(?:[Tt]he|an?)\s+$", before))
        )

    def is_person(self, mention: Mention, *, sure: bool = False) -> bool:
        """Return whether an actor is likely, or surely, a person."""
        if mention.kind != UNKNOWN:
            return mention.kind == "person"
        actor = self._actors.get(mention.name)
        evidence = actor.person if actor else 0
        if evidence or mention.name.split()[-1].islower():
            return evidence > 0
        return not sure and 2 <= len(mention.name.split()) <= 4 and not self.is_place(mention)

    def is_place(self, mention: Mention) -> bool:
        """Return whether an actor is likely a place or a country."""
        if mention.kind != UNKNOWN:
            return mention.kind in ("place", "country")
        actor = self._actors.get(mention.name)
        return actor is not None and actor.place > 0 >= actor.person

    def with_kind(self, mention: Mention) -> Mention:
        """Return a mention with the kind of its actor, if the article tells that surely."""
        if mention.kind == UNKNOWN and self.is_person(mention, sure=True):
            return mention._replace(kind="person")
        return (
            mention._replace(kind="place") if mention.kind == UNKNOWN and self.is_place(mention) else mention
        )

    def is_body(self, mention: Mention) -> bool:
        """Return whether an actor is likely a company or another body."""
        return (
            not self.is_person(mention)
            and not self.is_place(mention)
            and mention.kind not in ("product", "commodity")
        )

    # --- who is meant ---------------------------------------------------------------------------------

    def references(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the pronouns and words such as "the bank" of a sentence, as mentions of whom they mean."""
        found: list[Mention] = []
        for match in self._anaphor.finditer(text):
            start, end = match.span()
            if any(start < each.end and each.start < end for each in mentions):
                continue
            following = next((each for each in mentions if each.start >= end), None)
            gap = text[end : following.start] if following else ""
            beside = next((each for each in mentions if text[each.end : start] == ", "), None)
            compound = re.match(r"\s+([a-z]+)\b", text[end:])
            if match["noun"] and (beside or (compound and compound[1] in _NOUNS)):
                continue  # "X, the chairwoman", "the rival producer"
            if match["noun"] and (
                re.fullmatch(r"\s+", gap)
                or (gap == ", " and not re.search(r"\b(?:of|at|to|for|from|with|by)\s+$", text[:start]))
            ):
                continue  # "the utility Lempa Power", "the chairman, X"
            if match["thing"] and _EXPLETIVE.match(text, end):
                continue
            meant = self._meant(
                match, text, sorted(each for each in [*mentions, *found] if each.end <= start)
            )
            if meant is not None:
                found.append(meant._replace(start=start, end=end, text=match[0]))
        return found

    def _meant(self, match: re.Match[str], text: str, before: Sequence[Mention]) -> Mention | None:
        owns = _owns(match[0], text, match.end())
        weights: dict[str, float] = {}
        leading = None
        for mention in before:
            first = leading is None and _leads(text, mention)
            leading = mention if first else leading
            weight = 4.0 if first else 1.5 if _BOUND.search(text[: mention.start]) else 2.0
            if re.match(r",?\s+(?:who|which)\b", text[mention.end :]):
                weight = 5.0  # who acts in the clause that follows
            weights[mention.name] = max(weights.get(mention.name, 0.0), weight * (1.5 if owns else 1))
        apart = None
        between = "" if leading is None else text[leading.end : match.start()]
        if match["person"] in ("him", "her") or (match["thing"] and not _VERB_NEXT.match(text, match.end())):
            between = re.sub(r"\b(?:and|but)\s+(?:then\s+)?[a-z]+(?=\s)", "", between)  # X met Y and sued it
        if not owns and leading is not None and not _NEW_CLAUSE.search(between):
            apart = leading.name  # who acts is not called "her" in the same clause
        scored = []
        for actor in self._actors.values():
            name = actor.mention.name
            fits = self._fits(match, actor) if name != apart else 0
            if match["noun"] and any(
                each.name == name
                and each.text.casefold() == "its"
                and not _NEW_CLAUSE.search(text[each.end : match.start()])
                for each in before
            ):
                fits = 0  # "its chief will join the company" is of another
            salience = actor.salience + actor.base + weights.get(name, 0.0)
            if name == self._subject and not before:
                salience *= 2
            if fits and (actor.salience or weights.get(name) or (actor.base and match["noun"])):
                scored.append((salience * fits, name))
        scored.sort(reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        chosen = self._actors[scored[0][1]]
        sure = len(scored) < 2 or scored[0][0] > 2 * scored[1][0]
        if match["person"] and sure:
            sign = 1 if match["person"].casefold() in ("she", "her") else -1
            chosen.votes += sign * (2 if match["person"].casefold() in ("he", "she") else 1)
        return chosen.mention

    def _fits(self, match: re.Match[str], actor: _Actor) -> float:
        """Return how well an actor fits what it may be called; 0 if not at all."""
        mention = actor.mention
        person = self.is_person(mention)
        if match["person"]:
            gender = "f" if match["person"].casefold() in ("she", "her") else "m"
            hint = actor.votes + {"a": 0.5, "o": -0.5}.get(mention.name.split()[0][-1:], 0)
            unlikely = hint < 0 if gender == "f" else hint > 0
            return (1.0 if not unlikely else 0.35 if abs(hint) < 2 else 0.1) * (
                person and actor.gender in (None, gender)
            )
        if match["thing"]:
            return (
                1.0 if self.is_body(mention) else 0.3 * (self.is_place(mention) and mention.kind == "country")
            )
        noun = match["noun"].casefold()
        own: set[str] = set() if person else {word.casefold() for word in mention.name.split()}
        known = own | actor.nouns
        if not all(
            any(word.casefold()[:3] == each[:3] for each in known)
            for word in match["mod"].split()
            if word[:1].isupper()
        ):
            return 0.0
        if (
            any(each.endswith(noun) for each in known)
            and not (actor.publishes and noun in _GENERIC)
            and (noun in _EITHER or person == (noun in _PERSON_NOUNS))
        ):
            return 2.0
        if noun in ("businessman", "businesswoman", "executive", "man", "woman", "defendant", "politician"):
            told = "f" if noun.endswith("woman") else "m" if noun.endswith("man") else actor.gender
            return float(person and actor.gender in (None, told))
        if actor.publishes and noun in _GENERIC:
            return 3.0
        generic = noun in _GENERIC and self.is_body(mention)
        return float(generic and mention.kind not in ("government-body", "media", "country", "organisation"))

    def focus(self, but: Sequence[Mention] = ()) -> Mention | None:
        """Return the company or body that is spoken of most just now."""
        bodies = [each for each in self._actors.values() if self.is_body(each.mention) and each.salience > 0]
        bodies = [each for each in bodies if all(each.mention.name != other.name for other in but)]
        return max(bodies, key=lambda each: each.salience).mention if bodies else None

    def heard(self, text: str, mentions: Sequence[Mention]) -> None:
        """Take note of a sentence, whose subject counts most."""
        for actor in self._actors.values():
            actor.salience *= 0.4
        seen: set[str] = set()
        leading = None
        for mention in sorted(mentions):
            if leading is None and _leads(text, mention):
                leading = mention.name
            seen.add(mention.name)
        for name in seen & set(self._actors):
            actor = self._actors[name]
            actor.salience += 3.0 if name == leading else 1.0
            actor.base = min(actor.base + 0.25, 2.0)
        self._subject = leading

    def new_paragraph(self) -> None:
        """Let what was said fade."""
        self._subject = None
        for actor in self._actors.values():
            actor.salience *= 0.4


def _owns(word: str, text: str, end: int) -> bool:
    """Return whether "her" or "the bank" is followed by what it owns."""
    word = word.casefold()
    following = re.match(r"\s+([a-z][\w-]*)", text[end:])
    her = (
        word == "her"
        and bool(following)
        and following is not None
        and following[1] not in _STOPS
        and not following[1].endswith("ly")
    )
    return word in ("its", "his") or her or bool(re.match("['\u2019]s", text[end:]))


def _leads(text: str, mention: Mention) -> bool:
    """Return whether an actor may be a subject: no preposition binds it, and it owns nothing there."""
    return not _BOUND.search(text[: mention.start]) and not _owns(mention.text, text, mention.end)
