"""Says of a verb of a sentence whether what it tells has happened, is planned, is denied, or only may be.

What counts are the words before it in its clause: auxiliaries, "not", and what an infinitive hangs on. Dates,
adverbs and names between them are set aside: "will next week also sue", "asked Acme to sue".
"""

import re

from graphkit.model.statuses import Status
from graphkit.reading.clauses import Clauses
from graphkit.reading.lexicon import irregular_forms, pattern, word_set

_ADVERBS = word_set("happening", "adverbs")
_PRONOUNS = word_set("happening", "pronouns")
_KEPT = frozenset({"only", "hardly", "scarcely", "nearly"})
_CLAUSE = re.compile(r"[;:\u2014]|,\s+(?:and|but|while|which|who)\b|[,.?!][\u201d\"]|,\s*[\u201c\"]")
_NAME = "@"
"""Stands for an actor among the words before a verb."""
_BE = "be|been|being|is|are|was|were|have|having|has|had|get|go on and"
_BEING = rf"(?: (?:{_BE}|a|an|the|its|their|his|her))*"
_OWN = r"(?: (?:its|their|his|her|a|an|the|any|all))?"
_PLAN = r"(?:plans?|bid|offer|deal|agreement|attempts?|efforts?|proposal|intention|idea|move|order|need)"
_GAVE_UP = pattern("happening", "gave_up").pattern
_NEGATED = pattern("happening", "negated", PLAN=_PLAN, GAVE_UP=_GAVE_UP, OWN=_OWN, BEING=_BEING)
_DISMISSED = pattern("happening", "dismissed")
_PLANNED = pattern("happening", "planned", BEING=_BEING)
_OFFICE_AHEAD = pattern("happening", "office_ahead")
"""Stands before an office that somebody will have."""
_TO = re.compile(rf"(?:^|(?P<head>[^ ]+)(?: on)?(?: (?:@|it|him|her|them))?) to(?: (?:{_BE}))*$")
_DONE = word_set("happening", "done")
"""What an infinitive hangs on that has happened: "managed to sue", "was forced to sue"."""
_DONE_BEFORE_ING = word_set("happening", "done_before_ing")
"""What "suing" hangs on that has happened: "admitted to suing", "resorted to suing"."""
_MANDATE = pattern("happening", "mandate")
"""Stands before what others are to do: "demanded that X sue Y"."""
_TOLD = pattern("happening", "told", BE=_BE)


def status_of(text: str, clauses: Clauses, verb: int, *, is_role: bool = False, depth: int = 0) -> Status:
    """Return whether what a verb tells has happened, is planned or is denied.

    Parameters
    ----------
    text : str
        The sentence.
    clauses : Clauses
        Its words.
    verb : int
        The place of the verb among them, or of the noun that tells a role.
    is_role : bool
        Whether it is such a noun: what others are said to have done says nothing of it.
    """
    words = _before(text, clauses, verb)
    said = " ".join(words)
    given_up = clauses.word(verb).endswith("ing") and re.search(rf"{_GAVE_UP}$", said)
    if given_up or _NEGATED.search(said) or (not is_role and _DISMISSED.search(said)):
        return "denied"
    if _PLANNED.search(said) or (is_role and _OFFICE_AHEAD.search(said)):
        return "planned"
    own = clauses.word(verb)
    hangs = None if is_role else _TO.search(said)
    if hangs:
        done = _DONE_BEFORE_ING if own.endswith("ing") else _DONE
        return "actual" if hangs["head"] in done or _TOLD.search(said) else "planned"
    is_past = own.endswith(("ed", "s")) or own in irregular_forms()
    if (not is_past or words[-1:] == ["be"]) and _MANDATE.search(said):
        return "planned"
    listed = words[-1:] in (["and"], [","], ["or"]) and not is_past
    before = clauses.verb_before(verb - 1) if listed and depth < 2 else None
    return "actual" if before is None else status_of(text, clauses, before, depth=depth + 1)


def _before(text: str, clauses: Clauses, verb: int) -> list[str]:
    """Return the words of the clause before a verb, without adverbs and dates; a name is one sign."""
    end = clauses.units[verb].start if verb < len(clauses.units) else len(text)
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, end)), default=0)
    words: list[str] = []
    for unit in clauses.units[:verb]:
        if unit.start < start:
            continue
        if unit.mention is not None:
            words.append(unit.word if unit.word in _PRONOUNS else _NAME)
        elif unit.word not in _ADVERBS and (not unit.word.endswith("ly") or unit.word in _KEPT):
            if unit.word == "," and words[-1:] == [","]:
                words.pop()  # ", however,"
            else:
                words.append(unit.word)
    return words
