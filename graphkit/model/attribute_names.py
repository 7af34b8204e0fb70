"""What the names of attributes mean, in many languages: ``dob`` and ``Geburtsdatum`` are ``born``."""

import re
import unicodedata
from functools import cache, lru_cache

from graphkit.errors import DateError
from graphkit.libraries import tables_beside
from graphkit.temporal import edtf
from graphkit.temporal.bounds import Bounds

OUTSIDE_ID = "id"
"""The attribute that keeps the id of an actor in another program's file."""
MERGED_IDS = "referents"
"""The attribute that keeps the ids of those who were merged into an actor, as FollowTheMoney calls them."""

FIRST_SEEN, LAST_SEEN = ("first_seen",), ("last_seen", "last_change")
"""The attributes that say when a list had an entry: its first day, and its last ones."""

_ALONE = (
    "(?P<of>(?:isin|cik|imo|mmsi|orcid|viaf|isni|gnd|opencorporates|npi|irs|ipo|okpo|cusip|cage|icij|uei|ric|crd|ror"
    "|grid|org|rea|pan|enterprise|business|charity)(?=code|id|number|no|nr)"
    "|abn|acn|arbn|bce|brn|bulstat|bvd|cin|crn|cui|cvr|dic|eik|ein|gstin|ico|kbo|llpin|nip|npwp|nzbn|rcs|ruc|uen|uid"
    "|uscc|ytunnus|αφμ)(?:code|id|number|nummer|no|nr)*|"
    "birth.*|.*dateofbirth|death.*|.*dateofdeath|.*nationalit(y|ies)|.*citizenships?|.*country|jurisdiction"
    "|passport.*|.*(registration|company|tax|vat|passport|national|identity)(number|no|nr|id|code)"
    "|idnumber|tin|isin|socialsecurity.*|duns.*|cik|imo|mmsi|viaf.*|orcid.*|isni.*|gnd.*|imdb.*"
    "|opencorporates.*|crunchbase.*|wikipedia.*|email.*"
    "|opensanctions.*|openalex.*|openownership.*|gleif.*|companieshouse.*|musicbrainz.*|freebase.*|littlesis.*"
    "|lccn.*|bnf(id)?|idref.*|sudoc.*|researcherid|scopus.*|transparencyregister.*|lobbyregister.*"
    "|uniqueentityid|cusip|figi|npi|ror|sedol|uei|wkn|(eu|un|uk)sanctions(id|number|no|ref)"
    "|personn(ummer|r)|fødselsnummer|fodselsnummer|henkilotunnus|personalausweis.*|ausweisnummer"
    "|sozialversicherungsnummer|steuernummer|ahvnummer|dni|nie|nif|cif|cedula.*|curp|rfc|cpf|cnpj|pesel|regon|krs"
    "|insee|isikukood|rodnecislo|oib|jmbg|egn|cuit|cuil|rut|edrpou|єдрпоу|okpo|snils|снилс|nino"
    "|nationalinsurancen(umber|o)|aadhaar.*"
)
"""A pattern of names, folded, of further attributes that do, each with a meaning of its own."""
_DOTTED = r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})"


def ids_in(value: object) -> list[str]:
    """Return the ids that the value of ``MERGED_IDS`` names."""
    return [id for text in str(value).split(";") if (id := text.strip())]


def folded_name(name: str) -> str:
    """Return the name of an attribute as it is compared: its letters and digits, without case and accents."""
    text = name.casefold()
    if not text.isascii():
        text = "".join(
            each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
        )
    return _SIGNS.sub("", text)


_SIGNS = re.compile(r"[\W_]+")


@cache
def _meanings() -> dict[str, str]:
    """Return what names mean, folded; of attributes that tell apart people or companies of one name."""
    tables = tables_beside(__file__, ".json")
    return {folded_name(name): meaning for meaning, names in tables.items() for name in names}


def _bare(name: str) -> str:
    """Return the name of an attribute, folded, without the number after it, which says nothing."""
    return re.sub("[0-9]+$", "", folded_name(name))


def listed_meaning(name: str) -> str | None:
    """Return what an attribute means if it is listed, as all names are of when a life begins and ends."""
    return _meanings().get(folded_name(name)) or _meanings().get(_bare(name))


def names_of_attribute(meaning: str) -> list[str]:
    """Return the names that are listed as those of an attribute, as they are written."""
    names: list[str] = tables_beside(__file__, ".json")[meaning]
    return names


@lru_cache(10_000)
def meaning_of(name: str) -> str | None:
    """Return what an attribute means if it tells apart actors of one name."""
    alone = None if (listed := listed_meaning(name)) else re.fullmatch(_ALONE, _bare(name))
    return listed or (alone and (alone["of"] or alone[0]))


_FACTS = (
    "born|died|founded|dissolved|birth.*|death.*|.*dateof(birth|death)|gender|age|email.*|phone|website|address|residence"
    "|(given|middle|maiden|father|mother|full)name|namesuffix|patronymic|secondsurname|initials|salutation"
    "|legalform|seat|headquarters|city|state|postcode|ticker|domain"
    "|.*nationalit(y|ies)|.*citizenships?|.*country|jurisdiction"
)
"""The meanings that several may share; all others are numbers of a register or an authority."""


@lru_cache(1_000)
def names_one(name: str) -> bool:
    """Return whether an attribute of this name is a number that a register or authority gives one alone.

    Examples
    --------
    >>> names_one("Passport No"), names_one("company number"), names_one("born"), names_one("note")
    (True, True, False, False)
    """
    meaning = meaning_of(name)
    return meaning is not None and not re.fullmatch(_FACTS, meaning)


@lru_cache(10_000)
def days_of(text: str) -> Bounds | None:
    """Return the days that a text such as ``1961-03``, ``2.3.1961`` or ``2 March 1961`` gives.

    None if it is no date, or is unclear.
    """
    try:
        return edtf.parse(re.sub(_DOTTED, _iso, text.strip()).upper()).bounds
    except DateError:
        from graphkit.model.foreign_dates import read_column

        [date] = read_column([text], whole=True)
        return edtf.parse(date).bounds if date and "/" not in date else None


def _iso(dotted: re.Match[str]) -> str:
    day, month, year = dotted.groups()
    return f"{year}-{month:0>2}-{day:0>2}"
