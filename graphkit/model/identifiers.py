"""Compares the identifiers that actors have elsewhere, and knows the form that some of them have."""

import re

from graphkit.model.attribute_names import meaning_of

WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)")
"""An item of Wikidata, or its address."""
_FORMS = {
    "wikidata": (WIKIDATA, "Q and a number, such as Q182477"),
    "lei": (re.compile("[A-Za-z0-9]{18}[0-9]{2}"), "18 letters or digits and two digits"),
    "imo": (re.compile("(?:IMO ?)?[0-9]{7}"), "seven digits, such as 9074729"),
    "orcid": (
        re.compile("(?:https?://orcid[.]org/)?(?:[0-9]{4}-){3}[0-9]{3}[0-9X]"),
        "four groups of four digits, such as 0000-0002-1825-0097",
    ),
}
"""The form of identifiers by scheme, and what that is in words."""


def wrong_form(scheme: str, id: str) -> str:
    """Return in words the form that identifiers of a scheme have, if this one has another; else nothing.

    Examples
    --------
    >>> wrong_form("Wikidata", "QXYZ"), wrong_form("wikidata", "Q42"), wrong_form("own", "QXYZ")
    ('Q and a number, such as Q182477', '', '')
    """
    form, words = _FORMS.get(meaning_of(scheme) or "", (None, ""))
    return "" if form is None or form.fullmatch(id.strip()) else words


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
