"""Compares what is known of two actors of one name: attributes such as born or country tell them apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from graphkit.errors import DateError
from graphkit.model.entities import Actor
from graphkit.temporal import edtf

_SAME = {
    "born": "born, born on, birth, birth date, birthday, birth year, date of birth, year of birth, dob, "
    "yob, Geburtsdatum, Geburtstag, Geburtsjahr, geboren, geboren am, date de naissance, année de "
    "naissance, né le, née le, fecha de nacimiento, año de nacimiento, nacido, nacida, data di nascita, "
    "anno di nascita, nato il, nata il, data de nascimento, ano de nascimento, geboortedatum, "
    "geboortejaar, geboren op, födelsedatum, födelseår, född, fødselsdato, fødselsår, født, syntymäaika, "
    "data urodzenia, datum narození, dátum narodenia, datum rođenja, születési dátum, data nașterii, doğum "
    "tarihi, дата рождения, дата народження, дата на раждане, ημερομηνία γέννησης, تاريخ الميلاد, תאריך "
    "לידה, 出生日期, 生年月日",
    "died": "died, died on, death, death date, death year, date of death, year of death, dod, deceased "
    "on, Todesdatum, Sterbedatum, Todestag, Todesjahr, gestorben, gestorben am, verstorben am, date de "
    "décès, date du décès, date de mort, mort le, décédé le, décédée le, fecha de muerte, fecha de "
    "fallecimiento, fecha de defunción, data di morte, data del decesso, data de morte, data de "
    "falecimento, overlijdensdatum, overleden op, dödsdatum, dödsår, dødsdato, data śmierci, datum úmrtí, "
    "datum smrti, ölüm tarihi, дата смерти, дата смерті",
    "founded": "founded, founded on, date founded, year founded, founding date, founding year, foundation "
    "date, date of foundation, inception, established, established on, date of establishment, "
    "incorporated, incorporated on, incorporation date, date of incorporation, year of incorporation, "
    "formation date, Gründungsdatum, Gründungsjahr, gegründet, gegründet am, date de création, date de "
    "fondation, date de constitution, fecha de constitución, fecha de fundación, fecha de creación, data "
    "di costituzione, data di fondazione, data de fundação, data de constituição, oprichtingsdatum, "
    "stiftelsesdato, data założenia, datum založení, kuruluş tarihi, дата основания, дата создания, дата "
    "заснування",
    "dissolved": "dissolved, dissolved on, dissolution date, date of dissolution, Auflösungsdatum, "
    "aufgelöst am, date de dissolution, fecha de disolución, data di scioglimento, data de dissolução, "
    "дата ликвидации",
    "birthplace": "birth place, place of birth, born in, Geburtsort, lieu de naissance, lugar de "
    "nacimiento, luogo di nascita, local de nascimento, naturalidade, geboorteplaats, födelseort, "
    "fødested, miejsce urodzenia, místo narození, doğum yeri, место рождения, місце народження",
    "country": "country, countries, country code, nation, país, paese, страна, країна",
    "nationality": "nationality, nationalities, citizenship, citizenships, citizen of, "
    "Staatsangehörigkeit, Staatsbürgerschaft, Nationalität, nationalité, citoyenneté, nacionalidad, "
    "ciudadanía, nazionalità, cittadinanza, nacionalidade, cidadania, nationaliteit, nationalitet, "
    "medborgarskap, statsborgerskap, kansalaisuus, obywatelstwo, uyruk, гражданство, громадянство",
    "gender": "gender, sex, Geschlecht, sexe, sexo, sesso, género, geslacht, kön, køn, kjønn, płeć, пол",
    "age": "age, Alter, âge, edad, età, idade",
    "email": "email, email address, mail, courriel, correo electrónico",
    "phone": "phone, phone number, telephone, telephone number, mobile, mobile phone, Telefon, "
    "Telefonnummer, téléphone, teléfono, telefono, telefone",
    "website": "website, web site, homepage, Webseite, site web, sitio web, sito web",
    "address": "address, Adresse, Anschrift, dirección, indirizzo, endereço, adres, adress, адрес, адреса",
    "residence": "residence, Wohnort, domicile, domicilio, residenza, residência, lieu de résidence",
    "passport": "passport, passport number, passport no, passport nr, passport id, Reisepass, "
    "Reisepassnummer, passeport, numéro de passeport, pasaporte, número de pasaporte, passaporto, numero "
    "di passaporto, passaporte, número do passaporte, paspoort, paspoortnummer, паспорт, номер паспорта",
    "nationalid": "national id, national id number, national identity number, national identification number",
    "codicefiscale": "codice fiscale, cod fiscale",
    "steuerid": "Steuer ID, Steueridentifikationsnummer, Steuerliche Identifikationsnummer, IdNr",
    "ssn": "ssn, social security number, social security no",
    "bsn": "bsn, burgerservicenummer",
    "cpr": "cpr, cpr nummer, cpr number",
    "siren": "siren, numéro siren",
    "siret": "siret, numéro siret",
    "handelsregister": "Handelsregister, Handelsregisternummer, HRB, HRB Nummer",
    "kvk": "kvk, kvk nummer, kvk number",
    "orgnr": "orgnr, org nr, organisationsnummer, organisasjonsnummer, organization number, organisation "
    "number",
    "vat": "vat, vat number, vat no, vat id, vat code, partita iva, Umsatzsteuer ID, USt ID, USt IdNr, "
    "numéro tva",
    "inn": "inn, inn code, ИНН",
    "ogrn": "ogrn, ogrn code, ОГРН",
    "lei": "lei, lei code",
}
"""The names of attributes that tell apart people or companies of one name, by what they mean."""
_ALONE = re.compile(
    "birth.*|.*dateofbirth|death.*|.*dateofdeath|.*nationalit(y|ies)|.*citizenships?|.*country|jurisdiction"
    "|passport.*|.*(registration|company|tax|vat|passport|national|identity)(number|no|nr|id|code)|regno"
    "|regnumber|idnumber|tin|isin|socialsecurity.*|duns.*|cik|imo|mmsi|viaf.*|orcid.*|isni.*|gnd.*|imdb.*"
    "|opencorporates.*|crunchbase.*|wikipedia.*|email.*"
    "|personn(ummer|r)|fødselsnummer|fodselsnummer|henkilotunnus|personalausweis.*|ausweisnummer"
    "|sozialversicherungsnummer|steuernummer|ahvnummer|dni|nie|nif|cif|cedula.*|curp|rfc|cpf|cnpj|pesel|regon|krs"
    "|insee|isikukood|rodnecislo|oib|jmbg|egn|cuit|cuil|rut|edrpou|єдрпоу|okpo|snils|снилс|nino"
    "|nationalinsurancen(umber|o)|aadhaar.*|registernummer"
)
"""Names, folded, of further attributes that do, each with a meaning of its own."""

_DATES = ("born", "died", "founded", "dissolved")
_SAYS_LITTLE = (
    "gender", "age", "country", "nationality", "jurisdiction", "maincountry", "birthcountry", "birthplace",
    "residence",
)  # fmt: skip
"""What very many share."""
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")


def folded_name(name: str) -> str:
    """Return the name of an attribute as it is compared: its letters and digits, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", "", "".join(each for each in decomposed if not unicodedata.combining(each)))


