"""Maps CAMEO event codes to relation types: the nearest in the vocabulary, else one per root code.

P. A. Schrodt, *CAMEO: Conflict and Mediation Event Observations, Event and Actor Codebook*, 2012.
"""

from collections import Counter
from functools import cache
from typing import Any, Final

from graphkit.model.vocabulary import vocabulary

_ROOTS: Final = {
    "01": ("stated-to", "statement", "Made a public statement about another."),
    "02": ("appealed-to", "statement", "Appealed to another for something."),
    "03": ("intends-to-cooperate-with", "agreement", "Said that it means to cooperate."),
    "04": ("consulted", "contact", "Consulted with another: met, called, visited."),
    "05": ("cooperated-with", "agreement", "Cooperated as diplomats do."),
    "06": ("cooperated-materially-with", "trade", "Cooperated in trade, arms, courts or intelligence."),
    "07": ("aided", "agreement", "Gave aid."),
    "08": ("yielded-to", "permission", "Gave in, eased or released."),
    "09": ("investigated", "restriction", "Investigated another."),
    "10": ("demanded-of", "statement", "Demanded something."),
    "11": ("disapproved-of", "statement", "Criticised, accused or complained."),
    "12": ("refused", "restriction", "Rejected what another asked or proposed."),
    "13": ("threatened", "restriction", "Threatened another."),
    "14": ("protested-against", "statement", "Protested or demonstrated."),
    "15": ("showed-force-to", "restriction", "Put its forces on alert or on show."),
    "16": ("reduced-relations-with", "restriction", "Reduced or broke off relations."),
    "17": ("coerced", "restriction", "Seized, arrested, sanctioned or banned."),
    "18": ("assaulted", "restriction", "Assaulted without conventional forces."),
    "19": ("fought", "restriction", "Fought with conventional forces."),
    "20": ("used-mass-violence-on", "restriction", "Used violence against many."),
}


@cache
def _types_by_code() -> dict[str, str]:
    """Return the relation type of each code that only one type of the vocabulary has."""
    rows = [row for row in vocabulary().values() if row.cameo]
    codes = Counter(row.cameo for row in rows)
    return {str(row.cameo): row.name for row in rows if codes[row.cameo] == 1}


def type_of(code: str) -> str | None:
    """Return the relation type of a code, of its base code or of its root; None if it is no code."""
    types = _types_by_code()
    root = _ROOTS.get(code[:2], (None,))[0]
    return types.get(code) or types.get(code[:3]) or root


def own_type(name: str) -> dict[str, Any] | None:
    """Return the row of a root code's relation type that the vocabulary lacks; None for other names."""
    for code, (root, family, meaning) in _ROOTS.items():
        if root == name and name not in vocabulary():
            return {"name": root, "kind": "event", "meaning": meaning, "cameo": code, "family": family}
    return None
