"""Says what the words of a list mean: who is put on a list of sanctions, and who is taken off a list."""

from collections.abc import Iterator

from graphkit.reading.lexicon import Patterns
from graphkit.reading.mentions import Mention
from graphkit.reading.roles import Found
from graphkit.reading.sentences import Sentence
from graphkit.reading.telling import signed

_PATTERNS = Patterns("listings")


def whose_list(read: Sentence) -> Iterator[Found]:
    """Yield who is put on, or taken off, the list of whom: "was removed from X's list"."""
    named = {each.start: each for each in read.mentions}
    for match in _PATTERNS.whose_list.finditer(signed(read.text, read.mentions)):
        type_ = "delisted" if match["off"] else "sanctioned"
        for target in read.each_of(read.clauses.subject(read.clauses.at(match.start()))):
            yield Found(type_, named[match.start("who")], target, *match.span(), is_verb=True)


def granted(read: Sentence) -> Iterator[Found]:
    """Yield who licensed whom, told by the way: "revoked the licence that it had granted to X"."""
    for match in _PATTERNS.granted.finditer(read.text):
        verb, behind = read.clauses.at(match.start("verb")), read.clauses.at(match.end())
        for source in read.each_of(read.clauses.subject(verb)):
            for target in read.each_of(read.clauses.object(behind)):
                yield Found("licensed", source, target, match.start("verb"), match.end(), is_verb=True)


def listing(
    type_: str, source: Mention, words: str, clause: str, behind: str, *, of_it: bool
) -> tuple[str, bool] | None:
    """Return of which type words of a list are, and whether that is sure; None if they tell of another list.

    The ``clause`` begins with ``words``, the first of which is the verb; ``behind`` follows them and both
    actors. What is ``of_it`` is not the actor: "listed the demands of X". A body that keeps a list of
    sanctions puts others on that one; most keep other lists, too.
    """
    of_sanctions = _PATTERNS.sanctions.search(clause)
    other = _PATTERNS.other_list.search(clause)
    sure = bool(of_sanctions or _PATTERNS.authority.search(source.name)) and not other
    off_list = _PATTERNS.off_list.match(clause)
    if type_ in ("delisted", "dismissed") and off_list:
        return None if other and not of_sanctions else ("delisted", sure)
    if type_ == "delisted" and _PATTERNS.listed.match(words):
        return "dismissed", False  # "removed X from office after a list"
    designated, listed = _PATTERNS.designated.match(words), _PATTERNS.listed.match(words)
    if not (designated and type_ == "appointed") and not (listed and type_ == "sanctioned"):
        return type_, True
    if of_it or (listed and other and not of_sanctions):
        return None
    plain = not _PATTERNS.as_what.match(behind) and not (designated and _PATTERNS.by_whom.match(clause))
    if designated and (not plain or _PATTERNS.as_somebody.search(clause)):
        if _PATTERNS.as_terrorist.search(clause):
            return "sanctioned", True
        return type_, bool(_PATTERNS.office.search(clause))  # a site or a partner has no office
    if _PATTERNS.sanctions.search(clause if plain or designated else words):
        return "sanctioned", sure
    body, state = _PATTERNS.body.search(source.name), source.kind in ("country", "government")
    if plain and (body or state):
        return "sanctioned", sure or bool(state and designated and not other)
    return (type_, False) if designated else None
