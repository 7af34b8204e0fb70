"""What the names of attributes mean, in many languages: ``dob`` and ``Geburtsdatum`` are ``born``."""

import re
import unicodedata

from graphkit.errors import DateError
from graphkit.temporal import edtf
from graphkit.temporal.bounds import Bounds

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
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")


def folded_name(name: str) -> str:
    """Return the name of an attribute as it is compared: its letters and digits, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", "", "".join(each for each in decomposed if not unicodedata.combining(each)))


_MEANINGS = {folded_name(name): meaning for meaning, names in _SAME.items() for name in names.split(", ")}


def meaning_of(name: str) -> str | None:
    """Return what an attribute means if it tells apart actors of one name; a number after it says nothing."""
    folded = folded_name(name)
    bare = re.sub("[0-9]+$", "", folded)
    return _MEANINGS.get(bare) or (bare if _ALONE.fullmatch(bare) else None)


def days_of(text: str) -> Bounds | None:
    """Return the days that a text such as ``1961-03`` or ``2.3.1961`` gives; None if it is no date."""
    try:
        return edtf.parse(_DOTTED.sub(_iso, text.strip()).upper()).bounds
    except DateError:
        return None


def _iso(dotted: re.Match[str]) -> str:
    day, month, year = dotted.groups()
    return f"{year}-{month:0>2}-{day:0>2}"
