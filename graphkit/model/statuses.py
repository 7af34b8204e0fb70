"""The statuses that a relation can have, in the order in which they are listed and numbered."""

from typing import Literal, get_args

Status = Literal["actual", "planned", "denied"]
STATUSES: tuple[str, ...] = get_args(Status)
NOT_ACTUAL = STATUSES[1:]
