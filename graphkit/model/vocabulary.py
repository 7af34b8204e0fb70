"""Reads the vocabulary: relation types and their families, which are data, not classes."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

from graphkit.errors import Mend, TypeNotFoundError, UsageError, half_character, nearest, shortened
from graphkit.libraries import tables_beside

NEWSROOM = "newsroom"
LEFT, DISMISSED = "left", "dismissed"
"""What tells that its source left, giving up all it had in the target; and that its target lost a post."""

TypeKind = Literal["event", "state", "either", "background"]


_WITH_OBJECT = {
    "accuse", "assassinate", "coerce", "consult", "criticize or denounce", "investigate",
    "physically assault", "praise or endorse", "reject", "sexually assault", "threaten", "torture",
}  # fmt: skip
"""The names of CAMEO of which the other actor is the object; all their verbs are regular."""
_VERBS = """
abandon accede accuse acknowledge agree aid allow apologise apologize appeal arrest assassinate assault
attack attempt ban befriend block bomb boycott bring call carry coerce collaborate complain condemn conduct
confiscate consider consult contact cooperate criticise criticize declare decline defend defy demand
demobilise demobilize demonstrate deny deploy destroy detain detonate disapprove discuss ease employ endorse
engage expel express fight find forgive fund give grant halt help host impose increase invade investigate
join kidnap kill lend lift lobby make mediate meet mobilise mobilize negotiate nominate obstruct occupy
offer oppose own pay praise promise propose protest provide rally receive recognise recognize reduce refuse
reject release request restrict retreat return sanction seize send share sign sue support threaten torture
trade urge use veto violate visit vote warn withdraw yield
"""
_INFINITIVES = frozenset(_VERBS.split())
"""Verbs as tables of events and of one's own name types by them: ``impose embargo``."""
_INFINITIVE = re.compile(r"\b(?!or\b)\w+\b(?<!ly)")


class Family(NamedTuple):
    """A group of relation types that share a colour."""

    name: str
    label: str
    meaning: str


def whole(text: str) -> str:
    """Return a text that JSON can hold; one with half a character raises."""
    if wrong := half_character(text):
        from pydantic_core import PydanticCustomError

        message = f"{shortened(text)} {wrong}"
        raise PydanticCustomError("half_character", "{message}", {"message": message})
    return text


class _Checked(NamedTuple):
    """Tells pydantic that a text is no bytes and has no half character, and may have a least length."""

    least: int = 0

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        text = handler(source) | {"strict": True} | ({"min_length": self.least} if self.least else {})
        return {"type": "function-after", "function": {"type": "no-info", "function": whole}, "schema": text}


Word = Annotated[str, _Checked()]
"""A text that JSON can hold."""
_Filled = Annotated[str, _Checked(least=1)]


