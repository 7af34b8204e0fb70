"""Made-up tables of the same shape as the real ones, from a fixed seed, for where those are not at hand."""

from datetime import date, timedelta

import numpy as np

SEED = 20140101


def like(name: str) -> list[list[str]]:
    """Return the rows of a table shaped like a known one: as many actors, types, days and relations."""
    if name == "icews14":
        return events(90_730, actors=7_128, types=230, first=date(2014, 1, 1), days=365)
    return events(461_329, actors=10_488, types=251, first=date(2005, 1, 1), days=4_017)


def events(
    count: int, *, actors: int, types: int, first: date, days: int, seed: int = SEED
) -> list[list[str]]:
    """Return events by day; few actors and types take part in most of them (Zipf, 1949)."""
    draw = np.random.default_rng(seed)
    source, target = _skewed(draw, actors, count), _skewed(draw, actors, count)
    type = _skewed(draw, types, count)
    day = np.sort(draw.integers(0, days, count))
    texts = [(first + timedelta(days=offset)).isoformat() for offset in range(days)]
    columns = zip(source.tolist(), type.tolist(), target.tolist(), day.tolist(), strict=True)
    return [[f"Actor {a}", f"type {kind}", f"Actor {b}", texts[when]] for a, kind, b, when in columns]


def _skewed(draw: np.random.Generator, choices: int, count: int) -> np.ndarray:
    weights = 1 / (np.arange(choices) + 10.0)
    return draw.choice(choices, count, p=weights / weights.sum())
