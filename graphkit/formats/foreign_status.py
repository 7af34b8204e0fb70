"""Reads what a foreign file says of the status of a relation."""

_STATUSES = {"planned": "planned", "proposed": "planned"} | dict.fromkeys(
    ("denied", "refuted", "disproved", "disproven", "retracted", "debunked"), "denied"
)
"""Words that plainly say that a relation is not a fact."""


def status_of(words: str) -> str | None:
    """Return the status of a relation that a plain word says is not a fact; else None."""
    return _STATUSES.get(words.strip().casefold())
