"""The look of the page: colours of families and kinds in light and dark, shapes of kinds."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from typing import Final

from graphkit.model.vocabulary import KnownType

PAPER: Final = ("#fbfaf6", "#15181d")
"""The background, in light and in dark; texts have a contrast of at least 4.5 against it."""

PANEL: Final = ("#f3f1ea", "#1c2027")
"""The background of the panels, in light and in dark."""


@dataclass(frozen=True, slots=True)
class Hue:
    """One colour in its light and its dark form, as ``#rrggbb``."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class KindStyle:
    """How actors of one kind are drawn; the shape distinguishes kinds, the colour groups them."""

    label: str
    shape: str
    hue: Hue


FAMILIES: Final[dict[str, Hue]] = {
    "contact": Hue("#164a85", "#8ab8fa"),
    "agreement": Hue("#007986", "#7ff0e8"),
    "restriction": Hue("#780703", "#f0603c"),
    "permission": Hue("#3a7a4a", "#b9efac"),
    "statement": Hue("#6a4fc4", "#b673cf"),
    "trade": Hue("#a85000", "#f7b93b"),
    "background": Hue("#62666d", "#9fa2a8"),
    "newsroom": Hue("#861148", "#f4528c"),
}
"""The colours of families: far apart for the colour-blind, too; opposites differ in lightness."""

_PEOPLE = Hue("#34507a", "#8fb0e0")
_FIRMS = Hue("#2a2c30", "#e4e2dc")
_PUBLIC = Hue("#86492f", "#dd9f82")
_THINGS = Hue("#55632f", "#b5c583")
_SCENE = Hue("#645a73", "#b6abc8")
_GREY = Hue("#6b6b6b", "#a8a8a8")

KINDS: Final[dict[str, KindStyle]] = {
    "person": KindStyle("Person", "circle", _PEOPLE),
    "company": KindStyle("Company", "square", _FIRMS),
    "government": KindStyle("Government", "hexagon", _PUBLIC),
    "government-body": KindStyle("Government body", "pentagon", _PUBLIC),
    "country": KindStyle("Country", "diamond", _PUBLIC),
    "place": KindStyle("Place", "triangle-down", _SCENE),
    "organisation": KindStyle("Organisation", "octagon", _SCENE),
    "media": KindStyle("Media", "ring", _SCENE),
    "product": KindStyle("Product", "triangle", _THINGS),
    "commodity": KindStyle("Commodity", "bar", _THINGS),
    "sector": KindStyle("Sector", "cross", _THINGS),
    "event": KindStyle("Event", "star", _SCENE),
    "unknown": KindStyle("Unknown", "post", _GREY),
}

TONES: Final = (
    Hue("#004891", "#4891da"),
    Hue("#c87f00", "#ffb648"),
    Hue("#915ba3", "#9148a3"),
    Hue("#486d5b", "#00c8a3"),
    Hue("#a34800", "#b64812"),
    Hue("#4891ec", "#24ffff"),
    Hue("#6d2448", "#b69100"),
    Hue("#003600", "#daff91"),
    Hue("#36006d", "#b6b6ff"),
    Hue("#8a8a8a", "#808080"),
    Hue("#c4c2bb", "#4a4f58"),
)
"""The colours of values and groups, which the colour-blind tell apart; then of all others, and of none."""

RAMP: Final = tuple(
    map(
        Hue,
        ("#b68b16", "#bc6400", "#b43e1a", "#9d1f3f", "#7d0754", "#57035e", "#300558"),
        ("#7750b1", "#ae56ae", "#dc6498", "#fe7b7a", "#ff9e59", "#ffc956", "#fbf488"),
    )
)
"""The colours of figures, from the lowest to the highest: each stands out more from the background."""

_OTHER_KIND = KindStyle("Other", "circle", _SCENE)
_OWN_FAMILIES: Final = (
    Hue("#3c6670", "#8fc3d0"),
    Hue("#6b5b00", "#d8c64a"),
    Hue("#4a4fb5", "#a7abff"),
    Hue("#a8431a", "#ffa477"),
    Hue("#2f6b4f", "#86d3ac"),
    Hue("#8a3a5e", "#e7a0c0"),
)
"""The colours of families that a dataset defines itself, which differ from those of the shipped ones."""


def family_hues(names: Iterable[str]) -> dict[str, Hue]:
    """Return the colour of each family; the own ones of a dataset get theirs in the order of their names."""
    own = zip(sorted(set(names) - FAMILIES.keys()), cycle(_OWN_FAMILIES))
    return FAMILIES | dict(own)


_ENDING: Final = frozenset({"left", "resigned-from", "sold-stake-in", "lost-revenue"})


def is_against(type_: KnownType) -> bool:
    """Whether a type goes against its target or ends what was between the two: a bar lies behind its head.

    Criticism and praise are of one family and one colour; CAMEO's codes from 10 on are those of conflict.
    A restriction ends in a bar anyway.
    """
    is_conflict = "10" <= (type_.cameo or "") < "21" and type_.family != "restriction"
    return is_conflict or type_.name in _ENDING


def kind_style(name: str) -> KindStyle:
    """Return how actors of a kind are drawn."""
    return KINDS.get(name, _OTHER_KIND)
