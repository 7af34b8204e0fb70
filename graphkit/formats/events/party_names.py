"""Reads what the name of an actor in an event table says of it: ``Police (India)`` is police of India."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from graphkit.model.entities import Kind

_COUNTRIES: Final = frozenset(
    """Abkhazia|Afghanistan|Albania|Algeria|American Samoa|Andorra|Angola|Antigua and Barbuda|
    Argentina|Armenia|Aruba|Australia|Austria|Azerbaijan|Bahamas|Bahrain|Bangladesh|Barbados|
    Belarus|Belgium|Belize|Benin|Bermuda|Bhutan|Bolivia|Bosnia and Herzegovina|Botswana|Brazil|
    Brunei|Bulgaria|Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Cabo Verde|
    Cayman Islands|Central African Republic|Chad|Chile|China|Colombia|Comoros|Congo|Cook Islands|
    Costa Rica|Cote d'Ivoire|Croatia|Cuba|Curacao|Cyprus|Czech Republic|Czechia|
    Democratic Republic of Congo|Democratic Republic of the Congo|Denmark|Djibouti|Dominica|
    Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|Equatorial Guinea|Eritrea|Estonia|
    Eswatini|Ethiopia|Falkland Islands|Fiji|Finland|France|French Guiana|French Polynesia|Gabon|
    Gambia|Georgia|Germany|Ghana|Gibraltar|Greece|Greenland|Grenada|Guadeloupe|Guam|Guatemala|
    Guinea|Guinea-Bissau|Guyana|Haiti|Honduras|Hong Kong|Hungary|Iceland|India|Indonesia|Iran|Iraq|
    Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kiribati|Kosovo|Kuwait|
    Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Macao|
    Macedonia|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Marshall Islands|Martinique|Mauritania|
    Mauritius|Mayotte|Mexico|Micronesia|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|
    Myanmar|Namibia|Nauru|Nepal|Netherlands|New Caledonia|New Zealand|Nicaragua|Niger|Nigeria|Niue|
    North Korea|North Macedonia|Northern Mariana Islands|Norway|Oman|Pakistan|Palau|
    Palestinian Territory, Occupied|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|
    Poland|Portugal|Puerto Rico|Qatar|Romania|Russia|Russian Federation|Rwanda|Saint Helena|
    Saint Kitts and Nevis|Saint Lucia|Saint Vincent and the Grenadines|Samoa|San Marino|
    Sao Tome and Principe|Saudi Arabia|Senegal|Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|
    Slovenia|Solomon Islands|Somalia|South Africa|South Korea|South Sudan|Spain|Sri Lanka|Sudan|
    Suriname|Swaziland|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Timor-Leste|
    Togo|Tonga|Trinidad and Tobago|Tunisia|Turkey|Turkmenistan|Turks and Caicos Islands|Tuvalu|
    Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|Uruguay|Uzbekistan|Vanuatu|
    Vatican City|Venezuela|Vietnam|Virgin Islands, British|Virgin Islands, U.S.|Western Sahara|
    Yemen|Zambia|Zimbabwe""".replace("\n    ", "").split("|")
)
"""Countries and dependent territories, as event tables call them."""

_GROUPS: Final = frozenset(
    """Activist|Administration|Agriculture / Fishing / Forestry Ministry|Air Force|Airline|Armed Band|
    Armed Force|Armed Forces|Armed Gang|Armed Opposition|Armed Rebel|Armed Separatist|Army|
    Army Personnel|Asylum Seeker|Attacker|Attorney General|Bank|Blogger|Buddhist|Bureaucrat|
    Business|Businessperson|Cabinet / Council of Ministers / Advisors|Central Bank|Children|
    Christian|Citizen|City Mayor|Civic Group|Civil Servant|Civil Service|Clergy|Cleric|Combatant|
    Commando|Constitutional Court|Court Judge|Criminal|Customs Official|Defector|
    Defense / Security Ministry|Defense Attorney|Defense Industry|Detainee|Dissident|Economist|
    Education|Education Ministry|Education Official|Election Commission|Employee|
    Energy Department/Ministry|Engineer|Environment Department/Ministry|Environmentalist|Envoy|
    Ethnic Group|Exiles|Expatriate|Extremist|Farm Worker|
    Finance / Economy / Commerce / Trade Ministry|Fishermen|Foreign Affairs|Governing Party|
    Government|Government Delegation|Government Official|Governor|Guerrilla|Hacker|
    Head of Government|Health Ministry|Healthcare Facility|High Ranking Military Personnel|Hindu|
    House Speaker|Human Rights Activist|Human Rights Commission|Human Rights Group|
    Illegal Immigrant|Immigrants|Indigenous People|Industrial / Textiles / Mining Ministry|Industry|
    Information / Communication / Transparency Ministry|Information Ministry|Insurgency|Insurgent|
    Intellectual|Intelligence|Intelligence Officer|Interim Government|Islamic Extremist Group|
    Islamic Militant|Jew|Judiciary|Justice Department/Ministery|Justice Department/Ministry|
    Kidnapper|Labor Union|Labor and Employment Ministry|Lawmaker|Lawyer/Attorney|Legislature|
    Local Media|Lower House of Parliament|Main Opposition|Media|Media Personnel|Medical Personnel|
    Member of Legislative (Govt)|Member of Parliament|Member of the Judiciary|Men|Militant|Military|
    Military Personnel|Military Personnel - Special|Military Police|Militia|Minister|Ministry|Mob|
    Murderer|Muslim|Naval|Navy|Newspaper|Ombudsman|Opposition Activist|Opposition Coalition|
    Opposition Force|Opposition Supporter|Organized Crime|Other Authorities / Officials|
    Ousted Head of State|Paramilitary Police|Parliament|Party Member|Peacekeeping Troop|
    People Associated with the Opposition|Police|Political Parties|Population|
    Presidential Candidate|Priest|Professor|Protester|Public Courts|Public Prosecutor|
    Rebel Commander|Rebel Group|Refugee|Rights Activist|Rioter|Royal Administration|
    Ruling Coalition|Ruling Party|Scholar|Scientist|Senate|Separatist|Separatist Leader|
    Separatist Militant|Settler|Social Worker|State Media|Student|Student Dissident|Terrorist|
    Terrorist Leader|Terrorist Organization|Thief|Tourist|Treasury/Finance Ministry|Undersecretary|
    Veterans|Villager|Women|Women / Children / Social / Welfare / Development / Religion Ministry|
    Youth and Sports Ministry""".replace("\n    ", "").split("|")
)
"""Words that name a group or an office of any country, as ICEWS has them."""

_BODIES: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(
        """Air Force|Armed Forces|Army|Central Bank|Constitutional Court|Election Commission|
        Foreign Affairs|Legislature|Lower House of Parliament|Military|Military Police|Navy|
        Paramilitary Police|Parliament|Police|Public Courts|Senate""".replace("\n        ", "").split("|"),
        "government-body",
    ),
    "Government": "government", "Interim Government": "government",
}  # fmt: skip
_BODY = re.compile(
    r"\b(?:agency|air force|army|assembly|bureau|cabinet|commission|committee|congress|council|court|defence"
    r"|defense|department|embassy|force|forces|gendarmerie|government|house|legislature|military|ministery|ministry|navy"
    r"|office|parliament|police|secretariat|senate|service|services|treasury|troops)\b"
)
_PRESS = re.compile(
    r"\b(?:agency|broadcasting|gazette|herald|journal|magazine|news|newspaper|post|press|radio|television|times|tv)\b"
)
_FIRM = re.compile(
    r"\b(?:airlines?|airways|ag|bank|co|company|corp|corporation|enterprises?|gmbh|group|holdings?|inc|industries"
    r"|limited|llc|ltd|motors|oil|plc|sa)\b"
)
_MINISTRY = re.compile(r"\bMiniste?ry\b")
_COUNTRY = re.compile(r"(.*\S) \(([^()]+)\)")


class Said(NamedTuple):
    """What a name says: a kind, empty if none, and attributes."""

    kind: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


_NOTHING = Said()


def said_by(name: str) -> Said:
    """Return what a name such as ``Police (India)`` says of the actor.

    Only a known country in brackets is one, and only a known group before it is a sector.
    """
    match = _COUNTRY.fullmatch(name) if name.endswith(")") else None
    if match is None or match[2] not in _COUNTRIES:
        return _NOTHING
    group, country = match[1], match[2]
    sector = (("sector", group),) if group in _GROUPS else ()
    kind = _BODIES.get(group) or ("government-body" if sector and _MINISTRY.search(group) else "")
    return Said(kind, (("country", country), *sector))


def is_country(name: str) -> bool:
    """Return whether a name is that of a country."""
    return name in _COUNTRIES


def kind_in(sector: Kind | None, name: str) -> str:
    """Return a kind that a table gives for a sector, if the name is one of a body rather than of a person."""
    words = {"government-body": _BODY, "media": _PRESS, "company": _FIRM}
    return sector if sector in words and words[sector].search(name.casefold()) else ""
