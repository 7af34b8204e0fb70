"""Says of a verb of a sentence whether what it tells has happened, is planned, is denied, or only may be.

What counts are the words before it in its clause: auxiliaries, "not", and what an infinitive hangs on. Dates,
adverbs and names between them are set aside: "will next week also sue", "asked Acme to sue".
"""

from graphkit.model.statuses import Status
from graphkit.reading.clauses import AUXILIARIES, Clauses
from graphkit.reading.lexicon import Patterns, Words, irregular_forms, word_set

_WORDS = Words("happening")
_PATTERNS = Patterns("happening")
_BE = word_set("clauses", "be")
_PREPOSITIONS = word_set("clauses", "prepositions") | {"of"}
_ENDS_PHRASE = (
    word_set("clauses", "conjunctions") | word_set("clauses", "relative") | {"and", "or", "whom", "whose"}
)
_PRONOUNS = word_set("discourse", "pronouns")
_NAME = "@"
"""Stands for an actor among the words before a verb."""


def status_of(text: str, clauses: Clauses, verb: int, *, is_role: bool = False, depth: int = 0) -> Status:
    """Return whether what the verb at a place among the words tells has happened, is planned or is denied.

    A noun may stand there that tells a role: what others are said to have done says nothing of that.
    """
    words = _before(text, clauses, verb)
    said = _PATTERNS.aside.sub(r"\1\2", " ".join(words))
    beside = clauses.word(verb + 1 + (clauses.word(verb + 1) == "by"))
    if beside == "neither" or (clauses.word(verb) in _BE and beside in ("not", "never")):
        return "denied"  # "is not related to", "met neither X nor Y"
    if _PATTERNS.not_kept.search(said):
        return "actual"  # with a doubt
    if not is_role and clauses.is_verb(verb) and _is_of_none(clauses, verb):
        return "denied"
    held = _PATTERNS.got_office.sub("", said) if is_role else said  # "was never elected president"
    start = clauses.units[verb].start if verb < len(clauses.units) else len(text)
    negated = not _PATTERNS.not_only.search(text, 0, start) and _PATTERNS.negated.search(held)
    if negated or (not is_role and _PATTERNS.dismissed.search(said)):
        return "denied"
    if clauses.word(verb) in _BE and (beside, clauses.word(verb + 2)) == ("engaged", "to"):
        return "planned"  # to be married
    reputed = _PATTERNS.told.search(said) or (is_role and _PATTERNS.taken_for.search(said))
    office_ahead = is_role and _PATTERNS.office_ahead.search(said) and not reputed
    if _PATTERNS.planned.search(said) or office_ahead:
        return "planned"
    own = clauses.word(verb)
    hangs = None if is_role or not clauses.is_verb(verb) else _PATTERNS.to.search(said)
    joined = hangs is not None and hangs["head"] in ("and", "or", ",")  # "to have sued X and to have met Y"
    joined &= any(clauses.word(at) == "to" and clauses.is_verb(at + 1) for at in range(verb - 2))
    if hangs and not joined:  # "was pressed by X, its chairman, to pay Y"
        done = _WORDS.done_before_ing if own.endswith("ing") else _WORDS.done
        in_a_row = _PATTERNS.in_a_row.search(text, 0, clauses.units[verb].start)
        return "actual" if hangs["head"] in done or in_a_row or reputed else "planned"
    is_past = own.endswith(("ed", "s")) or own in irregular_forms()
    if ("be" in words[-2:] or not (is_past or is_role)) and _PATTERNS.mandate.search(said):
        return "planned"
    apposed = is_role and words[-2:] == [_NAME, ","]  # "will meet X, head of Y"
    own_verb = is_past and (not depth or words[-1:] == ["and"])  # "not met, paid or hired": one "not" for all
    listed = joined or words[-1:] == ["or"] or (words[-1:] in (["and"], [","]) and not (own_verb or apposed))
    before = clauses.verb_before(verb - 1) if listed and depth < 2 else None
    return "actual" if before is None else status_of(text, clauses, before, depth=depth + 1)


def _is_of_none(clauses: Clauses, verb: int) -> bool:
    """Return whether nobody acts in a verb, or it concerns nobody: "no one at X met Y", "paid X not a cent".

    Behind a preposition only a person counts, or a time: "paid X for nothing", but "paid X at no time". What
    "but" follows is not denied: "paid no bribe but a fee".
    """
    place = verb
    while place > 0:
        place -= 1
        if _ends_phrase(clauses, place):
            near = range(place - 1, max(place - 4, -1), -1)
            who = next((each for each in near if clauses.word(each) == "who"), None)
            inner = place < verb - 1 and clauses.is_verb(place)
            if not inner or not (who or clauses.is_passive(place)):
                break  # but for "nobody who works for X"
            place = who or place
        elif _says_none(clauses, place) and clauses.word(place - 1) not in _PREPOSITIONS:
            return True
    found = False
    for place in range(verb + 1, len(clauses.units)):
        if _ends_phrase(clauses, place):
            but = clauses.word(place) == "but" and not any(map(clauses.is_verb, range(place + 1, place + 3)))
            return found and not but
        found |= _says_none(clauses, place) and (
            clauses.word(place - 1) not in _PREPOSITIONS
            or clauses.word(place) in _WORDS.nobody
            or clauses.word(place + 1) in _WORDS.at_no
        )
    return found


def _ends_phrase(clauses: Clauses, place: int) -> bool:
    """Return whether what stands at a place is no part of the phrases beside a verb."""
    word = clauses.word(place)
    acts = clauses.is_verb(place) and word not in AUXILIARIES and not _says_none(clauses, place - 1)
    return acts or word in _ENDS_PHRASE or (not word[:1].isalnum() and clauses.mention(place) is None)


def _says_none(clauses: Clauses, place: int) -> bool:
    """Return whether a word says that there is none of what follows: "no bribe", "not a cent"."""
    word, after = clauses.word(place), clauses.word(place + 1)
    if word == "not":
        return after in ("a", "an", "any", "even", "one")
    return word in _WORDS.none and after not in _WORDS.after_some


def _before(text: str, clauses: Clauses, verb: int) -> list[str]:
    """Return the words of the clause before a verb, without adverbs and dates; a name is one sign."""
    end = clauses.units[verb].start if verb < len(clauses.units) else len(text)
    start = max((match.end() for match in _PATTERNS.clause.finditer(text, 0, end)), default=0)
    words: list[str] = []
    for unit in clauses.units[:verb]:
        if unit.start < start:
            continue
        if unit.mention is not None:
            words.append(unit.word if unit.word in _PRONOUNS else _NAME)
        elif unit.word not in _WORDS.adverbs and (not unit.word.endswith("ly") or unit.word in _WORDS.kept):
            if unit.word == "," and words[-1:] == [","]:
                words.pop()  # ", however,"
            else:
                words.append(unit.word)
    return words
