"""What each FollowTheMoney schema and property becomes, and each row: the tables of ``schemata.toml``.

What is in no table becomes an actor of unknown kind if it is a thing, a relation if it is a link, and else an
attribute of the actors that it names.
"""

from typing import Any, Final

from graphkit.libraries import tables_beside

TABLES: Final[dict[str, Any]] = tables_beside(__file__)
