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


def listing(type_: str, source: Mention, words: str, behind: str, sentence: str) -> tuple[str, bool] | None:
    """Return of which type words of a list are, and whether that is sure; None if they tell of another list.

    ``words`` begin with the verb, and ``behind`` follows them and both actors. A body that keeps a list of
    sanctions puts others on that one; a government may keep other lists, too.

    Examples
    --------
    >>> ofac, firm = (Mention(0, 4, name, name) for name in ("OFAC", "Acme"))
    >>> listing("appointed", ofac, "designated", " on Monday.", "OFAC designated Vale on Monday.")
    ('sanctioned', True)
    >>> listing("sanctioned", firm, "added Vale to its list", " of clients.", "Acme added Vale to its list ...")
    """
    if type_ == "dismissed" and _PATTERNS.off_list.match(sentence, sentence.find(words)):
        return "delisted", True
    designated, listed = (_PATTERNS.designated.match(words), _PATTERNS.listed.match(words))
    if not (designated and type_ == "appointed") and not (listed and type_ == "sanctioned"):
        return type_, True
    if _PATTERNS.sanctions.search(sentence):
        return "sanctioned", True
    body, state = _PATTERNS.body.search(source.name), source.kind in ("country", "government")
    plain = not _PATTERNS.as_what.match(behind)
    if plain and (body or state):
        return "sanctioned", bool(body or designated)
    return (type_, not plain) if designated else None
