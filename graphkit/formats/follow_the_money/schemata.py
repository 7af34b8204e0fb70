"""What each FollowTheMoney schema and property becomes, and each row: the tables of ``schemata.toml``.

What is in no table becomes an actor of unknown kind if it is a thing, a relation if it is a link, and else an
attribute of the actors that it names.
"""

from typing import Any, Final

from graphkit.libraries import tables_beside

_TABLES: Final = tables_beside(__file__)

NAMES: Final[list[str]] = _TABLES["names"]
TITLES: Final[list[str]] = _TABLES["titles"]
LAST_DATES: Final[list[str]] = _TABLES["last_dates"]
OVER: Final[list[str]] = _TABLES["over"]
IN_FORCE: Final[list[str]] = _TABLES["in_force"]
ROLE_IS_TYPE: Final[list[str]] = _TABLES["role_is_type"]
KINDS: Final[dict[str, str]] = _TABLES["kinds"]
LISTINGS: Final[dict[str, str]] = _TABLES["listings"]
ENDS: Final[dict[str, list[str]]] = _TABLES["ends"]
MESSAGES: Final[dict[str, list[str]]] = _TABLES["messages"]
LINK_TYPES: Final[dict[str, str]] = _TABLES["link_types"]
TIES: Final[dict[str, tuple[str, bool]]] = _TABLES["ties"]
DATED_TIES: Final[dict[str, str]] = _TABLES["dated_ties"]
OWN_TYPES: Final[dict[str, dict[str, Any]]] = _TABLES["own_types"]
SCHEMA_OF_KIND: Final[dict[str, str]] = _TABLES["schema_of_kind"]
IS_A: Final[dict[str, list[str]]] = _TABLES["is_a"]
LIFE: Final[dict[str, dict[str, str]]] = _TABLES["life"]
LINKS: Final[dict[str, list[str]]] = _TABLES["links"]
