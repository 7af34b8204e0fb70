"""Says of a verb of a sentence whether what it tells has happened, is planned, is denied, or only may be.

What counts are the words before it in its clause: auxiliaries, "not", and what an infinitive hangs on. Dates,
adverbs and names between them are set aside: "will next week also sue", "asked Acme to sue".
"""

import re

from graphkit.model.statuses import Status
from graphkit.reading.clauses import Clauses
from graphkit.reading.lexicon import irregular_forms, word_set

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
_GAVE_UP = (
    r"\b(?:drop(?:s|ped)|abandon(?:s|ed)|scrap(?:s|ped)|shelve[sd]|withdr[ae]w(?:s|n)?|cancel(?:s|led|ed)"
    r"|call(?:s|ed) off|turn(?:s|ed) down|decline[sd]?|g[ai]ve[sn]? up|reject(?:s|ed)|rule[sd] out)"
)
_NEGATED = re.compile(
    "(?:"
    r"(?:\b(?:not(?! (?:only|just|least)\b)|never|no longer|nor|neither|hardly|scarcely|almost|nearly|cannot"
    rf"|without|nobody|no one|at no time|no {_PLAN}|denied|denies|denying|untrue|false)|n['\u2019]t)"
    r"(?: (?:intend|plan|want|seek|try|think|expect|going|say|in|ever|even|yet|any|intention|plans?|of|to"
    r"|that|it|he|she|they))*"
    r"|\b(?:declin|refus|fail|neglect|pretend|forg[eo]t|omit)\w*(?: to)?"
    r"|\b(?:refrain\w*|abstain\w*|stopped short|decided|cleared|acquitted"
    r"|(?:banned|barred|prevented|stopped|blocked|prohibited|dissuaded)(?: @)?) (?:from|of|against)"
    rf"|{_GAVE_UP}{_OWN} {_PLAN}(?: (?:to|of|for|that|in))?"
    r"|\b(?:at|in|under|on) no [^ ]+ (?:did|do|does|had|has|have|was|were|is|are|will|would)(?: the)? @"
    rf")(?: [^ ]+ing)?{_BEING}$|\b(?:is|are|was|were|be|been) no(?: [^ ]+)?$"
    r"|\b(?:blocked|prevented|prohibited) (?:@|its|their|his|her|the|any)$"
)
_DISMISSED = re.compile(
    r"\b(?:no|nor|without|little|insufficient) (?:[^ ]+ )?(?:evidence|proof|signs?|indications?|suggestion)"
    r"(?: [^ ]+){0,4} that\b|\bnothing (?:to|that|which) (?:[^ ]+ ){1,3}that\b"
)
_PLANNED = re.compile(
    rf"(?:\b(?:will|shall|would|going to|committed to)|['\u2019] ?ll)"
    rf"(?: (?:continue to|try to|not only|not just)){{0,2}}{_BEING}$"
    r"|\b(?:planned|proposed|upcoming|intended|prospective|would-be|incoming|aspiring|future|pending|expected|forthcoming)$"
)
_OFFICE_AHEAD = re.compile(
    r"\b(?:will|shall|would|to|['\u2019] ?ll) (?:be|become|remain|[a-z]+(?: over)?(?: @)? as)"
    r"(?: (?!(?:at|by|for|from|in|on|to|under|with) )[^ ,]+){0,4}$"
)
"""Stands before an office that somebody will have."""
_TO = re.compile(rf"(?:^|(?P<head>[^ ]+)(?: on)?(?: (?:@|it|him|her|them))?) to(?: (?:{_BE}))*$")
_DONE = word_set("happening", "done")
"""What an infinitive hangs on that has happened: "managed to sue", "was forced to sue"."""
_TOLD = re.compile(
    r"\b(?:(?:is|are|was|were|been) (?:said|reported|alleged|believed|thought|known|found|understood)"
    rf"|us(?:es|ed|ing)(?: [^ ]+){{1,4}}) to(?: (?:{_BE}))*$"
    r"|\bclaim(?:s|ed|ing)? to have(?: been)?$"
)


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
    hangs = None if is_role else _TO.search(said)
    if hangs:
        return "actual" if hangs["head"] in _DONE or _TOLD.search(said) else "planned"
    own = clauses.word(verb)
    is_past = own.endswith(("ed", "s")) or own in irregular_forms()
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
