"""The statuses that a relation can have, in the order in which they are listed and numbered."""

from typing import Literal, get_args

Status = Literal["actual", "planned", "denied"]
STATUSES: tuple[str, ...] = get_args(Status)
NOT_ACTUAL = STATUSES[1:]
NOT_FACTS = {"planned": "planned", "proposed": "planned"} | dict.fromkeys(
    ("denied", "refuted", "disproved", "disproven", "retracted", "debunked"), "denied"
)
"""Words of another program's column or attribute ``status`` that plainly say that a relation is no fact."""
