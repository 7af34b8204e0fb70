"""Learns from an article who is a person, a place or a body, and what each is called."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from graphkit.model.folding import folded
from graphkit.model.kinds import UNKNOWN
from graphkit.reading.lexicon import Patterns, Words, all_verbs, pattern, table, word_set
from graphkit.reading.mentions import DEMONYM, Mention, sex_of
from graphkit.reading.spelling import TITLES

_WORDS = Words("discourse")
_FRONTED = pattern("mentions", "fronted")
_PATTERNS = Patterns("discourse")
NOUNS = _WORDS.person_nouns | _WORDS.org_nouns | _WORDS.either
_ACTORS = NOUNS - _WORDS.relations
_BODIES = _WORDS.org_nouns - _WORDS.firm_or_person
_CALLED = {type_: tuple(words.split("/")) for type_, words in table("called").items()}
"""What source and target of a relation may be called from then on."""
PARTIES = _WORDS.parties
"""By these nouns each is called that has done once what they tell."""
SINGULAR = {re.sub("([^aeo])y$", r"\1ie", noun) + "s": noun for noun in _ACTORS | _WORDS.of_several}
SINGULAR |= {"men": "man", "women": "woman", "couple": "couple", "siblings": "sibling"}
"""The nouns that actors are called by when there are several."""
ALIKE = {noun: frozenset(words) for words in map(str.split, table("alike").values()) for noun in words}
"""Other words for the same sort of actor."""
_MEMBERS = [(set(words.split()), set(nouns.split())) for words, nouns in table("members").items()]
_OF_FIRMS = frozenset(word for words in table("named").values() for word in words.split())
MAKES = ("maker", "manufacturer", "producer")
"""So a body is called whose trade ends in the first: a gunmaker."""
_ADVERBS = word_set("clauses", "adverbs") - {"former", "once"}
_ITSELF = re.compile(r"\b(?:her|him)self\b")
_CLAUSE = re.compile(r"[.;:,\u201c\"]|\b(?:and|but|that|when|which|while|who)\b")
_NEAR = 100
"""So many characters beside a name tell what its bearer is."""
ACTING = word_set("clauses", "be") | word_set("clauses", "modal") | {"has", "have", "had"}
ACTING |= word_set("telling", "say")


@dataclass
class Known:
    """What is known of someone in an article."""

    mention: Mention
    salience: float = 0.0
    nouns: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    gender: str | None = None
    person: float = 0.0
    place: float = 0.0
    base: float = 0.0
    votes: float = 0.0
    publishes: bool = False
    often: int = 0
    has_article: bool = False
    perhaps: set[str] = field(default_factory=set)
    """What it may be called by a relation that is guessed."""
    texts: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    """What its people are called: "observers"."""


class Cast:
    """The actors of an article, and what is known of each.

    From its paragraphs is learnt who is a person, a place or a body. Who published it speaks of itself as
    "the company" if it is one of them.
    """

    def __init__(
        self, paragraphs: Sequence[tuple[str, Sequence[Mention]]], publisher: str | None = None
    ) -> None:
        self._actors: dict[str, Known] = {}
        for text, mentions in paragraphs:
            for mention in mentions:
                actor = self._actors.setdefault(mention.name, Known(mention))
                if actor.mention.kind == UNKNOWN and mention.kind != UNKNOWN:
                    actor.mention = mention
                self._learn(actor, text, mention)
            for word in _ITSELF.finditer(text):
                persons = {each.name for each in mentions if self.is_person(each)}
                before = [m for m in mentions if m.end <= word.start() and m.name in persons]
                beside = {m.name for m in before if not _CLAUSE.search(text, m.end, word.start())}
                if len(beside) == 1:
                    self._actors[beside.pop()].gender = "f" if word[0] == "herself" else "m"
        often = Counter(mention.name for _, mentions in paragraphs for mention in mentions)
        for name, actor in self._actors.items():
            actor.often = often[name]
            for words, nouns in _MEMBERS:
                actor.members |= set() if words.isdisjoint(name.casefold().split()) else nouns
            noun = name.casefold().split()[-1]
            firm = noun in _BODIES or noun in SINGULAR or not _OF_FIRMS.isdisjoint(name.casefold().split())
            actor.person -= 2 * (firm and sex_of(name) is None)
            sure = self.is_person(actor.mention, sure=True) or self.is_place(actor.mention)
            if publisher and _is_called(actor, publisher) and not sure and actor.mention.kind != "product":
                actor.person -= 2
                actor.base = 0.5
                actor.publishes = True
                own = (re.findall(r"\b[Oo]ur (?:[a-z]+ )?(house)\b", text) for text, _ in paragraphs)
                actor.heads |= set(itertools.chain(*own))
                actor.nouns |= actor.heads
        named = any(actor.publishes for actor in self._actors.values())
        if publisher and not named and sum(map(_speaks_of_itself, (text for text, _ in paragraphs))) > 1:
            itself = Mention(0, 0, "", publisher, None, UNKNOWN, guessed=True)
            self._actors[publisher] = Known(itself, person=-2, base=0.5, publishes=True)

    def _learn(self, actor: Known, text: str, mention: Mention) -> None:
        """Learn from what stands beside a name what its bearer is."""
        before = text[max(0, mention.start - _NEAR) : mention.start]
        after = text[mention.end : mention.end + _NEAR]
        actor.texts.add(mention.text)
        actor.has_article |= re.search(r"\b[Tt]he\s+$", before) is not None
        of_it = _PATTERNS.members_of.search(before)
        actor.members |= {of_it[1].casefold()} if of_it else set()
        before_it: list[str] = []
        words = re.search(r"((?:[\w'\u2019-]+\s+){0,3}[\w'\u2019-]+,?\s+)$", before)
        fronted = after[:1] != "," and _FRONTED.search(before)  # "For his wife, X bought"
        if words and not fronted and not _PATTERNS.opened.search(before):
            for word in reversed(words[1].replace(",", " ").split()):
                of_name = word[0].isupper() and word.casefold() not in _WORDS.person_nouns
                of_name &= DEMONYM.fullmatch(word) is None
                verb = word.endswith("ed") or (word in all_verbs() and not word.endswith("ing"))
                owns_it = word.endswith(("'s", "\u2019s"))  # "the bishop's lawyer, X"
                other = word in _WORDS.stops or of_name or owns_it
                if other or (verb and (word not in NOUNS or word == "accused")):
                    break
                before_it.append(word.casefold())
        headed = _PATTERNS.headed.search(before)
        of_head = headed and (headed[1].islower() or headed[1].casefold() in TITLES)
        if headed and of_head and (headed[1].casefold() in NOUNS or NOUNS.isdisjoint(before_it)):
            before_it = [headed[1].casefold()]  # "the mayor of X, Y", "the Bishop of X, Y"
        of_other = _PATTERNS.there.search(before) or _PATTERNS.of_next.match(after)
        behind_place = _PATTERNS.of_town.sub("", f"{after} ", 1)
        apposed = None if of_other else _PATTERNS.apposed.match(behind_place)
        told = re.findall(r"[\w'\u2019-]+|[,.]", apposed[1]) if apposed else []
        ends = _WORDS.stops | ACTING | {",", "."}
        after_it = list(itertools.takewhile(lambda word: word not in ends, told))
        named = after_it and after_it[-1].istitle() and after_it[-1].casefold() not in _WORDS.person_nouns
        acts = told[len(after_it) :] and told[len(after_it)] in ACTING
        acts = acts or not _ADVERBS.isdisjoint(after_it)  # "without X, the firm also"
        if _PATTERNS.opening.search(before):  # "According to X, the ministry signed the contract"
            acts = acts or not all_verbs().isdisjoint(after_it)
        if named or acts or _PATTERNS.of_next.match(after):
            after_it = []  # "X, the High Court in Y", "X, the court said"
        after_it = [word.casefold() for word in after_it]
        if land := re.search(r"\b(government|kingdom|republic) of (?:the )?$", before):
            before_it.append(land[1])
        actor.heads |= {noun for noun in (*before_it[:1], *after_it[-1:]) if noun.isalpha()}
        if before_it[:1] and before_it[0] in _WORDS.org_nouns and not _WORDS.of_earlier.isdisjoint(before_it):
            actor.perhaps |= set(before_it)  # "his first club, X": another may be "the club"
            before_it = []
        nouns = before_it + after_it
        makes = any(noun.endswith("maker") and noun not in _WORDS.person_nouns for noun in nouns)
        nouns += MAKES if makes else ()
        behind = re.match(r"\s+([a-z]+)\b", after)
        if behind and behind[1] in NOUNS and re.search(r"\b[Tt]he\s+$", before):
            nouns.append(behind[1])
        actor.nouns |= set(nouns).union(*(ALIKE.get(noun, ()) for noun in nouns))
        near = [noun for noun in nouns if noun in NOUNS][:2]
        actor.person += 2 * any(noun in _WORDS.person_nouns for noun in near)
        actor.person -= 2 * any(noun in _WORDS.org_nouns - _WORDS.firm_or_person for noun in near)
        beside = f"{before}@{after}"  # the name is "@"
        actor.person += 2 * bool(_PATTERNS.like_person.search(beside))
        actor.person -= 2 * bool(_PATTERNS.like_body.search(beside))
        name = mention.name.split()
        ages = (_PATTERNS.age_before.search(before), _PATTERNS.age_behind.match(text, mention.end))
        actor.ages |= {found[1] for found in ages if found}
        actor.person += 2 * (len(name) > 1 and sex_of(mention.name) is not None)
        if len(name) > 1 and mention.text != mention.name:
            actor.person += (mention.text == name[-1]) - 0.5 * (mention.text == name[0])
        male = "m" if _WORDS.men & set(nouns) else actor.gender
        actor.gender = "f" if _WORDS.women & set(nouns) else male
        in_place = _PATTERNS.in_place.search(beside) and not _PATTERNS.in_no_place.search(before)
        if in_place or _PATTERNS.of_place.search(beside) or self._is_of_place(mention, before, after):
            actor.place += 1

    def _is_of_place(self, mention: Mention, before: str, after: str) -> bool:
        """Return whether a word tells where another is: "the London broker X", "the Oslo offices of X"."""
        if mention.actor is not None or " " in mention.name:
            return False
        if re.match(rf"\s+(?:{'|'.join(_WORDS.generic)}|bank|fund)\b(?!\s+[A-Z])", after):
            return bool(re.search(r"\b[Tt]he\s+$", before))  # "the Oslo company"
        noun = re.match(r"\s+(?:[a-z]+\s+)?(?:([a-z]+)\s+[A-Z]|(?:headquarters|offices?)\s+of\b)", after)
        return noun is not None and noun[1] in _WORDS.org_nouns - _WORDS.relations | {"house", None}

    def is_person(self, mention: Mention, *, sure: bool = False) -> bool:
        """Return whether an actor is likely, or surely, a person."""
        if mention.kind != UNKNOWN:
            return mention.kind == "person"
        actor = self._actors.get(mention.name)
        evidence = actor.person if actor else 0
        if evidence or mention.name.split()[-1].islower():
            return evidence > 0
        words = mention.name.split()
        return not sure and 2 <= len(words) <= 4 and "&" not in words and not self.is_place(mention)

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
        is_place = mention.kind == UNKNOWN and self.is_place(mention)
        return mention._replace(kind="place") if is_place else mention

    def is_body(self, mention: Mention) -> bool:
        """Return whether an actor is likely a company or another body."""
        other = self.is_person(mention) or self.is_place(mention)
        return not other and mention.kind not in ("product", "commodity")

    @property
    def of_two_ages(self) -> set[str]:
        """The names beside which the article has several ages, so that several bear them."""
        return {name for name, actor in self._actors.items() if len(actor.ages) > 1}

    def _of_sex(self, noun: str, actor: Known) -> bool:
        sex = "f" if noun.endswith(tuple(_WORDS.women)) else "m" if noun.endswith(tuple(_WORDS.men)) else None
        return sex is None or self._sex(actor) in (None, sex)

    def _sex(self, actor: Known) -> str | None:
        """Return the sex of an actor if the article or the given name tells it."""
        return (
            actor.gender
            or sex_of(actor.mention.name)
            or ("f" if actor.votes > 1 else "m" if actor.votes < -1 else None)
        )

    def call(self, type_: str, source: Mention, target: Mention, *, guessed: bool = False) -> None:
        """Learn what the ends of a relation may be called: whom a lawyer represents is her client."""
        for mention, nouns in zip((source, target), _CALLED.get(type_, ("", "")), strict=True):
            if mention.name in self._actors:
                called = nouns.split()
                if type_ in _WORDS.works and mention == source:  # of a bank, a banker
                    body = self._actors.get(target.name, Known(target)).heads | words_of(target.name)
                    called += _WORDS.person_nouns & {f"{noun}er" for noun in body}
                actor, alike = self._actors[mention.name], (ALIKE.get(noun, ()) for noun in called)
                if guessed:
                    actor.perhaps |= set(called)
                else:
                    actor.heads |= set(called)
                    actor.nouns |= set(called).union(*alike)


def _speaks_of_itself(text: str) -> bool:
    """Return whether a paragraph has "we" or "our" outside of quotations."""
    return _PATTERNS.we.search(re.sub('["\u201c][^"\u201d]*(["\u201d]|$)', "", text)) is not None


def _is_called(actor: Known, publisher: str) -> bool:
    """Return whether an actor is the publisher: "Acme ASA" is Acme, "the Ministry" of Arden that of Arden."""
    own, name = folded(publisher), folded(actor.mention.name)
    longer = name.startswith(f"{own} ") and actor.mention.kind == "company"
    whole = own.startswith(f"{name} of ") and actor.mention.kind in ("government-body", "organisation")
    return longer or whole or own in (name, *map(folded, actor.texts))


def words_of(name: str) -> set[str]:
    """Return the words of a name, in the singular as well."""
    return {form for word in name.casefold().split() for form in (word, word.removesuffix("s"))}
