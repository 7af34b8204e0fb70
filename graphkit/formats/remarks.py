"""Reads whether a remark or an outcome says that something did not come about: ``meeting was cancelled``."""

import re
from collections.abc import Iterable, Iterator

from graphkit.libraries import tables_beside
from graphkit.model.folding import searchable

_LONGEST = 300
"""Characters of the longest text that is looked at: longer ones are prose, of which there may be much."""
_LONGEST_CLAUSE = 80
"""Characters of the longest clause that may say no more than that."""
_MOST_ASKED = 4
"""How many words a question has at most that doubts a fact: ``never paid?``."""
_BEFORE = 3
"""How many words before one that says so are looked at that deny it: ``was not cancelled``."""


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


class Remarks:
    """Tells remarks that say that something did not come about, given the words of statuses.

    Those of what was ``called_off`` say so wherever they stand in a clause, those that are ``over`` or the
    like behind what they speak of, those of what is ``claimed`` before it too. What follows may only be
    words of ``how``: when, why or by whom.
    """

    def __init__(
        self, *, called_off: Iterable[str], over: Iterable[str], claimed: Iterable[str], how: Iterable[str]
    ) -> None:
        tables = tables_beside(__file__)
        between, denials, ordinary = tables["between"], tables["denials"], {*tables["ordinary"]}
        self._clauses = re.compile(
            r"[.,](?!\d)|[;:!?()\[\]/\n\u2013\u2014]| - " rf"|\b(?:{'|'.join(between)})\b"
        )
        self._denials = [
            re.compile(
                rf"\b{_any_of(each['not'])} (?:\w+ ){{0,2}}{_any_of(each['so'])}\b"
                if "then" not in each
                else rf"\b{_any_of(each['not'])} {_any_of(each['so'])}(?= {_any_of(each['then'])}\b|$)"
            )
            for each in denials
        ]
        so = (word for each in denials if "then" not in each for word in each["so"])
        self._so = re.compile(rf"\b{_any_of(so)}\b")
        unless = (*tables["unless"], *(word for each in denials for word in each["not"]))
        self._not = re.compile(rf"\b{_any_of(unless)}\b")
        self._harmless = re.compile(rf"\b{_any_of(tables['harmless'])}\b")
        self._how = {*map(searchable, how)}
        self._phrases: dict[str, list[tuple[tuple[str, ...], bool, bool]]] = {}
        for phrases, anywhere, before in (
            ((*called_off, *tables["anywhere"]), True, True),
            ((*over, *tables["behind"]), False, False),
            (claimed, False, True),
        ):
            for phrase in map(searchable, phrases):
                if phrase not in ordinary and (words := tuple(re.findall(r"\w+", phrase))):
                    self._phrases.setdefault(words[0], []).append((words, anywhere, before))

    def say_not_so(self, remark: str) -> bool:
        """Return whether a clause of a remark says that something did not come about."""
        if len(remark) > _LONGEST:
            return False
        text = self._harmless.sub(" ", searchable(remark))
        if text.rstrip().endswith("?") and len(text.split()) <= _MOST_ASKED and self._so.search(text):
            return True
        clauses = (re.findall(r"\w+", each) for each in self._clauses.split(text.replace("_", " ")))
        return any(self._clause_says_not_so(words) for words in clauses if words)

    def _clause_says_not_so(self, words: list[str]) -> bool:
        text = " ".join(words)
        if len(text) > _LONGEST_CLAUSE:
            return False
        denied = self._not.search(text) is not None
        if denied and any(pattern.search(text) for pattern in self._denials):
            return True
        return any(
            not (denied and self._not.search(" ".join(words[max(0, at - _BEFORE) : at])))
            for at in self._said(words)
        )

    def _said(self, words: list[str]) -> Iterator[int]:
        """Yield the places of words that say of a clause that it is not so."""
        for at, word in enumerate(words):
            for first in {word, word.removesuffix("s")}:
                for phrase, anywhere, before in self._phrases.get(first, ()):
                    end = at + len(phrase)
                    if tuple(words[at + 1 : end]) != phrase[1:]:
                        continue
                    behind = words[end : end + 1]
                    is_last = not behind or behind[0][0].isdigit() or behind[0] in self._how
                    if anywhere or is_last or (before and at == 0):
                        yield at