@dataclass(frozen=True)
class KnownType:
    """A relation type, as :class:`~graphkit.model.entities.RelationType` describes it, and how it is told.

    Those that come with graphkit are no more than this. What is told here to pydantic is for that class.
    """

    name: _Filled
    kind: TypeKind
    symmetric: bool = False
    inverse: Word | None = None
    past: _Filled | None = None
    present: _Filled | None = None
    inverse_past: _Filled | None = None
    inverse_present: _Filled | None = None
    about: _Filled | None = None
    share: bool = False
    meaning: Word | None = None
    synonyms: tuple[Word, ...] = ()
    plover: Word | None = None
    cameo: Word | None = None
    ftm: Word | None = None
    family: Word = "other"

    @property
    def background(self) -> bool:
        """Whether it is a standing fact, which lists show last."""
        return self.kind == "background"

    @property
    def newsroom(self) -> bool:
        """Whether it is about the making of the news, which is hidden by default."""
        return self.family == NEWSROOM

    def lasts(self, interval: bool) -> bool:
        """Return whether a relation of this type lasts, given whether its date is an interval."""
        return self.kind in ("state", "background") or interval

    @property
    def goes_on(self) -> bool:
        """Whether what has a single date may have gone on after it; a founding was done by then."""
        return self.lasts(interval=False) and not self.done

    @property
    def done(self) -> bool:
        """Whether it is a fact that was done at its beginning: whoever founds a firm founds it no longer."""
        return self.name.removeprefix(ALLEGEDLY) == "founded"

    @property
    def stays(self) -> bool:
        """Whether it stays so while both live: whoever was once somebody's sister is still."""
        return self.name == "family-of"

    @property
    def outlives(self) -> bool:
        """Whether it may stay so for centuries: a land is part of another, a church is located in a town."""
        return self.name in ("part-of", "located-in")

    @property
    def is_post(self) -> bool:
        """Whether it is what one gives up who leaves the other, or is dismissed."""
        return _meant(self.name) in _POSTS

    @property
    def is_job(self) -> bool:
        """Whether it is a post that one may resign from, or be dismissed from, and still be a member."""
        return _meant(self.name) in _JOBS

    @property
    def parting(self) -> str | None:
        """That one left the other: ``left``, ``resigned-from`` or ``dismissed``, which its name may mean.

        A name that says more, that somebody alleges it, say, means none of them.
        """
        is_act = self.kind == "event" and not self.symmetric
        return meant if is_act and (meant := _named(self.name)) in _PARTINGS else None

    def label(self, *, forward: bool = True) -> str:
        """Return how it reads from the source's side, or from the target's."""
        if forward or self.symmetric:
            return self.name.replace("-", " ")
        return self.inverse or f"{self.name.replace('-', ' ')} by"

    @property
    def reads_backward(self) -> bool:
        """Whether a sentence may start with the target; one of an infinitive only if that is its object."""
        return not self._is_noun and (not self._is_infinitive or self.label() in _WITH_OBJECT)

    @property
    def _is_infinitive(self) -> bool:
        if self.past or self.present:
            return False
        if len(self.cameo or "") > 2:  # two digits are a root
            return True
        return self.name.removeprefix(ALLEGEDLY).split("-")[0] in _INFINITIVES

    @property
    def _claimed(self) -> "KnownType | None":
        """The known type of which this says that somebody claims it."""
        is_one = self.name.startswith(ALLEGEDLY) and not (self.past or self.present)
        return vocabulary().get(self.name.removeprefix(ALLEGEDLY)) if is_one else None

    @property
    def _is_noun(self) -> bool:
        return not (self.past or self.present) and _says_what_one_is(self.name)

    def verb(self, *, past: bool, forward: bool = True) -> str:
        """Return the verb of a sentence that starts with the source, or with the target.

        A type without words of its own is told by its label, which is the same in every tense. An infinitive,
        such as a name of CAMEO, is put in its tense if the other actor is its object, else between dashes.
        """
        if claimed := self._claimed:
            return f"allegedly {claimed.verb(past=past, forward=forward)}"
        if self._is_infinitive:
            return self._infinitive(past=past, forward=forward or self.symmetric)
        if forward or self.symmetric:
            said = f"{'was' if past else 'is'} {self.label()}" if self._is_noun else self.label()
            return (self.past if past else self.present) or self.past or said
        own = self.inverse_past if past else self.inverse_present
        return own or f"{'was' if past else 'is'} {self.label(forward=False)}"

    def _infinitive(self, *, past: bool, forward: bool) -> str:
        label = self.label()
        if label not in _WITH_OBJECT:
            return f"- {label} -"
        done = _INFINITIVE.sub(lambda verb: verb[0].removesuffix("e") + "ed", label)
        if not forward:
            return f"{'was' if past else 'is'} {done} by"
        return done if past else _INFINITIVE.sub(r"\g<0>s", label)

    def words(self) -> Iterable[str]:
        """Yield the words that mean it, its name first."""
        yield from filter(None, (self.name, self.past, self.present, *self.synonyms))


Vocabulary = Mapping[str, KnownType]


_PARTINGS = (LEFT, "resigned-from", DISMISSED)
_JOBS = ("leads", "holds-office-in", "works-for", "director-of")
_POSTS = (*_JOBS, "part-of", "member-of", "represents")


