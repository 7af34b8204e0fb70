"""Says of words with capital letters which of them make one name."""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from graphkit.model.folding import folded, keys_of_name, words_of_name
from graphkit.model.kinds import UNKNOWN
from graphkit.reading.lexicon import Patterns, Words, pattern, word_set

_WORDS = Words("mentions")
_PATTERNS = Patterns("mentions")
JOINS = word_set("mentions", "joins")
OF_CLASSES = _WORDS.body | _WORDS.organisation | _WORDS.company | _WORDS.of_classes
OF_NAMES = _WORDS.body | _WORDS.organisation | word_set("mentions", "of_names")
_WORKING = [[word] for word in _WORDS.of_groups]
NO_PERSON = _WORDS.company | _WORDS.body | _WORDS.organisation | _WORDS.media | _WORDS.no_person
TITLES = word_set("mentions", "titles")
_PERSONS = word_set("discourse", "person_nouns")
_FORMS = word_set("mentions", "legal_forms")
_FORMS_AHEAD = word_set("drafts", "forms_ahead")
_LONG_FORM = pattern("drafts", "long_form")


def key_of(name: str) -> str:
    """Return a name as it is compared: folded, without a last stop."""
    if name.endswith(("Jr", "Jr.", "Sr", "Sr.")):
        name = re.sub(r",?\s+([JS]r)\.?$", r" \1", name)
    return folded(name.replace("\u2019", "'")).rstrip(".")


def in_any_order(name: str, kind: str) -> tuple[str, ...]:
    """Return what a name shares with one that differs in order, accents, signs or titles of people alone.

    Nothing is returned for a single word, of which that says little.

    Examples
    --------
    >>> in_any_order("CHEN, Wei", "person") == in_any_order("Chen W\u00e9i", "person")
    True
    """
    words = words_of_name(name, person=kind in ("person", UNKNOWN))
    return next(keys_of_name(words, person=False)) if len(words) > 1 else ()


def bared(word: str) -> str:
    """Return a word in small letters, without stops and the ending of an owner."""
    return re.sub(r"(?:'s|\u2019s)$|[.,] ?", "", word).casefold()


def surname_of(name: str, *, whole: bool = False) -> str:
    """Return the last word of a name before "Jr" or "the elder"; the whole name up to it if asked."""
    words = name.split()
    while len(words) > 1 and bared(words[-1]) in _WORDS.ranks:
        words = words[:-1]
    return key_of(" ".join(words if whole else words[-1:]))


def head_of(name: str) -> str:
    """Return the word of a body's name that tells its sort: "office" of the Office for X."""
    return bared(re.split(" (?:of|for) ", name)[0].split()[-1])


def is_without_case(letter: str) -> bool:
    """Return whether a letter is of a script in which a name has no capital: Georgian, Arabic, Chinese."""
    return letter.isalpha() and not letter.isupper() and letter.title() == letter


def is_capital(word: str) -> bool:
    """Return whether a word may be one of a name: it has a capital letter, if only after "al-"."""
    return word[0].isupper() or bool(
        _PATTERNS.form.fullmatch(word)
        or _PATTERNS.odd.match(word)
        or re.match(r"(?:al|el|ul|ad|as|ar|an|d['\u2019]|de|l['\u2019])-?[A-Z]", word)
    )


def is_first(text: str, start: int) -> bool:
    """Return whether a word is the first of a sentence, which has a capital letter anyway."""
    before = text[:start].rstrip()
    return not before or bool(
        _PATTERNS.opening.search(text[:start]) and not _PATTERNS.short_title.search(before)
    )


def is_heading(text: str) -> bool:
    """Return whether a paragraph is a heading, in which most words have capital letters and none ends it."""
    words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
    ended = re.search(r"[.!?:,\u201d\"\u2019)]$", text.rstrip())
    return (
        not ended
        and len(text) < 150
        and len(words) > 1
        and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
    )


def is_title(text: str, start: int, end: int) -> bool:
    """Return whether a word is a title: "President", "Col.", "Ex-minister"."""
    prefixed = _PATTERNS.prefixed_title.fullmatch(text[start:end])
    return (
        bared(text[start:end]) in TITLES
        or (prefixed is not None and prefixed[1] in TITLES | _PERSONS)
        or _PATTERNS.short_title.search(text[start : end + 1]) is not None
        or _PATTERNS.second_title.search(text, 0, end) is not None
    )


