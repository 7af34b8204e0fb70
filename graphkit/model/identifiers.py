"""Compares the identifiers that actors have elsewhere, in whatever form they are written."""

import re

WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)")
"""An item of Wikidata, or its address."""


def comparable(scheme: str, id: str) -> tuple[str, str]:
    """Return an identifier as it is compared.

    Examples
    --------
    >>> comparable("Wikidata", "http://www.wikidata.org/entity/Q42") == comparable("wikidata", "Q42")
    True
    """
    scheme, id = scheme.casefold(), id.strip()
    if scheme == "wikidata" and (item := WIKIDATA.fullmatch(id)):
        return scheme, item[1]
    return scheme, id.upper() if scheme in ("lei", "org-id") else id
