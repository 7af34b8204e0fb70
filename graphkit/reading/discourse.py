"""Remembers whom an article has spoken of, and says whom "it", "his" and "the bank" may mean."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from graphkit.model.entities import UNKNOWN
from graphkit.reading.mentions import Mention

_GENERIC = frozenset("company firm group business".split())
_PERSON_NOUNS = frozenset(
    "man woman businessman businesswoman politician executive lawyer judge prosecutor chairman chairwoman chair president "
    "senator accountant banker trader economist shipowner founder officer minister secretary chief counsel director manager "
    "engineer scientist journalist spokesman spokeswoman defendant professor billionaire boss analyst leader governor mayor "
    "commissioner inspector owner ambassador adviser wife husband son daughter brother sister premier chancellor".split()
)
_ORG_NOUNS = frozenset(
    "company firm group business start-up startup bank lender fund utility union agency ministry regulator court board "
    "commission authority department retailer airline broadcaster newspaper university insurer miner foundation party club "
    "institute operator developer producer manufacturer maker supplier shipper contractor conglomerate exchange police "
    "carrier builder brewer bidder venture subsidiary unit association laboratory tribunal parliament council watchdog "
    "chipmaker carmaker shipbuilder steelmaker drugmaker holding insurer publisher station magazine charity office".split()
)
_EITHER = frozenset("investor rival competitor buyer seller partner shareholder customer plaintiff".split())
_NOUNS = _PERSON_NOUNS | _ORG_NOUNS | _EITHER
_ANAPHOR = re.compile(
    r"\b(?P<person>he|she|him|his|her)\b|\b(?P<thing>its|it)\b|\b(?P<the>the)\s+(?P<mod>(?:[\w-]+\s+){0,2}?)"
    rf"(?P<noun>{'|'.join(sorted(_NOUNS, key=len, reverse=True))})\b(?!-)(?!\s+(?:of|for|at)\s)(?!,\s+[A-Z])",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(r"\s+(?:is|was|has been|would be|will be|may be)\s+(?:\w+ly\s+)?(?:expected|alleged|said|believed|unclear|clear|not clear|reported|possible|likely)\b")
_IN = re.compile(r"\b(?:in|near|off|around|across|outside|from|to|at)\s+(?:the\s+)?$")
_IN_NO_PLACE = re.compile(r"\b(?:stakes?|shares?|invest\w*|interests?|confidence|trust|job|post|role)\s+(?:in|from|to|at)\s+(?:the\s+)?$")


@dataclass
class _Actor:
    """What is known of someone in an article."""

    mention: Mention
    salience: float = 0.0
    nouns: set[str] = field(default_factory=set)
    gender: str | None = None
    person: float = 0.0
    place: bool = False


class Discourse:
    """The actors of an article, by how much they are spoken of just now.

    Parameters
    ----------
    paragraphs : sequence of pairs of str and list of Mention
        The whole article, from which is learnt who is a person, a place or a body.
    publisher : str, optional
        Who speaks in it as "the company", if nobody else does.
    """

    def __init__(self, paragraphs: Sequence[tuple[str, Sequence[Mention]]]) -> None:
        self._actors: dict[str, _Actor] = {}
        subjects: set[str] = set()
        for text, mentions in paragraphs:
            for mention in mentions:
                actor = self._actors.setdefault(mention.name, _Actor(mention))
                if actor.mention.kind == UNKNOWN and mention.kind != UNKNOWN:
                    actor.mention = mention
                self._learn(actor, text, mention, mentions)
                before = text[: mention.start]
                if _IN.search(before) and not _IN_NO_PLACE.search(before):
                    actor.place = actor.place or bool(re.search(r"\b(?:in|near|off)\s+(?:the\s+)?$", before))
                elif re.match(r"\s+(?:said|has|had|was|will|is|sued|told|bought)\b", text[mention.end :]):
                    subjects.add(mention.name)
        for name in subjects:
            self._actors[name].place = False

    # --- what kind of actor someone is ----------------------------------------------------------------

    def _learn(self, actor: _Actor, text: str, mention: Mention, mentions: Sequence[Mention]) -> None:
        before = re.search(r"((?:[\w'\u2019-]+\s+){1,4})$", text[: mention.start])
        nouns = []
        if before:
            words = before[1].casefold().split()
            for word in reversed(words):
                if word in ("the", "a", "an", "of", "in", "at", "by", "and", "with", "to", "for", "from", "said", "on", "that"):
                    break
                nouns.append(word.removesuffix("'s").removesuffix("\u2019s"))
        after = re.match(r",\s+(?:an?|the|its|his|her|their|[\w-]+['\u2019]s|then|who (?:is|was)(?: an?| the)?)\s+((?:[\w-]+[\s,]+){1,4})", text[mention.end :] + " ")
        if after:
            for word in re.findall(r"[\w-]+|,", after[1].casefold()):
                if word in ("of", "in", "for", "at", "from", ",", "that", "which", "who", "to", "and"):
                    break
                nouns.append(word)
        if re.match(r",?\s+who\b|,\s+(?:aged\s+)?[1-9][0-9],", text[mention.end :]):
            actor.person += 2
        if re.match(r",?\s+which\b", text[mention.end :]):
            actor.person -= 2
        actor.nouns |= set(nouns)
        actor.person += 2 * any(noun in _PERSON_NOUNS for noun in nouns[:2]) - any(noun in _ORG_NOUNS for noun in nouns[:2])
        if any(noun in ("mr", "chairwoman", "spokesman", "wife", "daughter", "sister", "mother", "ms", "mrs") for noun in nouns):
            female = any(noun in ("chairwoman", "wife", "daughter", "sister", "mother", "ms", "mrs") for noun in nouns)
            actor.gender = "f" if female else "m"

    def is_person(self, mention: Mention) -> bool:
        """Return whether an actor is likely a person."""
        if mention.kind != UNKNOWN:
            return mention.kind == "person"
        actor = self._actors.get(mention.name)
        evidence = actor.person if actor else 0
        if evidence:
            return evidence > 0
        return 2 <= len(mention.name.split()) <= 4 and not self.is_place(mention)

    def is_place(self, mention: Mention) -> bool:
        """Return whether an actor is likely a place or a country."""
        if mention.kind != UNKNOWN:
            return mention.kind in ("place", "country")
        actor = self._actors.get(mention.name)
        return actor is not None and actor.place

    def is_body(self, mention: Mention) -> bool:
        """Return whether an actor is likely a company or another body."""
        return not self.is_person(mention) and not self.is_place(mention) and mention.kind not in ("product", "commodity")

    # --- who is meant ---------------------------------------------------------------------------------

    def references(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the pronouns and the words such as "the bank" of a sentence, each as a mention of whom it means."""
        found: list[Mention] = []
        for match in _ANAPHOR.finditer(text):
            start, end = match.span()
            if any(start < each.end and each.start < end for each in mentions):
                continue
            following = next((each for each in mentions if each.start >= end), None)
            if match["noun"] and following and re.fullmatch(r"\s+", text[end : following.start]):
                continue  # "the utility Lempa Power"
            if match["thing"] and _EXPLETIVE.match(text, end):
                continue
            meant = self._meant(match, text, [each for each in [*mentions, *found] if each.end <= start])
            if meant is not None:
                found.append(meant._replace(start=start, end=end, text=match[0]))
        return found

    def _meant(self, match: re.Match[str], text: str, before: Sequence[Mention]) -> Mention | None:
        here: dict[str, float] = {}
        clause = max(text.rfind(mark, 0, match.start()) for mark in (";", "\u201c", '"'))
        for number, mention in enumerate(before):
            leading = not re.search(r"\b(?:of|in|at|for|from|with|by|on|to)\s+(?:[\w-]+\s+){0,2}$", text[: mention.start])
            weight = (4.0 if leading else 1.5) if number == 0 else (2.0 if leading else 1.0)
            here[mention.name] = max(here.get(mention.name, 0.0), weight)
        del clause
        scored = []
        for actor in self._actors.values():
            salience = actor.salience + here.get(actor.mention.name, 0.0)
            if salience > 0 and self._fits(match, actor):
                scored.append((salience, actor))
        scored.sort(key=lambda pair: -pair[0])
        if not scored or (len(scored) > 1 and scored[0][0] < 1.2 * scored[1][0]):
            return None
        chosen = scored[0][1]
        if match["person"]:
            chosen.gender = chosen.gender or ("f" if match["person"].casefold() in ("she", "her") else "m")
        return chosen.mention

    def _fits(self, match: re.Match[str], actor: _Actor) -> bool:
        mention = actor.mention
        if match["person"]:
            gender = "f" if match["person"].casefold() in ("she", "her") else "m"
            return self.is_person(mention) and actor.gender in (None, gender)
        if match["thing"]:
            return self.is_body(mention)
        noun = match["noun"].casefold()
        own = {word.casefold() for word in mention.name.split()} if not self.is_person(mention) else set()
        modifiers = {word for word in match["mod"].split() if word[:1].isupper()}
        if not {word.casefold() for word in modifiers} <= actor.nouns | own:
            return False
        if noun in own | actor.nouns and (self.is_person(mention) == (noun in _PERSON_NOUNS) or noun in _EITHER):
            return True
        if noun in ("businessman", "businesswoman", "executive", "man", "woman", "defendant", "politician"):
            return self.is_person(mention)
        return noun in _GENERIC and self.is_body(mention) and mention.kind not in ("government-body", "media", "country")

    def focus(self, but: Sequence[Mention] = ()) -> Mention | None:
        """Return the company or body that is spoken of most just now."""
        bodies = [each for each in self._actors.values() if self.is_body(each.mention) and each.salience > 0]
        bodies = [each for each in bodies if all(each.mention.name != other.name for other in but)]
        return max(bodies, key=lambda each: each.salience).mention if bodies else None

    def heard(self, text: str, mentions: Sequence[Mention]) -> None:
        """Take note of a sentence, whose first actor counts most."""
        for actor in self._actors.values():
            actor.salience *= 0.5
        seen: set[str] = set()
        for number, mention in enumerate(sorted(mentions)):
            if mention.name in seen or mention.name not in self._actors:
                continue
            seen.add(mention.name)
            leading = number == 0 and not re.search(r"^(?:In|At|On|From|For|Under|After)\s+(?:the\s+)?$", text[: mention.start])
            self._actors[mention.name].salience += 3.0 if leading else 1.0

    def new_paragraph(self) -> None:
        """Let what was said fade."""
        for actor in self._actors.values():
            actor.salience *= 0.8


Refer = Callable[[str, Sequence[Mention]], list[Mention]]


def _unused() -> Iterator[None]:
    yield None
