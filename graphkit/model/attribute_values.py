"""Compares two values of attributes of one meaning: names with initials, legal forms, places, dates."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import product

from graphkit.libraries import tables_beside
from graphkit.model.absence import is_absent, may_be_name
from graphkit.model.attribute_names import days_of, folded_name
from graphkit.model.countries import is_code
from graphkit.model.folding import searchable, whole_words
from graphkit.model.identifiers import comparable

DATES_OF_LIFE = ("born", "died", "founded", "dissolved")
NAMES_BESIDE = (
    "middlename", "patronymic", "secondsurname", "maidenname", "fathername", "mothername", "fullname",
)  # fmt: skip
"""What is told of the name of a person beside the name."""
_NAMES = (
    *NAMES_BESIDE, "givenname", "initials", "birthplace", "residence", "city", "seat", "headquarters",
    "state", "ticker",
)  # fmt: skip
"""What has names of people and places, and letters that stand for names, as its values."""
_OF_COUNTRIES = re.compile(".*(?:country|nationalit(?:y|ies)|citizenships?)|jurisdiction")
_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")


@cache
def _groups(table: str) -> dict[str, frozenset[str]]:
    """Return, of each word that a table has, folded, the names of the groups that it is in."""
    groups: dict[str, frozenset[str]] = {}
    for name, words in tables_beside(__file__, ".json")[table].items():
        for word in map(folded_name, words):
            groups[word] = groups.get(word, frozenset()) | {name}
    return groups


def _groups_of(table: str, text: str) -> frozenset[str]:
    return _groups(table).get(folded_name(text), frozenset())


def says_nothing(meaning: str, text: str, *, in_any_case: bool = False) -> bool:
    """Return whether a value only says that nothing is known, and is no code or name of its meaning.

    ``NA`` is Namibia. Words such as ``nil`` are names if they are written as names are, or ``in_any_case``.

    Examples
    --------
    >>> says_nothing("country", "NA"), says_nothing("born", "NA"), says_nothing("middlename", "Nil")
    (False, True, False)
    """
    if not is_absent(text):
        return False
    if _OF_COUNTRIES.fullmatch(meaning):
        return not is_code(text.upper()) or not may_be_name(text)
    is_name = meaning in _NAMES and may_be_name(text) and (meaning == "initials" or "." not in text)
    return not (is_name and (in_any_case or text.istitle()))


@lru_cache(10_000)
def what_is_told(meaning: str, text: str) -> str:
    """Return what a value tells of an actor; blank if it tells nothing that keeps two apart.

    A word for nothing, such as ``unknown``, is no value. A form of address tells a gender, unless it is a
    title that all may have, or an office: a woman may be Lord Chancellor.

    Examples
    --------
    >>> what_is_told("salutation", "Frau"), what_is_told("salutation", "Dr"), what_is_told("city", "Hof")
    ('gender', '', 'city')
    """
    if says_nothing(meaning, text.strip()):
        return ""
    if meaning == "salutation":
        return "gender" if only_addresses(text) and _gender(text) else ""
    if meaning == "domain":
        return meaning if _HOST.fullmatch(text.strip()) else ""
    is_blank = (meaning == "namesuffix" and not _groups_of(meaning, text)) or (
        meaning == "state" and _groups_of("no_states", text)
    )
    return "" if is_blank else meaning


def values_agree(meaning: str, ours: str, theirs: str) -> bool:
    """Return whether one of the values of two actors, parted by semicolons, may be the same.

    Examples
    --------
    >>> values_agree("legalform", "Ltd", "Limited"), values_agree("patronymic", "P.", "Petrovich")
    (True, True)
    """
    one, other = _values(meaning, ours), _values(meaning, theirs)
    if not one.isdisjoint(other):
        return True
    agree = _COMPARED.get(meaning)
    return agree is not None and any(agree(*pair) for pair in product(one, other))


@lru_cache(10_000)
def _values(meaning: str, text: str) -> frozenset[str]:
    texts = (comparable(meaning, each)[1] for each in text.split(";"))
    values = (" ".join(unicodedata.normalize("NFC", each).casefold().split()) for each in texts)
    return frozenset(most_exact(values) if meaning in DATES_OF_LIFE else values)


# --- names --------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    return whole_words(searchable(text))


_LONG = 6
"""Letters of a word that is still told from others without those that are written in many ways."""


def _spelled(word: str) -> str:
    """Return a word of a name without what differs where it is put into Latin letters: ``Sergeyevich``."""
    return re.sub("[hijy]+", "", word.replace("ks", "x")) if len(word) >= _LONG else word


def _same_word(one: str, other: str) -> bool:
    """Return whether two words of names are one, of which an initial may stand."""
    return _spelled(one) == _spelled(other) or (1 in (len(one), len(other)) and one[0] == other[0])


def _in_one_script(one: str, other: str) -> bool:
    """Return whether two texts have letters of one script, so that they can be compared."""
    ours, theirs = (
        {unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}
        for text in (one, other)
    )
    return not ours.isdisjoint(theirs) or not (ours and theirs)


def _share_given(one: str, other: str) -> bool:
    """Return whether two given names share one: ``anna m.`` and ``anna``."""
    return any(_same_word(*pair) for pair in product(_words(one), _words(other)))


def _is_part(one: str, other: str) -> bool:
    """Return whether the words of the shorter of two names are in the other, if in one script."""
    short, whole = sorted((_words(one), _words(other)), key=len)
    return not _in_one_script(one, other) or all(
        any(_same_word(word, each) for each in whole) for word in short
    )


def _are_initials(one: str, other: str) -> bool:
    """Return whether the letters of the shorter of two initials stand in the other in their order."""
    short, whole = sorted(("".join(_words(one)), "".join(_words(other))), key=len)
    rest = iter(whole)
    return not _in_one_script(one, other) or all(letter in rest for letter in short)


def _one_gender(one: str, other: str) -> bool:
    """Return whether two words may be for one gender: ``F`` for ``Frau``, and ``M`` for ``mujer``."""
    ours, theirs = (_gender(text) for text in (one, other))
    short, whole = sorted((one, other), key=len)
    is_short = whole.startswith(short) and (len(short) == 1 or not (ours and theirs))
    return is_short or not ours.isdisjoint(theirs)


def _gender(text: str) -> frozenset[str]:
    """Return the genders of words, such as forms of address, and pronouns parted by strokes."""
    return frozenset().union(*(_groups_of("gender", word) for word in re.split(r"[\s/]+", text)))


def only_addresses(text: str) -> bool:
    """Return whether words only address somebody, and name nothing that one is of a body.

    Examples
    --------
    >>> only_addresses("Prof.Dr."), only_addresses("Mrs"), only_addresses("Lord Mayor")
    (True, True, False)
    """
    return all(
        _is_address(word) or all(map(_is_address, word.strip(".").split(".")))
        for word in re.findall(r"[^\s/]+", text)
    )


def _is_address(word: str) -> bool:
    is_word = not folded_name(word).isdigit()
    return is_word and any(_groups_of(table, word) for table in ("gender", "addresses"))


def _one_suffix(one: str, other: str) -> bool:
    return not _groups_of("namesuffix", one).isdisjoint(_groups_of("namesuffix", other))


# --- bodies -------------------------------------------------------------------------------------


def _one_form(one: str, other: str) -> bool:
    """Return whether two legal forms may be one: by what they are called, or as only one is known."""
    ours, theirs = (_groups_of("legalform", text) for text in (one, other))
    if ours and theirs:
        return not ours.isdisjoint(theirs)
    return bool(ours or theirs) or _is_part(one, other)


def _one_place(one: str, other: str) -> bool:
    """Return whether two places may be one, of which one may be told with its street or country."""
    ours, theirs = (_groups_of("places", re.split("[,(]", text)[0]) for text in (one, other))
    if ours and theirs:
        return not ours.isdisjoint(theirs)
    return _is_part(*(re.sub("([aou])e", r"\1", searchable(text)) for text in (one, other)))


def _one_state(one: str, other: str) -> bool:
    """Return whether two states may be one, of which one may be short: ``CA`` for ``California``."""
    short, whole = sorted((folded_name(one), folded_name(other)), key=len)
    rest = iter(whole)
    is_short = len(short) < 4 and short[:1] == whole[:1] and all(letter in rest for letter in short)
    return is_short or _one_place(one, other)


def _one_code(one: str, other: str) -> bool:
    """Return whether one postcode is the other or its beginning, without regard to blanks and signs."""
    short, whole = sorted((folded_name(one), folded_name(other)), key=len)
    return whole.startswith(short)


def _one_site(one: str, other: str) -> bool:
    """Return whether one address of the web is the other or inside it: ``bolt.com/en``."""
    short, whole = sorted(
        (re.sub(r"^(?:https?://)?(?:www\.)?|/+$", "", text) for text in (one, other)), key=len
    )
    return whole == short or whole.startswith(f"{short}/")


# --- dates --------------------------------------------------------------------------------------


def most_exact(texts: Iterable[str]) -> list[str]:
    """Return dates without those that share a day with a more exact one; what is no date stays."""
    spans = {text: days_of(text) for text in texts}
    widths = {text: span.latest_end - span.earliest_start for text, span in spans.items() if span}
    kept: list[str] = []
    for text in sorted(widths, key=lambda text: widths[text]):
        if not any(_share_day(text, other) for other in kept):
            kept.append(text)
    return [text for text in spans if text in kept or text not in widths]


def _share_day(one: str, other: str) -> bool:
    """Return whether a day is in both of two dates; false if one is no date."""
    first, second = days_of(one), days_of(other)
    if first is None or second is None:
        return False
    return first.earliest_start <= second.latest_end and second.earliest_start <= first.latest_end


_COMPARED: dict[str, Callable[[str, str], bool]] = {
    **dict.fromkeys(DATES_OF_LIFE, _share_day),
    **dict.fromkeys(NAMES_BESIDE, _is_part),
    **dict.fromkeys(("seat", "headquarters", "city"), _one_place),
    "givenname": _share_given,
    "initials": _are_initials,
    "gender": _one_gender,
    "namesuffix": _one_suffix,
    "legalform": _one_form,
    "state": _one_state,
    "postcode": _one_code,
    "ticker": _is_part,
    **dict.fromkeys(("website", "domain"), _one_site),
}
"""How values are compared that are not equal, by their meaning."""
