"""What each FollowTheMoney schema and property becomes: tables, no code.

https://followthemoney.tech/explorer/ lists them all. What is in no table here becomes an actor of unknown
kind if it is a thing, a relation if it is a link, and else an attribute of the actors that it names.
"""

from typing import Any, Final

KINDS: Final[dict[str, str]] = {
    "Person": "person",
    "Company": "company",
    "PublicBody": "government-body",
    "Organization": "organisation",
    "LegalEntity": "unknown",
    "Territory": "place",
    "Address": "place",
    "RealEstate": "place",
    "Event": "event",
    "Contract": "unknown",
    "BankAccount": "unknown",
    "Asset": "product",
}
"""The kind of an actor, by the first of these schemata that its schema is or extends."""

LISTINGS: Final[dict[str, str]] = {"Sanction": "sanctioned", "Risk": "listed-as-risk"}
"""The relation of an authority to what it lists, by schema."""

ENDS: Final[dict[str, tuple[str, str]]] = {
    "Call": ("caller", "receiver"),
    "EconomicActivity": ("sender", "receiver"),
    "Similar": ("candidate", "match"),
    # The relationship is what the relative is to the person.
    "Family": ("relative", "person"),
    "Associate": ("associate", "person"),
}
"""The properties of source and target where the model has none, or the other way round."""

MESSAGES: Final[dict[str, tuple[str, str, str]]] = {
    "Email": ("emitters", "wrote-to", "recipients"),
    "Message": ("sender", "wrote-to", "recipients"),
}
"""Documents that are a relation too."""

LINK_TYPES: Final[dict[str, str]] = {
    "Ownership": "owns",
    "Directorship": "director-of",
    "Employment": "works-for",
    "Membership": "member-of",
    "Representation": "represents",
    "Occupancy": "holds-office-in",
    "Succession": "preceded",
    "Call": "called",
    "EconomicActivity": "shipped-goods-to",
    "Similar": "similar-to",
    "Family": "family-of",
    "Associate": "associated-with",
    "UnknownLink": "linked-to",
}
"""The relation type of a link; else it is made from the words of the model."""

ROLE_IS_TYPE: Final = frozenset({"UnknownLink"})
"""Links whose role says what relation it is; of other links it is a part of the summary."""

TIES: Final[dict[str, tuple[str, bool]]] = {
    "Thing:addressEntity": ("located-in", True),
    "LegalEntity:parent": ("part-of", True),
    "RealEstate:parent": ("part-of", True),
    "Territory:partOf": ("part-of", True),
    "Position:organization": ("part-of", True),
    "Contract:project": ("part-of", True),
    "Contract:authority": ("awarded", False),
    "Event:organizer": ("organised", False),
    "Event:involved": ("attended", False),
    "CallForTenders:authority": ("called-for-tenders", False),
    "CallForTenders:tenderers": ("tendered-for", False),
    "CryptoWallet:holder": ("owns", False),
    "UserAccount:owner": ("owns", False),
    "Vehicle:owner": ("owns", False),
    "Vehicle:operator": ("operates", False),
    "Security:issuer": ("issued", False),
}
"""The relation of an actor to what a property of it names, and whether the actor is its source.

Any other property becomes a relation from the actor that is called as the property.
"""

DATED_TIES: Final[dict[str, str]] = {"Contract:authority": "contractDate"}
"""The property with the day of a tie, where the thing itself has no date of its own."""

OWN_TYPES: Final[dict[str, dict[str, Any]]] = {
    "awarded": {"kind": "event", "family": "agreement"},
    "awarded-to": {"kind": "event", "inverse": "was awarded", "family": "agreement"},
    "called-for-tenders": {"kind": "event", "inverse": "was called by", "family": "agreement"},
    "tendered-for": {"kind": "event", "inverse": "received a tender from", "family": "agreement"},
    "issued": {"kind": "event", "family": "agreement"},
    "shipped-goods-to": {"kind": "event", "inverse": "received goods from", "family": "trade"},
    "organised": {"kind": "event", "family": "contact"},
    "listed-as-risk": {"kind": "state", "family": "restriction"},
    "preceded": {"kind": "background", "family": "background"},
    "operates": {"kind": "background", "inverse": "operated by", "family": "background"},
    "associated-with": {"kind": "background", "symmetric": True, "family": "background"},
    "similar-to": {"kind": "background", "symmetric": True, "family": "background"},
    "involved-in": {"kind": "background", "inverse": "involves", "family": "background"},
    "participates-in": {"kind": "background", "inverse": "has as participant", "family": "background"},
}
"""Relation types that the vocabulary lacks; any other is one that may last or happen."""

NAMES: Final = ("name", "alias", "previousName")
"""The properties with names of a thing; a weak alias or an abbreviation would join others, and is none."""

TITLES: Final = ("title", "name", "subject", "fileName")
"""The properties with the title of a document, the first that it has."""

LAST_DATES: Final = ("modifiedAt", "processedAt", "retrievedAt")
"""The dates of a document by which it had been published."""