@cache
def _meant(name: str) -> str | None:
    """Return the known type that a name says: ``ceo-of`` that one leads the other."""
    who = name.removeprefix(ALLEGEDLY).removeprefix("former-").removeprefix("ex-")
    return _named(who) or _named(who.removesuffix("-of"))


@cache
def _named(name: str) -> str | None:
    return named_by(name, vocabulary())


@cache
def _says_what_one_is(name: str) -> bool:
    """Return whether a type of one's own says what somebody is of another: ``former-minister-of``."""
    who = name.removeprefix(ALLEGEDLY).removeprefix("former-").removeprefix("ex-").removesuffix("-of")
    meant = named_by(who, vocabulary()) if name.endswith("-of") and name not in vocabulary() else None
    return meant is not None and vocabulary()[meant].background


@cache
def _shipped() -> dict[str, list[dict[str, Any]]]:
    return tables_beside(__file__, ".json")


@cache
def families() -> tuple[Family, ...]:
    """Return the shipped families, in the order of the legend."""
    return tuple(Family(**row) for row in _shipped()["family"])


@cache
def _types() -> dict[str, KnownType]:
    rows = (row | {"synonyms": tuple(row.get("synonyms", ()))} for row in _shipped()["type"])
    return {row["name"]: KnownType(**row) for row in rows}


def vocabulary(own: Iterable[KnownType] = ()) -> Vocabulary:
    """Return the relation types by name: the shipped ones, and a dataset's own, which take precedence."""
    known = [row if type(row) is KnownType else KnownType(**vars(row)) for row in own]
    return _types() | {row.name: row for row in known} if known else _types()


_BETWEEN_WORDS = r"[\s_(),.;:!'\"/\u2019]+"  # compiled when a name is first read, as are those below


def type_name(words: str) -> str:
    """Return the name of a relation type from the words of a foreign file; empty if there are none.

    Case, blanks and punctuation between words make no difference. Any other character stays, so ``C`` and
    ``C++``, or ``1`` and ``-1``, are two types.

    Examples
    --------
    >>> type_name("Engage_in negotiation (other)"), type_name("C++")
    ('engage-in-negotiation-other', 'c++')
    """
    return "-".join(filter(None, re.split(_BETWEEN_WORDS, unicodedata.normalize("NFC", words).casefold())))


def secondary_types(types: Collection[KnownType]) -> set[str]:
    """Return the names of those of some types that stay behind the others: background and newsroom.

    Where there is nothing else but of the newsroom, background is what is told.
    """
    others = [row for row in types if not row.newsroom]
    behind = [row for row in others if row.background]
    newsroom = {row.name for row in types if row.newsroom}
    return newsroom if behind == others else newsroom.union(row.name for row in behind)


def types_named(names: Iterable[str], known: Vocabulary) -> frozenset[str]:
    """Return the relation types with some names, which may also be names of families."""
    by_family: dict[str, set[str]] = {}
    for row in known.values():
        by_family.setdefault(row.family, set()).add(row.name)
    types: set[str] = set()
    for name in names:
        if name in known:
            types.add(name)
        elif name in by_family:
            types |= by_family[name]
        else:
            raise TypeNotFoundError(name, suggested(name, known, by_family), sorted(by_family))
    return frozenset(types)


def _stems(words: str) -> tuple[str, ...]:
    """Return words without their endings: ``banning`` and ``banned`` are one."""
    parts = (part for part in type_name(words).split("-") if part)
    return tuple(re.sub("(ing|ed|es|s|e)$", "", part) if len(part) > 4 else part for part in parts)


def suggested(name: str, known: Vocabulary, families: Iterable[str] = ()) -> list[str]:
    """Return up to three types, or families, that an unknown name may mean, best first.

    Those with a synonym that equals the name; else those whose spelling nearly equals it.

    Examples
    --------
    >>> suggested("bought", vocabulary()), suggested("mett", vocabulary())
    (['acquired'], ['met'])
    """
    wanted = _stems(name)
    meant = [row.name for row in known.values() if wanted and wanted in map(_stems, row.words())]
    return (meant or nearest(name, [*known, *families], nearly=True))[:3]


