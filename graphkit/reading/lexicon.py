"""Says which words put which type of relation: a table of verbs, nouns and roles, and their forms."""

import itertools
import re
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graphkit.model.vocabulary import KnownType, Vocabulary
from graphkit.temporal.dates_in_text import IRREGULAR_PASTS


@cache
def _words() -> dict[str, dict[str, str | list[str]]]:
    files = (Path(__file__).with_name(f"{name}.toml") for name in ("words", "countries", "forms"))
    return dict(itertools.chain(*(tomllib.loads(file.read_text(encoding="utf-8")).items() for file in files)))


def word_set(module: str, name: str) -> frozenset[str]:
    """Return a list of words of a module of this package."""
    listed = _words()[module][name]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


@cache
def pattern(module: str, name: str, **parts: str) -> re.Pattern[str]:
    """Return a pattern of a module of this package.

    For ``<CLAIMS>`` in it stands what is given, else the module's pattern or words of this name.
    """

    def part(match: re.Match[str]) -> str:
        section, _, key = match[1].rpartition(".")
        section, key = section or module, key.lower()
        if key.upper() in parts:
            return parts[key.upper()]
        if key in _patterns().get(section, {}):
            return pattern(section, key, **parts).pattern
        return "|".join(sorted(word_set(section, key)))

    text = _patterns()[module][name].replace("\n", "")
    return re.compile(re.sub(r"<((?:[a-z]+\.)?[A-Z_]+)>", part, text))


def patterns_of(module: str) -> dict[str, re.Pattern[str]]:
    """Return all patterns that are listed under a name."""
    return {name: pattern(module, name) for name in _patterns()[module]}


class Words:
    """The lists of words of a module of this package: ``Words("clauses").adverbs``."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> frozenset[str]:
        self.__dict__[name] = found = word_set(self._module, name)
        return found


class Patterns:
    """The patterns of a module of this package: ``Patterns("telling").denied``."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> re.Pattern[str]:
        self.__dict__[name] = found = pattern(self._module, name)
        return found


@cache
def _patterns() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("patterns.toml").read_text(encoding="utf-8"))


def table(name: str) -> Mapping[str, str]:
    """Return a table of words."""
    return {key: str(words) for key, words in _words()[name].items()}


_LIGHT = word_set("lexicon", "light")
"""Verbs that may bring a noun: "opened an investigation into"."""
_MUTUAL = word_set("statements", "mutual")
_OF_WHO_ACTS = word_set("lexicon", "of_who_acts")
_OTHER = word_set("lexicon", "other")
"""Verbs of no type, which part clauses too."""
_GAP = (
    r"(?:\s+(?!to\b|by\b|from\b|that\b|which\b|who\b|and\b|on\b)[\w$\u20ac\u00a3.,%\u2019'-]+"
    r"(?:(?<![,;:])|(?=\s+(?-i:[A-Z]))|(?=\s+(?:to|from)\b))){0,8}?"
)


_CLAUSE = "".join(rf"{word}\b|" for word in sorted(word_set("lexicon", "opens_clause")))
_IN_CLAUSE = _GAP.replace("(?!", f"(?!{_CLAUSE}", 1)
_BEHIND_SUM = rf"(?=\s+(?:{'|'.join(sorted(word_set('lexicon', 'behind_sum')))}|[a-z]+ly)\b)"
_MONEY = f"{pattern('lexicon', 'money').pattern}(?:{_BEHIND_SUM}{_IN_CLAUSE}(?=\\s+(?:to|from)\\b)|)"
"""A few words of money: "5 million euros in cash"."""
_DOUBLED = word_set("lexicon", "doubled")
"""Longer verbs whose last letter is doubled, as that of those of one short syllable is."""
_SHORT = re.compile("[^aeiou]*[aeiou][bdgklmnprt]$")
_BE = r"(?:\s+(?:has|have|had|was|were|is|are|will|be|been|being|also|later|(?!by\b)\w+ly))*"
_HISSES = re.compile("(s|sh|ch|x|z|o)$")
_TO = frozenset(("to", "on", "in", "against"))
_HAS = frozenset(("have", "hold", "own"))
"""Verbs of who has something, who has it not where he has done something to it: "has sold a stake"."""
_NO_HINTS = word_set("lexicon", "no_hints") | word_set("clauses", "prepositions") | {"*"}
_FAR = r"(?:\s+(?!(?:and|but|by|from|that|which|who)\b)[\w$\u20ac\u00a3.,%\u2019'-]+){0,14}?"
_BY = r"(?:\s+(?:by|in|last|on)(?:\s+(?!to\b)[\w.\u2019'-]+){1,12}?)?"
"""Stands before whom something is given to: "was awarded by X in 2023 to"."""
_BY_WHOM = r"(?:\s+(?:<BY>)(?:\s+(?!(?:and|on|over|that|to)\b)[\w.\u2019'-]+){1,6}?)?"
"""Stands within a noun and what follows it: "lawsuit by X against", "sanctions of X against"."""