def are_together(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two words may be parts of one name."""
    gap, word = text[one[1] : other[0]], text[slice(*one)]
    if _PATTERNS.form.fullmatch(word) and not _PATTERNS.form.fullmatch(text, *other):
        return False
    if gap.strip() in ("'", "\u2019") and bared(text[slice(*other)]) in OF_CLASSES | {"pension"}:
        return True  # Producers' Union
    stop = _PATTERNS.stopped.fullmatch(word) and gap.startswith(".")
    after = bared(text[slice(*other)])
    if re.search(r"['\u2019]s$", word) and (
        after in _WORDS.of_saints or (_PATTERNS.of_class.match(word) and after in OF_CLASSES)
    ):
        return True  # St Mary's Hospital, the Women's Institute
    ends = word in ("Inc", "Co") and after in _WORDS.openers
    if gap.strip(" \u00a0") and (ends or not stop):
        return False
    return not re.search(r"['\u2019]s$", word) and is_capital(text[slice(*other)]) and is_capital(word)


def with_forms(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return words in which the legal form behind a name is one, with its stops: "Sp. z o.o.", ", Inc."."""
    forms = [
        match.span("form")
        for match in _PATTERNS.form_behind.finditer(text)
        if any(last == match.start() and text[first].isupper() for first, last in words)
    ]
    others = (word for word in words if not any(first <= word[0] < last for first, last in forms))
    return sorted([*forms, *others])


def runs_of(text: str, words: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of words with capital letters, small words such as "of" between them included."""
    run: list[tuple[int, int]] = []
    joins: list[tuple[int, int]] = []
    for word in words:
        written = text[slice(*word)]
        if run and text[(joins or run)[-1][1] : word[0]].strip(" .\u00a0'\u2019") == "":
            before = [bared(text[slice(*each)]) for each in run]
            named_of = written not in ("of", "for") or before[-1] in OF_NAMES
            named_of |= "of" in before and not _WORDS.organisation.isdisjoint(before)  # Union of X of Y
            firm = before[-1] in _WORDS.company - {"fund"} and before[-2:-1] not in _WORKING
            if written == "for" and len(run) > 1 and firm:
                named_of = False  # bought X Group for Y
            last = [text[slice(*each)] for each in joins[-1:]]
            body = not (_WORDS.body | _WORDS.organisation).isdisjoint(before)
            named_of |= body and "for" in before and written == "of"  # Office for the Prevention of X
            named_of |= before[:2] == ["court", "of"] and written == "for"  # Court of Arbitration for Sport
            the = before[-1] in OF_NAMES and last in (["of"], ["for"]) and not {"of", "for"} & set(before)
            if written in JOINS and named_of and (written != "the" or the):
                joins.append(word)
                continue
            rights = (
                body
                and {"of", "for"} & set(before)
                and _PATTERNS.of_many.fullmatch(text, run[-1][1], word[0])
            )
            day = bool(joins) and _PATTERNS.day.fullmatch(written) is not None  # "the Court for Friday"
            if is_capital(written) and not day and (joins or rights or are_together(text, run[-1], word)):
                run += [*joins, word]
                joins = []
                continue
        if run:
            yield run
        run, joins = ([word], []) if is_capital(written) else ([], [])
    if run:
        yield run


def parted(text: str, words: list[tuple[int, int]], article: str) -> list[list[tuple[int, int]]]:
    """Part names that "and" joins, but where it stands within the name of a body."""
    texts = [text[slice(*word)].casefold() for word in words]
    if "and" not in texts:
        return [words]
    place = texts.index("and")
    led = texts[0] == "the"
    office = is_title(text, *words[led]) and texts[led + 1] in ("of", "for")
    if office and len(texts) > place + 2 and {texts[place - 1], texts[place + 1]} <= _WORDS.of_body:
        return [words]  # Minister of Trade and Industry X
    counted = _PATTERNS.two_before.search(text[: words[0][0]]) or _PATTERNS.both.match(text, words[-1][1])
    each_a_bank = any(each[:1] == ["bank"] and each[1:2] != ["of"] for each in (texts, texts[place + 1 :]))
    bodies = _WORDS.body | _WORDS.organisation | {"bank"}
    named = bodies | _WORDS.company | _WORDS.media | OF_NAMES
    if "for" in texts[:place] and len(texts) == place + 2:
        bodies |= OF_NAMES  # the Centre for X and Y
    whole = bool({"of", "for"} & set(texts[:place])) or texts[place - 1] not in bodies | _WORDS.company
    two = len(texts) > place + 2 and texts[-1] in named and not named.isdisjoint(texts[:place])
    first = text[words[0][0] : words[place - 1][1]]
    alone = place > 1 and re.search(rf"\b{re.escape(first)}\b(?! and\b)", article)
    partners = place == 1 and texts[2:] == [texts[2], "llp"] and not alone  # Holm and Lund LLP
    if partners or (whole and not (two or alone or counted or each_a_bank) and set(texts) & bodies):
        return [words]
    ands = [place for place, written in enumerate(texts) if written == "and"]
    bounds = itertools.pairwise([-1, *ands, len(words)])
    return [words[before + 1 : after] for before, after in bounds if after > before + 1]


def without_form(name: str) -> str:
    """Return the folded name of a firm without its legal form; the whole one if it is nothing else.

    Examples
    --------
    >>> without_form("Delta Cranes GmbH & Co. KG"), without_form("Sole S.p.A."), without_form("Acme, Inc.")
    ('delta cranes', 'sole', 'acme')
    >>> without_form("Delta Trading FZE"), without_form("OOO Delta"), without_form("Delta Sp. z o.o.")
    ('delta trading', 'delta', 'delta')
    """
    whole = folded(name)
    words = _LONG_FORM.sub("", whole).split() or whole.split()
    while len(words) > 1 and _sign(words[-1]) in _FORMS:
        words.pop()
    while len(words) > 1 and _sign(words[0]) in _FORMS_AHEAD:
        words.pop(0)
    return " ".join(words).strip(",")


def _sign(word: str) -> str:
    """Return a word as the lists of forms have it, without stops and marks: "sa" for "S.\u00e0"."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return plain.replace(".", "").strip(",()")
