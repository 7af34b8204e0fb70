"""Finds actors whose names look alike though they are written with other characters."""

import unicodedata
from collections import defaultdict

from graphkit.graph.multigraph import Graph

_LIKE = {
    '"': "201c 201d 201e",
    "'": "2019 2018 2bc b4 60",
    "-": "2010 2011 2012 2013 2014 2212",
    "A": "410 391",
    "B": "412 392",
    "C": "421",
    "E": "415 395",
    "H": "41d 397",
    "I": "406 399",
    "J": "408",
    "K": "41a 39a",
    "L": "29f",
    "M": "41c 39c",
    "N": "39d",
    "O": "41e 39f",
    "P": "420 3a1",
    "Q": "51a",
    "S": "405",
    "T": "422 3a4",
    "W": "51c",
    "X": "425 3a7",
    "Y": "423 4ae 3a5",
    "Z": "396",
    "a": "430 3b1 251",
    "b": "44c 432",
    "c": "441",
    "d": "501",
    "e": "435 3b5",
    "g": "581 261",
    "h": "4bb 43d 570",
    "i": "456 3b9 131",
    "j": "458",
    "k": "43a 3ba",
    "l": "4cf",
    "m": "43c",
    "n": "578",
    "o": "43e 3bf 585",
    "p": "440 3c1",
    "q": "51b",
    "s": "455",
    "t": "442 3c4",
    "u": "3c5 57d",
    "v": "3bd",
    "w": "51d",
    "x": "445 3c7",
    "y": "443 3b3",
    "\xcb": "401",
    "\xcf": "407",
    "\xeb": "451",
    "\xef": "457",
}
"""The code points that look like each letter or sign; a part of Unicode's confusables (UTS 39)."""
_LATIN = {int(point, 16): letter for letter, points in _LIKE.items() for point in points.split()}


def look_of(name: str) -> str:
    """Return what a name looks like: in Latin letters, at usual width, without marks of format.

    Examples
    --------
    >>> look_of("Nvidia\\u200b") == look_of("\\u039dvidia") == "Nvidia"
    True
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).translate(_LATIN))
    seen = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc") or char.isspace())
    return " ".join(seen.split())


def look_alikes(graph: Graph) -> list[tuple[str, ...]]:
    """Return the ids of actors that look alike and have not the same name, in the order of the graph.

    Names and aliases are compared by :func:`look_of`; accents and capitals are seen, so they tell apart.
    """
    by_look: dict[str, dict[str, str]] = defaultdict(dict)
    for actor, fields in graph.nodes(data=True):
        for name in (fields["name"], *fields.get("aliases", ())):
            by_look[look_of(name)].setdefault(actor, name)
    groups = (tuple(names) for names in by_look.values() if len({*names.values()}) > 1)
    return list(dict.fromkeys(groups))