def named_by(word: str, known: Vocabulary) -> str | None:
    """Return the one type that a word names: by its name, or as a verb or synonym of it; else None.

    Examples
    --------
    >>> named_by("Bought", vocabulary()), named_by("mett", vocabulary())
    ('acquired', None)
    """
    if word in known:
        return word
    meanings = _shipped_meanings() if known is _types() else _meanings(known)
    meant = meanings.get(type_name(word), ())
    return meant[0] if len(meant) == 1 else None


def _meanings(known: Vocabulary) -> dict[str, list[str]]:
    """Return which types each word names, each once."""
    meanings: dict[str, list[str]] = {}
    for row in known.values():
        for word in dict.fromkeys(map(type_name, row.words())):
            meanings.setdefault(word, []).append(row.name)
    return meanings


@cache
def _shipped_meanings() -> dict[str, list[str]]:
    return _meanings(_types())


ALLEGEDLY = "allegedly-"
"""How the name of a type begins that a foreign file only claims, and tells no source of."""


@cache
def kind_named(name: str) -> TypeKind:
    """Return whether what a type of a foreign file names happens or lasts; what is not known may do either.

    A word that means one known type, and that only happens, does so too; what is only claimed, as what is so.

    Examples
    --------
    >>> kind_named("paid"), kind_named("bought"), kind_named("allegedly-owns"), kind_named("hugged")
    ('event', 'event', 'background', 'either')
    """
    known, name = vocabulary(), name.removeprefix(ALLEGEDLY)
    meant = known.get(name) or known.get(named_by(name, known) or "")
    return meant.kind if meant and (name in known or meant.kind == "event") else "either"


_ACTS = """
abducted ambushed arrested assassinated assaulted attacked beat blackmailed bombed bought bribed burgled
defrauded deposed donated embezzled escaped evicted expelled extorted extradited fled flew gave greeted
hacked handed hit hugged inherited kidnapped killed kissed leaked looted murdered ousted overthrew phoned
poisoned raided raped rescued robbed sabotaged sent shot slapped smuggled sold stabbed stole struck swindled
thanked threw toppled transferred wired won wounded
"""
_DONE = f"(?:(?:was|were|got)-)?(?:{'|'.join(_ACTS.split())})(?:-.*)?"


def is_done(name: str) -> bool:
    """Return whether the name of a type that is not known begins with an English verb of an act, in the past.

    Others may last: "chaired", "controlled", "married".

    Examples
    --------
    >>> is_done("bribed"), is_done("sold-weapons-to"), is_done("chaired"), is_done("funded")
    (True, True, False, False)
    """
    return name not in vocabulary() and kind_named(name) == "either" and bool(re.fullmatch(_DONE, name))


def own_row(name: str, *, symmetric: bool = False) -> dict[str, str | bool]:
    """Return the row of a type of a foreign file that the vocabulary lacks."""
    claimed = vocabulary().get(name.removeprefix(ALLEGEDLY))
    family = {"family": claimed.family} if claimed else {}
    return {"name": name, "kind": kind_named(name), **({"symmetric": True} if symmetric else {}), **family}


_ONCE = "(?:did|do|does|has|have|had|was|were|is|are|will|would|could|can)"
_DENIAL = f"(?P<surely>{_ONCE}-(?:not|never)|{_ONCE}n-t|cannot)|(?:not|never|no)"
_NEVER = frozenset(("nunca", "jamás", "jamais", "nie", "niemals", "nooit", "никогда", "nigdy"))
_DENY_TOGETHER = tuple(map(frozenset, (("n", "pas"), ("ne", "pas"), ("non", "mai"))))
_BESIDE_DENIAL = frozenset(("n", "ne", "не", "não"))
_DENY_AGAIN = frozenset(("not", "nicht", "kein", "keine", "keinen", "niet", "geen", "pas", "aucun", "aucune"))
"""Words that may deny what is denied by another: "nie nicht"."""
_NO_LONGER = frozenset(("mehr", "plus", "más", "mais", "più", "meer", "больше"))
_AFTER_DENIAL = "-(?:(?:yet|ever|been)-)?(?!longer|less|more)(.+)"
_NOT_ONLY = frozenset((
    "only", "just", "merely", "simply", "solely", "purely", "alone", "exclusively", "necessarily",
    "seulement", "uniquement", "simplement", "exclusivement", "juste", "que",
    "nur", "bloss", "lediglich", "allein", "ausschliesslich",
    "solo", "sólo", "solamente", "únicamente", "só", "somente", "apenas", "soltanto", "alleen", "slechts",
    "enkel", "только", "лишь",
))  # fmt: skip
"""Words of a denial of something else: that it was nothing more."""


