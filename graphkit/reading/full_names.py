"""Says which actor a part of a name means: a surname, or "the Audit Office" of Arden."""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from graphkit.model.kinds import UNKNOWN
from graphkit.reading.lexicon import Words, word_set
from graphkit.reading.mentions import BODIES, Mention, sex_of
from graphkit.reading.spelling import JOINS, NO_PERSON, bared, head_of

_WORDS = Words("mentions")
_PAPERS = word_set("article", "papers")


def with_full_names(
    mentions: Mapping[int, Sequence[Mention]], publisher: str | None
) -> dict[int, list[Mention]]:
    """Return mentions in which a name alone means, with a doubt, the only person named so in full later.

    A surname of several means one of them, and nobody else. Who published the article has its whole name.
    """
    full: dict[str, dict[str, bool]] = defaultdict(dict)
    firms = {each.name.split()[0] for each in itertools.chain(*mentions.values()) if each.kind == "company"}
    for each in itertools.chain(*mentions.values()):
        words = each.name.split()
        person = _may_be_person(each) and words[0] not in firms and NO_PERSON.isdisjoint(map(bared, words))
        if person and 1 < len(words) <= 4:
            for word in () if " of " in each.name else (words[0], words[-1]):
                full[word][each.name] = each.kind == "person" or sex_of(each.name) is not None

    paper = [bared(word) for word in (publisher or "").split() if word.casefold() != "the"]
    longer = {each.name for each in itertools.chain(*mentions.values()) if " " in each.name}
    ends = {bared(word) for name in longer - {publisher} for word in (name.split()[0], name.split()[-1])}
    short = len(paper) > 1 and paper[-1] in _PAPERS - ends

    def meant(each: Mention) -> Mention:
        own = [bared(word) for word in each.name.split() if word.casefold() != "the"]
        is_paper = own and (own == paper or (short and own == paper[-1:]))
        if publisher and is_paper and each.actor is None and each.name not in full:
            return each._replace(name=publisher, kind="media" if each.kind == UNKNOWN else each.kind)
        alone = _may_be_person(each) and each.name != publisher
        names = full.get(each.name, {}) if alone else {}
        family = tuple(name for name in names if name.split()[-1] == each.name)
        if len(family) > 1 and any(map(names.get, family)):
            return each._replace(kind="person", guessed=True, rivals=family)
        return each._replace(name=next(iter(names)), guessed=True) if len(names) == 1 else each

    return {number: list(map(meant, found)) for number, found in mentions.items()}


def with_whole_bodies(mentions: Mapping[int, Sequence[Mention]]) -> dict[int, list[Mention]]:
    """Return mentions in which a part of a body's name means the body: "the Audit Office" of Arden.

    It surely does where the whole name stood before and tells no other sort of body. It has a doubt, where it
    may be another's, and where several bodies have names that it is a part of.
    """
    whole: dict[str, Mention] = {}
    for each in itertools.chain(*mentions.values()):
        if each.kind in BODIES or (each.kind == "company" and head_of(each.name) == "bank"):
            whole.setdefault(each.name, each)
    words = {name: _words_of_body(name) for name in whole}
    stood: set[str] = set()

    def meant(each: Mention) -> Mention:
        own = words.get(each.name)
        if own is None or each.actor is not None or each.guessed or each.text != each.name:
            return each
        longer = [
            name
            for name in whole
            if name != each.name
            and head_of(name) == head_of(each.name)
            and (own < words[name] or (own == words[name] and name in stood and each.name not in stood))
        ]
        full = [name for name in longer if not any(words[name] < words[other] for other in longer)]
        if len(full) != 1:
            return each._replace(guessed=True, rivals=tuple(full)) if full else each
        alike = _WORDS.tells_apart.isdisjoint(words[full[0]] - own)
        if not (alike or full[0] in stood):
            return each._replace(guessed=True, rivals=tuple(full))  # it stands before the Supreme Court
        sure = full[0] in stood and alike
        there = whole[full[0]]
        return each._replace(name=there.name, actor=there.actor, kind=there.kind, guessed=not sure)

    found: dict[int, list[Mention]] = {}
    for number, paragraph in mentions.items():
        found[number] = []
        for each in paragraph:
            found[number].append(meant(each))
            stood.add(each.name)
    return found


def _words_of_body(name: str) -> frozenset[str]:
    words = (bared(word.rstrip("'\u2019")) for word in name.split())
    return frozenset(words) - JOINS


def _may_be_person(mention: Mention) -> bool:
    """Return whether a name that no dataset has may be a person's."""
    return mention.actor is None and mention.kind in ("person", UNKNOWN) and mention.text == mention.name