_JUDGED = {"criticised": "bad", "praised": "good"}
"""Which words of a judgement tell which type: "called the fine absurd"."""


class Word(NamedTuple):
    """Words that put a relation of a type; ``text`` is the pattern of what finds them in a sentence.

    With ``is_noun`` they end before the other actor ("ban on"), and what is before may be a possessive; with
    ``between`` they stand before both ("talks between"). With ``inverse`` the source is their object; with
    ``dative`` the other actor stands behind the verb ("granted X a permit"), and with ``passive`` behind its
    participle and before who acts ("a permit was granted to X by Y"). What is done ``of_event`` is done alone
    to what somebody has done: "threw out the claim".
    Of two at one place the longer counts; ``length`` is of how many words they are. A sentence has them only
    if it has one of ``starts``, in small letters.
    """

    type: str
    text: str
    is_noun: bool = False
    between: bool = False
    inverse: bool = False
    dative: bool = False
    passive: bool = False
    length: int = 1
    of_event: bool = False
    starts: frozenset[str] = frozenset()

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds them, compiled when a sentence may first have them: compiling all takes a second."""
        return _compiled(self.text)


@cache
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


class Role(NamedTuple):
    """What one actor is to another, such as its "chief executive"; ``inverse`` if the other is the source."""

    type: str
    title: str
    inverse: bool = False


@cache
def _shipped() -> dict[str, dict[str, list[str]]]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return tables


class Hint(NamedTuple):
    """What a single word may tell where its grammar is not read.

    ``inverse`` if the source stands behind it.
    """

    type: str
    inverse: bool = False


def hints(known: Vocabulary) -> dict[str, Hint]:
    """Return what single words may tell: the nouns of the table, and what it lists as ``also``."""
    found: dict[str, Hint] = {}
    shipped = [(name, rows) for name, rows in _shipped().items() if name in known]
    titles = {role.title.split()[-1] for role in roles(known)}
    for key in ("nouns", "inverse_nouns", "dative"):
        for name, rows in shipped:
            for text in rows.get(key, ()):
                for noun in text.split()[-1 if key == "dative" else -2].split("|"):
                    if noun not in {*titles, *_NO_HINTS}:
                        for form in (noun, f"{noun.removesuffix('s')}s"):
                            found.setdefault(form, Hint(name, key == "inverse_nouns"))
    for name, rows in shipped:
        for form in itertools.chain.from_iterable(map(forms, rows.get("also", ()))):
            found.setdefault(form, Hint(name))
    return found


def words(known: Vocabulary) -> list[Word]:
    """Return the words for the types of a vocabulary, the longest first; own types have theirs."""
    found: list[Word] = []
    shipped = _shipped()
    for type_ in known.values():
        found += _of(type_.name) if type_.name in shipped else _own(type_)
    return sorted(found, key=lambda word: -word.length)


def roles(known: Container[str]) -> list[Role]:
    """Return the roles for the types of a vocabulary, the longest first."""
    found = [
        Role(name, title, inverse=key == "inverse_roles")
        for name, rows in _shipped().items()
        if name in known
        for key in ("roles", "inverse_roles")
        for title in rows.get(key, ())
    ]
    return sorted(found, key=lambda role: -len(role.title))


@cache
def all_verbs() -> frozenset[str]:
    """Return the forms of all verbs of the table, and of those that bring a noun."""
    verbs = {
        verb
        for rows in _shipped().values()
        for key in ("verbs", "inverse")
        for text in rows.get(key, ())
        for verb in text.split(" ")[0].split("|")
    } | _words()["forms"].keys() - word_set("lexicon", "nouns_rather")
    others = IRREGULAR_PASTS - word_set("lexicon", "nouns_rather")
    nouns = word_set("lexicon", "nouns_mostly")
    return forms_of({*verbs, *_LIGHT, *_OTHER} - {"not", "be", "have"}) - nouns | others


@cache
def _of(type_: str) -> tuple[Word, ...]:
    return tuple(_listed(type_, _shipped()[type_]))


def _listed(type_: str, rows: dict[str, list[str]]) -> Iterator[Word]:
    for key, inverse in (("verbs", False), ("inverse", True)):
        for text in rows.get(key, ()):
            starts = _starts_of_verb(text)
            yield Word(type_, _verb_pattern(text), inverse=inverse, length=_length(text), starts=starts)
            if not inverse and _TO.issuperset(text.split(" ")[-1].split("|")):
                yield from _passive(type_, text)
            if not {" ", "|"} & set(text) and type_ not in _MUTUAL:
                yield from _gerunds(type_, text)
    for text in rows.get("of_events", ()):
        starts = _starts_of_verb(text)
        yield Word(type_, _verb_pattern(text), length=_length(text), of_event=True, starts=starts)
    for text in rows.get("dative", ()):
        starts = _starts_of_verb(text)
        yield Word(type_, _verb_pattern(text), dative=True, length=_length(text), starts=starts)
    if type_ in _JUDGED:
        judgement = "|".join(sorted(word_set("lexicon", _JUDGED[type_])))
        judged = pattern("lexicon", "judged", GAP=_GAP, JUDGEMENT=f"(?:{judgement})")
        yield Word(type_, judged.pattern, dative=True, length=3)
    for key in ("nouns", "inverse_nouns", "joint_nouns"):
        for text in rows.get(key, ()):
            *noun, last = text.split(" ")
            by_whom = _BY_WHOM.replace("<BY>", "by|from|of" if last in ("against", "on") else "by|from")
            between = rf"(?:\s+of{_MONEY})?{by_whom}" if key == "nouns" and last not in ("of", "by") else ""
            between = rf"(?:\s+of{_MONEY})?" if key == "inverse_nouns" and last == "from" else between
            found = rf"\b{_rest(noun)[3:]}{between}{_rest([last])}"
            yield Word(
                type_, found, is_noun=True, between=key == "joint_nouns" or text.endswith(" between"),
                inverse=key == "inverse_nouns", length=_length(text) + 1, starts=_starts(noun[:1]),
            )  # fmt: skip


def _gerunds(type_: str, verb: str) -> Iterator[Word]:
    """Yield the words of "the sacking of" for "sack"."""
    for form in forms(verb) - _OF_WHO_ACTS:
        if form.endswith("ing"):
            yield Word(type_, rf"\b{form}\s+of\b", is_noun=True, length=3, starts=_starts([form]))


def _passive(type_: str, text: str) -> Iterator[Word]:
    """Yield the words of "a fine was imposed on" for "impose * fine on"."""
    verb, *rest, to = text.split(" ")
    nouns = "".join(_rest([each]) for each in rest if each != "*")
    if rest == ["*"] and to == "to":  # "was sold by X to"
        found = rf"(?:{_forms_in(verb)})\s+by(?:\s+(?!to\b)[\w.\u2019'-]+){{1,8}}?\s+to\b"
        starts = _starts_of_verb(text)
        yield Word(type_, rf"\b{found}", length=_length(text), starts=starts)
    if rest[:1] == ["*"] and nouns:
        found = rf"{nouns[3:]}{_FAR}{_BE}\s+(?P<verb>{_forms_in(verb)}){_BY}{_rest([to])}"
        starts = _starts(next(each for each in rest if each != "*").split("|"))
        yield Word(type_, rf"\b{found}", passive=True, length=_length(text) + 1, starts=starts)


def _own(type_: KnownType) -> Iterator[Word]:
    """Yield the words of a type without a row in the table: those of its sentences."""
    for text in filter(None, {type_.past or type_.name.replace("-", " "), type_.present}):
        yield Word(type_.name, rf"\b{re.escape(text)}\b", length=_length(text))


def _starts_of_verb(text: str) -> frozenset[str]:
    """Return the words of which a sentence must have one to have a row of the table that a verb opens."""
    return _starts(forms_of(text.split(" ")[0].split("|")))


def _starts(words: Iterable[str]) -> frozenset[str]:
    """Return the first parts of words, which a hyphen may part, and of those that "s" makes several."""
    first = {re.split(r"\W", word.casefold())[0] for word in words}
    return frozenset(first | {f"{each}s" for each in first})


def _length(text: str) -> int:
    return 2 * len(text.split()) - text.count("*")


def _verb_pattern(text: str) -> str:
    verb, *rest = text.split(" ")
    if verb == "not":
        return r"\bnot\b(?:\s+\w+){0,2}?\s+" + _rest(rest)
    found = rf"\b(?P<verb>{_forms_in(verb)})\b"
    if rest[:1] == ["*"] and not _HAS.isdisjoint(verb.split("|")):
        done = "|".join(sorted(irregular_forms()))
        unlike = _GAP.replace("(?!", "(?!(?:about|against|for|into|over|with|without)\\b|", 1)
        return found + pattern("lexicon", "has_not", DONE=done).pattern + unlike + _rest(rest[1:])
    return found + _rest(rest)


def _forms_in(verbs: str) -> str:
    """Return a pattern of the forms of verbs that "|" parts, the longest first."""
    return "|".join(sorted(forms_of(verbs.split("|")), key=len, reverse=True))


def _rest(words: Iterable[str]) -> str:
    text = ""
    for word in words:
        either = "|".join(f"{re.escape(each)}{'' if len(each) < 4 else 's?'}" for each in word.split("|"))
        text += {"*": _GAP, "$": _MONEY}.get(word) or rf"\s+(?:{either})\b"
    return text


def forms(verb: str) -> set[str]:
    """Return the forms of an English verb, given as its infinitive.

    Examples
    --------
    >>> sorted(forms("ban")), sorted(forms("sue"))
    (['ban', 'banned', 'banning', 'bans'], ['sue', 'sued', 'sues', 'suing'])
    """
    if verb == "found":  # "was found" is of another verb
        return {"founded", "founding", "founds"}
    own = set(str(_words()["forms"].get(verb, "")).split())
    stem = verb + verb[-1] if verb in _DOUBLED or _SHORT.match(verb) else verb
    in_y = re.search("[^aeiou]y$", verb)
    found = {verb, *own, verb[:-1] + "ies" if in_y else verb + ("es" if _HISSES.search(verb) else "s")}
    if not any(form.endswith("ing") for form in own):
        found.add((stem if stem.endswith("ee") else stem.removesuffix("e")) + "ing")
    if all(form.endswith("ing") for form in own):
        found.add(verb[:-1] + "ied" if in_y else stem.removesuffix("e") + "ed")
    return found


def forms_of(verbs: Iterable[str]) -> frozenset[str]:
    """Return the forms of several verbs."""
    return frozenset(itertools.chain.from_iterable(map(forms, verbs)))


@cache
def irregular_forms() -> frozenset[str]:
    """Return the irregular forms of verbs that are no infinitives: "met"."""
    table = _words()["forms"]
    return frozenset(form for texts in table.values() for form in str(texts).split()) - table.keys()


@cache
def light_verbs() -> frozenset[str]:
    """Return the forms of verbs that may bring a noun: "opened" an investigation."""
    return forms_of(_LIGHT)