def denied_by(words: str, known: Vocabulary) -> str | None:
    """Return the type of which words say that it was not so; None if they say nothing of the kind.

    "Not only" denies nothing. A name that no type has is one of its own if an auxiliary denies it, or a word
    for "never" of German, French, Spanish, Portuguese, Italian, Dutch, Russian or Polish.

    Examples
    --------
    >>> denied_by("did not pay", vocabulary()), denied_by("hasn't hugged", vocabulary())
    ('paid', 'hugged')
    >>> denied_by("nunca pagó", vocabulary()), denied_by("n'a pas payé", vocabulary())
    ('pagó', 'a-payé')
    >>> denied_by("did not respond", vocabulary()), denied_by("no-fly zone over", vocabulary())
    (None, None)
    """
    name = type_name(words)
    if not _NOT_ONLY.isdisjoint(name.split("-")):
        return None
    denial = re.match(_DENIAL, name)
    rest = denial and re.fullmatch(_AFTER_DENIAL, name[denial.end() :])
    if denial is None or rest is None:
        return _never(name, known)
    if named_by(words, known):
        return None
    verb, dash, others = rest[1].partition("-")
    forms = verb, f"{verb}s", f"{verb}es", f"{verb[:-1]}ies", f"is-{verb}"
    meant = (named_by(f"{form}{dash}{others}", known) for form in forms)
    return next(filter(None, meant), rest[1] if denial["surely"] else None)


def _never(name: str, known: Vocabulary) -> str | None:
    """Return the type of which a name in another language says "never"; None if it says no such thing."""
    words = name.split("-")
    denying = _NEVER.intersection(words).union(*(pair for pair in _DENY_TOGETHER if pair <= {*words}))
    if not denying or _NO_LONGER.intersection(words) or named_by(name, known):
        return None
    left = [word for word in words if word not in denying | _BESIDE_DENIAL]
    rest = "-".join(left) if _DENY_AGAIN.isdisjoint(left) else ""
    return named_by(rest, known) or rest or None


def called(word: str, known: Vocabulary) -> str:
    """Return the one type that a word names, as :func:`named_by`; UsageError if none, with what to write."""
    name = named_by(word, known)
    if name is None:
        near = " or ".join(suggested(word, known))
        hint = instead_of_denial(word, known) or (near and f"did you mean {near}?")
        mend = (
            Mend(hint)
            if hint
            else Mend("'graphkit types' lists them", request="choose one that is offered, or add it first")
        )
        raise UsageError(f"there is no relation type {shortened(word)}", mend)
    return name


def instead_of_denial(words: str, known: Vocabulary) -> str:
    """Return what to write for words that deny a type; blank if they deny none."""
    denied = denied_by(words, known)
    return f"write the type {denied} and the status denied" if denied in known else ""


def matching(text: str, known: Vocabulary) -> list[KnownType]:
    """Return the types of whose name, meaning or synonyms each word of a text begins a word, by family.

    If there is none, those that it may mean, were it a name.
    """
    begun = [re.compile(rf"(?<!\w){re.escape(word)}") for word in text.casefold().split()]
    order = [family.name for family in families()]

    def place(row: KnownType) -> tuple[int, str, str]:
        return order.index(row.family) if row.family in order else len(order), row.family, row.name

    found = [row for row in known.values() if all(word.search(_searched(row)) for word in begun)]
    return sorted(found or [known[name] for name in suggested(text, known)], key=place)


def _searched(row: KnownType) -> str:
    return " ".join((*row.words(), row.label(forward=False), row.meaning or "", row.family)).casefold()