_MEANINGS = {folded_name(name): meaning for meaning, names in _SAME.items() for name in names.split(", ")}


def _meaning(name: str) -> str | None:
    """Return what an attribute means if it tells apart actors of one name; a number after it says nothing."""
    folded = folded_name(name)
    bare = re.sub("[0-9]+$", "", folded)
    return _MEANINGS.get(bare) or (bare if _ALONE.fullmatch(bare) else None)


def distinguishes(name: str) -> bool:
    """Return whether an attribute of this name tells apart actors of the same name."""
    return _meaning(name) is not None


def dates_differ(name: str, ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return whether an attribute is a date, such as that of birth, and two actors have no day in common."""
    meaning = _meaning(name)
    return meaning in _DATES and not _agree(str(meaning), "; ".join(ours), "; ".join(theirs))


def attributes_differ(here: Actor, there: Actor) -> str:
    """Return in words the first distinguishing attribute in which two actors differ; empty if none does.

    A date differs if no day is in both: ``1961`` and ``1961-03-02`` do not. Of several values, parted by
    semicolons, one that both have is enough.
    """
    for meaning, (name, ours), (_, theirs) in _shared(here, there):
        if meaning != "age" and not _agree(meaning, ours, theirs):
            return f"{name} is {ours} here and {theirs} there"
    return ""


def are_two(here: Actor, there: Actor) -> bool:
    """Return whether two actors of one name differ in a distinguishing attribute that few others share."""
    return any(
        meaning not in _SAYS_LITTLE and not _agree(meaning, ours, theirs)
        for meaning, (_, ours), (_, theirs) in _shared(here, there)
    )


def attributes_agree(here: Actor, there: Actor) -> bool:
    """Return whether two actors share a distinguishing attribute that few others share."""
    return any(
        meaning not in _SAYS_LITTLE and _agree(meaning, ours, theirs)
        for meaning, (_, ours), (_, theirs) in _shared(here, there)
    )


def _shared(here: Actor, there: Actor) -> Iterator[tuple[str, tuple[str, str], tuple[str, str]]]:
    """Yield the distinguishing attributes that both actors have: what it means, and its name and value."""
    ours, theirs = _by_meaning(here), _by_meaning(there)
    for meaning in sorted(ours.keys() & theirs.keys()):
        yield meaning, ours[meaning], theirs[meaning]


def _by_meaning(actor: Actor) -> dict[str, tuple[str, str]]:
    by_meaning: dict[str, tuple[str, str]] = {}
    for name, value in actor.attributes:
        if meaning := _meaning(name):
            whole = isinstance(value, float) and value.is_integer()
            text = str(int(value) if whole else value)
            first, texts = by_meaning.get(meaning, (name, ""))
            by_meaning[meaning] = first, "; ".join(filter(None, (texts, text)))
    return by_meaning


def _agree(meaning: str, ours: str, theirs: str) -> bool:
    one, other = _values(ours), _values(theirs)
    if one & other:
        return True
    return meaning in _DATES and any(_overlap(first, second) for first in one for second in other)


def _values(text: str) -> set[str]:
    return {" ".join(unicodedata.normalize("NFC", each).casefold().split()) for each in text.split(";")}


def _overlap(one: str, other: str) -> bool:
    """Return whether a day is in both of two dates; false if one is no date."""
    try:
        first, second = (edtf.parse(_DOTTED.sub(_iso, each).upper()).bounds for each in (one, other))
    except DateError:
        return False
    return first.earliest_start <= second.latest_end and second.earliest_start <= first.latest_end


def _iso(dotted: re.Match[str]) -> str:
    day, month, year = dotted.groups()
    return f"{year}-{month:0>2}-{day:0>2}"
