"""Remembers whom an article has spoken of, and says whom "it", "his" and "the bank" may mean."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from graphkit.model.kinds import UNKNOWN
from graphkit.reading.cast import ACTING, ALIKE, MAKES, NOUNS, PARTIES, SINGULAR, Known, words_of
from graphkit.reading.lexicon import Patterns, Words, all_verbs, irregular_forms, pattern, table, word_set
from graphkit.reading.mentions import DEMONYM, Mention, owns, sex_of
from graphkit.reading.story import DEALS, DEED, NO_FIRMS, Story, is_country, is_court

_WORDS = Words("discourse")
_PATTERNS = Patterns("discourse")
_NO_RULERS = NO_FIRMS - _WORDS.public
_NO_BOARD = {"court", "ministry", "parliament", "tribunal"}
_JUDGES = {"judge", "magistrate", "prosecutor"}
_NO_CLUBS = word_set("mentions", "organisation")
_BINDING = NOUNS - _WORDS.generic - _WORDS.either - _WORDS.relations
"""By these an actor is called again, once they have meant it."""
_NAMED = {noun: frozenset(words.split()) for noun, words in table("named").items()}
"""What firms are called, by words of their names: a bank named Banco."""
_RELATIVE = pattern("telling", "relative")
_SEVERAL = pattern("discourse", "several", PLURALS="|".join(sorted(SINGULAR)))
_BELONGING = pattern("discourse", "belonging", CALLED="|".join(sorted(NOUNS)))
_INTRODUCED = pattern("discourse", "introduced", CALLED="|".join(sorted(NOUNS)))
_NAMED_SO = 4.0
"""How well an actor fits a word by which the article has called it."""
_TOLD_SO = 3.0
"""How well one fits a word which its name tells."""
_SURE = 2.0
"""So many times as likely as the next is whom a word surely means."""
_SURE_ITS = 3.0
_NEARLY = 0.5
"""Who is so likely beside whom a word likely means is proposed as well."""
_FAR = 0.3
"""So much less likely a pronoun that opens a sentence means whom the one before it does not."""
_LATE = 9.0
"""So likely who acts behind the words that open a sentence is whom a pronoun in these means."""
_TOPIC = 0.8
"""So much more likely the firm of which an article tells most is "the company"."""
_LIKELY = 0.5
"""How well whom a word surely means fits it."""
_HE, _SHE = ("he", "him", "his"), ("she", "her")
_NO_NAME = re.compile(r"(?i)(?:he|she|him|hers?|his|its?|them|they)$|(?:the|his|her|its) (?=[a-z])")
"""Finds words that mean an actor without naming any."""
_SAYING = word_set("telling", "say")
_BINDS = _WORDS.stops | word_set("clauses", "prepositions") | word_set("clauses", "adverbs") | ACTING
_ACTS_NEXT = re.compile(rf"\s+(?:{'|'.join(ACTING)})\b")
_BEFORE_NOUN = re.compile(rf"\s+(?:{'|'.join(sorted(_WORDS.person_nouns))})\b")


class Discourse(Story):
    """The actors of an article, by how much they are spoken of just now."""

    def __init__(
        self, paragraphs: Sequence[tuple[str, Sequence[Mention]]], publisher: str | None = None
    ) -> None:
        super().__init__(paragraphs, publisher)
        own = any(actor.publishes for actor in self._actors.values())
        firms = [actor for actor in self._actors.values() if self.is_firm(actor.mention)]
        firms.sort(key=lambda actor: -actor.often)
        alone = firms[:1] and (len(firms) == 1 or firms[0].often > firms[1].often)
        self._topic = firms[0].mention.name if alone else None
        """The firm of which the article tells most."""
        self._asking = (
            Mention(0, 0, "", publisher, None, "media", guessed=True) if publisher and not own else None
        )
        self.speaking: list[tuple[int, Mention]] = []
        """Who speaks in the sentence that was read last, and where it says so."""
        self._subject: str | None = None
        self._agent: str | None = None
        self._heard: list[str] = []
        self._meaning: dict[str, str] = {}
        self._pair: tuple[list[str], bool] = [], False  # the former and the latter, and whether surely
        self._joined: list[list[Mention]] = []
        self._subjects: set[str] = set()
        self._opens_lost = self._lost = False  # a body acts that nobody named
        self._doubted: dict[str, tuple[str, ...]] = {}  # whom the sentence before may mean, and who else
        self._introduced: set[str] = set()
        self._paragraph = ""  # what was heard of it
        self._many = False  # the sentence before names others by a plural
        bodies = [actor.mention for actor in self._actors.values() if self.is_body(actor.mention)]
        heads = (each.name.partition(" of ")[0].split()[-1] for each in bodies)
        last = {word.casefold() for word in heads if word.isalpha() and word.istitle()}
        last |= {noun for actor in self._actors.values() for noun in actor.heads}
        self._nameless = {noun for text, _ in paragraphs for noun in _PATTERNS.nameless.findall(text)}
        called = NOUNS | {word for word in last if len(word) > 3} - all_verbs()
        by_length = "|".join(sorted(map(re.escape, called), key=len, reverse=True))
        self._anaphor = pattern("discourse", "anaphor", CALLED=by_length)
        members = sorted(set().union(*(actor.members for actor in self._actors.values())))
        self._members = pattern("discourse", "members", MEMBERS="|".join(members) or "(?!)")

    # --- who is meant ---------------------------------------------------------------------------------

    def references(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the pronouns and words such as "the bank" of a sentence, as mentions of whom they mean.

        Of words that mean several there is a mention for each of these.
        """
        found: list[Mention] = []
        lost = lost_person = self._opens_lost = False
        for match in sorted([*self._anaphor.finditer(text), *_SEVERAL.finditer(text)], key=re.Match.start):
            start, end = match.span()
            if match.re is _SEVERAL:
                free = not any(each.meets(start, end) for each in mentions)
                found += self._several(match, text, [m for m in mentions if m.end <= start]) if free else []
                continue
            if match["thing"] and _PATTERNS.when_it_was.match(text, start):
                continue
            inside = [each for each in mentions if each.meets(start, end)]
            if inside and (not match["noun"] or match["noun"].casefold() in _WORDS.country):
                continue  # "US" is no "us"
            if inside and self.is_place(inside[-1]):
                start = match.start("noun")  # "the Oslo company"
            elif inside:
                continue
            following = next((each for each in mentions if each.start >= end), None)
            gap = text[end : following.start] if following else ""
            beside = (
                not _ACTS_NEXT.match(text, end)
                and not owns(match[0], text, end)
                and any(text[each.end : start] == ", " for each in mentions)
                and not _PATTERNS.verb_next.match(text, end)
            )
            bound = re.search(r"\b(?:of|at|to|for|from|with|by)\s+$", text[:start])
            compound = re.match(r"\s+([a-z]+)\b(['\u2019])?", text[end:])
            of_another = re.match(r"\s+(?:of|at)\s", text[end:]) and not _PATTERNS.takes_of.search(
                text[:start]
            )
            noun_next = compound and (
                compound[2] or (compound[1] in NOUNS and not compound[1].endswith("ed"))
            )
            if compound and match["noun"]:
                noun_next = noun_next or _is_of_thing(match["noun"].casefold(), compound[1])
            if match["noun"] and (of_another or beside or "rival" in match["mod"] or noun_next):
                continue  # "the head of X", "X, the chairwoman", "the rival producer"
            if match["noun"] and (
                re.fullmatch(r"\s+", gap)
                or _PATTERNS.named_late.fullmatch(gap)
                or (gap == ", " and not (bound and self._stands_apart(match["noun"], text, following)))
            ):
                continue  # "the utility Lempa Power", "the chairman, X"
            before = sorted(each for each in [*mentions, *found] if each.end <= start)
            meant = self._meant(match, text, before, mentions)
            if meant is not None:
                done_to = match["person"] and match["person"].casefold() in ("him", "her")
                unsure = meant.guessed or (lost and bool(match["thing"])) or bool(lost_person and done_to)
                found.append(meant._replace(start=start, end=end, text=match[0], guessed=unsure))
            if meant is not None and owns(match[0], text, end):
                found += self._belonging(found[-1], text)
            if meant is None and match["noun"]:  # "its" may be of the bank that nobody named
                lost = True
                lost_person |= match["noun"].casefold() in _WORDS.person_nouns
                self._opens_lost |= match.start() == 0 and not lost_person
        for mention in mentions:
            found += self._belonging(mention, text) if owns(mention.text, text, mention.end) else []
        found += self._by_members(text, [*mentions, *found])
        if self._asking:
            for paper in _PATTERNS.this_paper.finditer(text):
                start, end = paper.span()
                found.append(self._asking._replace(start=start, end=end, text=paper[0], guessed=False))
        return _of_one_form(found)

    def next_likely(self, mention: Mention) -> Mention | None:
        """Return whom a word means if not whom it likely means; None if no second is near."""
        if not (mention.guessed and mention.next and _NO_NAME.match(mention.text)):
            return None
        second, place = self._actors[mention.next].mention, mention.start
        others = (mention.name, *(each for each in mention.rivals if each != mention.next))
        return second._replace(start=place, end=mention.end, text=mention.text, guessed=True, rivals=others)

    def _by_members(self, text: str, taken: Sequence[Mention]) -> Iterator[Mention]:
        """Yield bodies that words for their people mean: "the judges"; always with a doubt."""
        for match in self._members.finditer(text):
            start, end = match.span()
            actors = [each for each in self._actors.values() if match["noun"].casefold() in each.members]
            actors = sorted(filter(self._weight, actors), key=self._weight, reverse=True)
            if actors and not any(each.meets(start, end) for each in taken):
                rivals = tuple(each.mention.name for each in actors[1:3])
                yield actors[0].mention._replace(
                    start=start, end=end, text=match[0], guessed=True, rivals=rivals
                )

    def asking(self) -> Mention | None:
        """Return who publishes the article, and has asked who gives no answer; None for a firm of it."""
        return self._asking

    def is_publisher(self, mention: Mention) -> bool:
        """Return whether an actor publishes the article."""
        actor = self._actors.get(mention.name)
        return (actor is not None and actor.publishes) or mention.name == getattr(self._asking, "name", None)

    def _belonging(self, owner: Mention, text: str) -> Iterator[Mention]:
        """Yield whom "its chief executive" means: who was told of the owner, and called so."""
        match = _BELONGING.match(text, owner.end)
        following = re.match(r"\s+([a-z]+)\b", text[match.end() :]) if match else None
        if match is None or (following and following[1] not in all_verbs() | _BINDS):
            return  # "its executive committee"
        noun = match["noun"].casefold()
        told = [each for each in self._told[: self._told_before] if owner.name in {m.name for m in each[1:]}]
        related = {end.name for _, *ends in told for end in ends} - {owner.name}
        called = [self._actors[name] for name in sorted(related) if name in self._actors]
        fitting = [each.mention for each in called if noun in each.nouns and self._of_sex(noun, each)]
        if len(fitting) == 1:
            own = [each for each in told if fitting[0].name in {end.name for end in each[1:]}]
            over = any(type_ in _WORDS.parts or any(end.guessed for end in ends) for type_, *ends in own)
            yield fitting[0]._replace(
                start=match.start("words"), end=match.end("words"), text=match["words"],
                guessed=owner.guessed or over,
            )  # fmt: skip

    def _stands_apart(self, noun: str, text: str, following: Mention | None) -> bool:
        """Return whether a noun means another than who is named behind it: "by the bank, X said"."""
        person = following is not None and self.is_person(following)
        other = person != (noun.casefold() in _WORDS.person_nouns)  # "the head of the board, X"
        return following is None or other or bool(_PATTERNS.verb_next.match(text, following.end))

    def _several(self, match: re.Match[str], text: str, before: Sequence[Mention]) -> list[Mention]:
        """Return all whom a word such as "the two" means, or the one of two whom "the latter" does.

        They are those whom "and" joins, else the only ones whom the sentence before, or the paragraph, names
        and the word fits.
        """
        noun = SINGULAR.get((match["noun"] or match["nouns"] or match["size"] or "").casefold(), "")
        if noun and match[0].casefold().startswith("both") and text[: match.start()].endswith(", "):
            return []  # "X and Y, both engineers"
        size = 3 if match["size"] in ("three", "trio") else None if match["they"] or match["nouns"] else 2
        if "other" in match[0].split() or (not noun and _goes_on(match, text)):
            return []
        says = text[: match.start()].endswith(", ") and _ACTS_NEXT.match(text, match.end())
        apart = {m.name for m in before if not _PATTERNS.new_clause.search(text, m.end, match.start())}
        apart = set() if says else apart
        named = dict.fromkeys([*self._heard, *(each.name for each in sorted(before))])
        known = [self._actors[name] for name in named if name in self._actors and name not in apart]
        known = [actor for actor in known if not actor.mention.guessed]  # not "police"
        groups = [[each.name for each in group] for group in [*self._joined, *_joined(text, before)]]
        deals = (pair for type_, *pair in reversed(self._told[: self._told_before]) if type_ in DEALS)
        struck = next(({each.name for each in pair} for pair in deals), set())
        now = self._last | {each.name for each in before}
        own = [actor.mention for actor in known if actor.mention.name in {each.name for each in before}]
        beside = [each.name for each in own if not self.is_place(each)]
        for how in ("called so", "sure", "open") if size or not noun else ("called so",):
            fitting = [each.mention.name for each in known if self._is_one_of(each, noun, how)]
            near = [name for name in fitting if name in now]
            here = [name for name in fitting if name in now | self._here]
            joined = [
                each for each in groups if set(each) <= set(fitting) and len(each) == (size or len(each))
            ]
            levels = [level for level in (near, here, fitting) if len(level) == (size or 2)]
            if noun in ("brother", "sibling", "sister"):  # of one family
                families = [name.split()[-1] for name in fitting]
                levels = [[name for name in fitting if families.count(name.split()[-1]) == 2]]
            if match["size"] and not noun and len(beside) == size:
                levels, joined = [beside], []  # "It wants X back: the two met"
            if noun in ("party", "side") and struck <= set(fitting):
                levels.insert(0, [name for name in fitting if name in struck])
            levels = [level for level in levels if len(level) > 1]
            two = [name for name in beside if self.is_person(self._actors[name].mention)]
            if match["they"] and len(two) == 2 and _PATTERNS.when_they.search(text[: match.start()]):
                joined = [two]  # "X spoke to Y when they met"
            elif match["they"]:
                joined = [
                    each for each in joined if set(each) == self._subjects or not self._last & set(each)
                ]
                levels = []
            group = joined[-1] if joined else levels[0] if levels else []
            if group:
                break
        facing = noun in ("party", "side") or not (noun or match["they"] or match["which"] or group)
        facing &= size == 2 and not (joined or struck or len(beside) > 1)
        if facing:
            group = self._facing() or group  # whoever of a sort are spoken of most
        if match["they"]:
            sure = set(group) == self._subjects and not (self._many or _many(text, before, match.start()))
        else:
            persons = {self.is_person(self._actors[each].mention) for each in group}
            sure = set(group) in ((set(near), self._subjects) if joined else (set(here), set(fitting)))
            sure &= len(persons) == 1 and (bool(joined) or not struck or struck == set(group))
        sure &= not facing
        if noun and noun not in _WORDS.of_several:
            called = {"person": None, "thing": None, "own": None, "aged": None, "noun": noun, "mod": ""}
            sure &= all(self._fits(called, self._actors[name]) >= _LIKELY for name in group)
            plain = size or (noun in _WORDS.generic | _WORDS.country and match[0].count(" ") == 1)
            sure &= bool(plain or all(noun in self._actors[name].nouns for name in group))
        if not joined and len({self.is_person(self._actors[name].mention) for name in group}) > 1:
            group = []  # "both sides" are hardly a man and a firm
        rivals = tuple(name for name in near if name not in group)[:2]
        if match["which"]:
            if match["which"].casefold() == "latter" and now & set(self._pair[0]):
                group, sure = self._pair
            self._pair = group, sure
            group = group[:1] if match["which"].casefold() == "former" else group[1:]
        return [
            each._replace(
                start=match.start(), end=match.end(), text=match[0], guessed=each.guessed or not sure,
                rivals=() if sure else rivals,
            )
            for each in (self._actors[name].mention for name in group)
        ]  # fmt: skip

    def _facing(self) -> list[str]:
        """Return the two of one sort who are spoken of most just now: two countries, firms or persons."""
        sorts = (is_country, self.is_firm, self.is_person)
        pairs = []
        for is_sort in sorts:
            found = [each for each in self._actors.values() if is_sort(each.mention) and self._weight(each)]
            pairs.append(sorted(found, key=self._weight, reverse=True)[:2])
        pairs = [pair for pair in pairs if len(pair) == 2]
        best = max(pairs, key=lambda pair: sum(map(self._weight, pair)), default=[])
        return [each.mention.name for each in best]

    @staticmethod
    def _weight(actor: Known) -> float:
        """Return how much an actor is spoken of: just now, and in the article so far."""
        return actor.salience + actor.base

    def _is_one_of(self, actor: Known, noun: str, how: str) -> bool:
        """Return whether an actor may be one of several, such as "the two banks".

        Those who have been ``called so`` come first, then those who are ``sure`` to be of the kind, and then
        those of an ``open`` kind; of "the two", persons come first.
        """
        mention, person = actor.mention, self.is_person(actor.mention)
        body = self.is_body(mention) or (how == "open" and not self.is_person(mention, sure=True))
        if noun in _WORDS.country:
            return mention.kind == "country"
        if noun in ("", "party", "side"):
            return {"called so": person, "sure": body}.get(how, True) or mention.kind == "country"
        if noun in _WORDS.person_nouns | _WORDS.of_several:
            free = how != "called so" or noun in _WORDS.of_several | actor.nouns
            return free and person and self._of_sex(noun, actor)
        known = _WORDS.generic | actor.nouns | _called(mention.name)
        if noun in _WORDS.generic and noun not in actor.nouns and not self.is_firm(mention):
            return False  # no ministry is one of "the two companies"
        return body and not self.is_place(mention) and (how != "called so" or noun in known)

    def _meant(
        self, match: re.Match[str], text: str, before: Sequence[Mention], named: Sequence[Mention]
    ) -> Mention | None:
        """Return whom a word means by those named before it; nobody named behind it in its clause."""
        owning, noun = owns(match[0], text, match.end()), (match["noun"] or "").casefold()
        weights: dict[str, float] = {}
        leading = None
        for mention in before:
            first = leading is None and _leads(text, mention)
            leading = mention if first else leading
            weight = 5.0 if first else 2.0 if _PATTERNS.bound.search(text[: mention.start]) else 3.0
            if text[mention.end : match.start()] in (" and ", " from "):
                weight = 8.0  # "X and its Y", "bought X from its owner"
            elif in_quotes(text, mention.start) and not in_quotes(text, match.start()):
                weight = 0.5
            if owning and weight == 3.0 and _PATTERNS.for_its.search(text[mention.end : match.start()]):
                weight = 6.0  # "fined X for its"
            beside = _PATTERNS.that_too.search(text, mention.end, match.start())
            if beside and _PATTERNS.said_of.search(text[: mention.start]):
                weight = max(weight, 6.0)  # "said that X had grown and that Y had fined it"
            if re.match(r",?\s+(?:who|which)\b", text[mention.end :]):
                weight = max(weight, 6.0)  # who acts in the clause that follows
            if match["noun"] and _is_of_whom_acts(text, mention, match.start()):
                weight = _LATE  # "X, head of Y, has led the firm"
            weights[mention.name] = max(weights.get(mention.name, 0.0), weight * (2 if owning else 1))
        if (match["person"] or match["thing"]) and (late := self._named_late(text, match.start(), named)):
            weights[late.name] = max(weights.get(late.name, 0.0), _LATE)
        apart: set[str] = set()  # who acts is not called "her" in the same clause
        opens = (match["person"] or "").casefold() in ("he", "she")  # a clause
        first_clause = _PATTERNS.before_main.match(text)
        main = first_clause.end() if first_clause else 0
        says = text[: match.start()].endswith(", ") and _ACTS_NEXT.match(text, match.end())
        for mention in () if owning or match["own"] or opens or says else before:
            between = re.sub(r",\s+(?:who|which)\b[^,]*,", "", text[mention.end : match.start()])
            between = re.sub(r"^,\s+(?:who|which)\b", "", between)  # "X, which sued it"
            is_object = match["thing"] and not _PATTERNS.verb_next.match(text, match.end())
            if mention is leading and (match["person"] in ("him", "her") or is_object):
                between = re.sub(
                    r"\b(?:and|but)\s+(?:then\s+)?(?!(?:he|it|she|they|we|you)\b)[a-z]+(?=\s)", "", between
                )  # X met Y and sued it
                between = re.sub(r",\s+[a-z]+ing\s+$", " ", between)  # X sued Y, accusing her
            if between[:1] == "," and _RELATIVE.search(text[: mention.start]):
                continue  # "X, who leads Y, has sued it"
            if match["noun"] and _is_of_whom_acts(text, mention, match.start()):
                continue
            if (mention.guessed and mention.rivals) or mention.end < main <= match.start():
                continue
            if mention.text.casefold() == match[0].casefold():
                continue  # "sacked him and sued him"
            # "its chief will join the company"
            apart_too = match["noun"] and mention.text.casefold() == "its" and not says
            owner = owns(mention.text, text, mention.end) and not apart_too
            if not owner and not _PATTERNS.new_clause.search(between):
                apart.add(mention.name)
        if owning and leading and text[match.end() :].startswith((" shares", " stock")):
            apart |= {leading.name} if _PATTERNS.holding.search(text[: match.start()]) else set()
        if match["person"]:  # nobody is "he" and "she" in one sentence
            other = _HE if match["person"].casefold() in _SHE else _SHE
            apart |= {each.name for each in before if each.text.casefold() in other}
        follow = () if owning or match["noun"] else (each for each in named if each.start >= match.end())
        gaps = {each.name: text[match.end() : each.start] for each in follow}
        behind = {
            name for name, gap in gaps.items() if "," not in gap and not _PATTERNS.new_clause.search(gap)
        }
        apart |= behind
        if match["noun"] and (relative := _PATTERNS.relative_behind.match(text, match.end())):
            apart |= {each.name for each in named if match.end() <= each.start < relative.end()}
        for group in _joined(text, before):
            names = {each.name for each in group}
            apart |= names if names & apart else set()
        for each in before if match["noun"] and not says else ():  # "X, to which the ministry belongs"
            gap = text[each.end : match.start()]
            if _PATTERNS.within.fullmatch(gap) and _SAYING.isdisjoint(gap.split()):
                apart.add(each.name)
        if match["noun"] and leading is not None and re.search("[A-Z]", match["mod"]):
            apart.add(leading.name)  # "the Greek company" is another than who acts
        latest = {each.name: each.start for each in before}
        topic = self._topic if noun in _WORDS.generic else None
        if noun == "board":  # who founded whoever publishes the article may leave its board
            apart -= {name for name, each in self._actors.items() if each.publishes}
        fitting = {name: name not in apart and self._fits(match, each) for name, each in self._actors.items()}
        opens = not before and bool(match["person"] or match["thing"])  # whom the sentence before has
        opens = opens and any(fitting.get(name, 0) >= _LIKELY for name in self._last & self._here)
        scored = []
        for actor in self._actors.values():
            name = actor.mention.name
            fits = fitting[name]
            salience = actor.salience + actor.base + weights.get(name, 0.0)
            salience += _TOPIC * (name == topic and match["noun"] is not None)
            opening = (match[0] == "Its" and self._agent) or self._subject
            if name == opening and not before and not match["noun"]:
                salience *= 2
            elif opens and name not in self._last:
                salience *= _FAR
            unlikely = match["noun"] and _LIKELY <= fits <= 1 and actor.mention.kind == UNKNOWN
            if fits and (
                actor.salience or weights.get(name) or (actor.base and (match["noun"] or match["own"]))
            ):
                agrees = min(fits, 1.0) if match["noun"] else 1.0  # the kind counts more than the place
                rank = salience * fits * agrees * (0.5 if unlikely else 1)
                scored.append((rank, latest.get(name, -1), name, salience * fits, fits))
        if not scored:
            return None
        here = self._here | self._last | weights.keys()
        nearer: tuple[str, ...] = ()
        best = max(fits for *_, fits in scored)
        if match["noun"] and match["noun"] != "board" and best >= _TOLD_SO:
            nearer = tuple(name for *_, name, _, fits in scored if fits < _TOLD_SO and name == self._subject)
            scored = [each for each in scored if each[-1] >= _TOLD_SO]
        scored.sort(key=lambda each: (bool(match["noun"]) and each[-1] >= _NAMED_SO, each), reverse=True)
        chosen = self._actors[scored[0][2]]
        near = self._last | weights.keys()
        acting = {self._subject, *weights} if match["person"] else set()
        is_he = any(
            each.name == chosen.mention.name and each.text.casefold() in ("he", "she") and not each.guessed
            for each in before
        )
        rivals = tuple(
            name
            for *_, name, score, fits in scored[1:]
            if (_SURE_ITS if match["thing"] and owning else _SURE) * score >= scored[0][-2]
            or (
                (2 + (chosen.publishes and self._actors[name].salience >= 1)) * fits >= scored[0][-1]
                and name in near
                and (match["noun"] or not owning or not before or (name in acting and not is_he))
            )
        )
        doubted = {} if noun or match["own"] else _doubted(before) or self._doubted
        opens_so = not before and chosen.mention.name == self._subject and chosen.mention.name not in doubted
        if opens_so and _PATTERNS.also.match(text, match.end()):
            rivals = ()  # "X sued Y. It also sued"
        if match["person"] and self._sex(chosen) is None:
            around = here | self._earlier
            others = (name for *_, name, _, fits in scored[1:] if fits >= 1 and name in around)
            sexed = (name for name in others if self._sex(self._actors[name]))
            rivals = tuple(dict.fromkeys((*rivals, *sexed)))
        rivals = (*rivals, *doubted.get(chosen.mention.name, ()))
        rivals = (*rivals, *(self._bodies_quoted(text, match.start(), named) if match["own"] else ()))
        if scored[0][2] not in here and match["noun"] in _WORDS.public:  # who is named so, but far away
            rivals = (*nearer, *rivals)
        if noun == "board" and scored[0][-1] < _NAMED_SO:  # of whichever firm was spoken of
            rivals = (*rivals, *(name for *_, name, _, fits in scored[1:] if fits and name in here))
        if noun in _WORDS.generic and not chosen.publishes:  # where several firms were told of just now
            sure_here = {each.name for each in before if not each.guessed}
            goes_on = chosen.mention.name == self._subject and chosen.mention.name not in self._doubted
            alone = (goes_on and not before) or (chosen.mention.name in sure_here and not owning)
            told_now = here | self._earlier
            around = near if alone else told_now if chosen.mention.name in told_now else set(self._actors)
            firms = (name for *_, name, _, fits in scored[1:] if 2 * fits >= scored[0][-1] and name in around)
            rivals = (*rivals, *(name for name in firms if self.is_firm(self._actors[name].mention)))
        alike = [name for *_, name, _, _ in scored[1:] if noun in words_of(name) & _BINDING]
        if noun in PARTIES:  # "the buyer", where two have bought
            alike += [name for *_, name, _, _ in scored[1:] if noun in self._actors[name].nouns]
            alike += [name for name, each in self._actors.items() if noun in each.perhaps and each != chosen]
        rivals = tuple(dict.fromkeys((*rivals, *alike)))  # "the ministry" of two
        before_it = self._meaning.get(noun)  # whom the word has meant before
        if before_it and scored[0][-1] < _NAMED_SO and before_it not in (chosen.mention.name, *rivals):
            rivals = (before_it, *rivals)
        is_body = chosen.person < 0 and not (noun in _WORDS.generic and chosen.has_article)  # "the X", a firm
        known = not noun or chosen.mention.kind != UNKNOWN or is_body or scored[0][-1] > 1
        if noun and says and scored[0][-1] < _NAMED_SO and not chosen.publishes:  # "paid X, the company said"
            known &= chosen.mention.name in self._here | weights.keys()
        sure = known and not rivals and scored[0][-1] >= _LIKELY and "new" not in (match["mod"] or "").split()
        if match["person"]:
            sign = 1 if match["person"].casefold() in ("she", "her") else -1
            chosen.votes += sign * (1 + (sure and match["person"].casefold() in ("he", "she")))
        sure &= not chosen.mention.guessed and noun not in self._nameless | self._introduced
        sure &= (self._subject not in behind) or bool(before) or bool(match["noun"])
        sure &= chosen.mention.name not in doubted and not (self._lost and match["thing"] and not before)
        if sure and noun in _BINDING:
            self._meaning[noun] = chosen.mention.name
        ranks = {name: rank for rank, _, name, *_ in scored if name in rivals}
        second = max(ranks, key=ranks.__getitem__, default="")
        second = second if second and ranks[second] >= _NEARLY * scored[0][0] else ""
        return chosen.mention._replace(guessed=not sure, rivals=rivals[:2], next=second)

    def _named_late(self, text: str, place: int, named: Sequence[Mention]) -> Mention | None:
        """Return who acts behind the words that open a sentence: "When he left Acme, Per Lund joined"."""
        opening = _PATTERNS.opening_words.match(text)
        behind = (each for each in sorted(named) if opening and each.start >= opening.end() > place)
        first = next(behind, None)
        if first is None or opening is None or text[opening.end() : first.start].strip() not in ("", "the"):
            return None
        return first if _PATTERNS.verb_next.match(text, first.end) or _acts(text, first.end) else None

    def _bodies_quoted(self, text: str, place: int, named: Sequence[Mention]) -> Iterator[str]:
        """Yield for whom else than who publishes the article somebody may speak whose words are quoted."""
        start = len(self._paragraph)
        if not in_quotes(self._paragraph + text, start + place):
            return
        beside = [each for each in named if not in_quotes(self._paragraph + text, start + each.start)]
        if in_quotes(self._paragraph, start):
            beside = [other for _, one, other in self._told if one.name == self._subject]
        for each in beside:
            if self.is_body(each) and each.name in self._actors and not self._actors[each.name].publishes:
                yield each.name

    def _fits(self, match: re.Match[str] | Mapping[str, Any], actor: Known) -> float:
        """Return how well an actor fits what it may be called; 0 if not at all."""
        mention = actor.mention
        person = self.is_person(mention)
        if match["person"]:
            gender = "f" if match["person"].casefold() in ("she", "her") else "m"
            tried = isinstance(match, re.Match) and _PATTERNS.tried.match(match.string, match.end())
            if tried and not _JUDGES.isdisjoint(actor.heads | actor.nouns):
                return 0.05 * person  # "he was found guilty" is not of the judge
            ending = mention.name.split()[0][-1] if " " in mention.name else ""
            hint = actor.votes + {"a": 1, "o": -1}.get(ending, 0)
            hint = {"f": 3, "m": -3}.get(sex_of(mention.name) or "", hint)
            unlikely = hint < 0 if gender == "f" else hint > 0
            return (1.0 if not unlikely else 0.4 if abs(hint) < 2 else 0.05) * (
                person
                and actor.gender in (None, gender)
                and (1.0 if self.is_person(mention, sure=True) else 0.6)
            )
        if match["thing"]:
            owned = isinstance(match, re.Match) and _PATTERNS.of_firm.match(match.string, match.end())
            if owned and not self.is_firm(mention):  # no ministry has shares, but a players' agency may
                open_ = mention.kind == UNKNOWN and NO_FIRMS.isdisjoint(words_of(mention.name))
                return (_LIKELY if open_ else 0.1) * self.is_body(mention)
            if isinstance(match, re.Match):
                owning = owns(match[0], match.string, match.end())
                if owning and is_court(mention) and not _PATTERNS.of_court.match(match.string, match.end()):
                    return 0.1  # a court has no director and no ships
                if mention.kind == "government-body" and _PATTERNS.owner.match(match.string, match.end()):
                    return 0.1  # nobody owns a parliament
            if isinstance(match, re.Match) and _PATTERNS.of_land.match(match.string, match.end()):
                return 1.0 if mention.kind == "country" else 0.1 * self.is_body(mention)
            unlike = 0.5 * (person and not self.is_person(mention, sure=True))
            return 1.0 if self.is_body(mention) else 0.3 if mention.kind == "country" else unlike
        if match["own"]:
            return float(actor.publishes)
        if match["aged"]:
            return float(person and (not actor.ages or match["aged"][:2] in actor.ages)) * (
                _NAMED_SO if actor.ages else 1 if self.is_person(mention, sure=True) else 0.4
            )
        noun = match["noun"].casefold()
        state = mention.kind == "government-body"  # no central bank is called "the lender"
        no_firm = (state or not NO_FIRMS.isdisjoint(words_of(mention.name))) and noun not in actor.nouns
        any_body = noun in _WORDS.any_body and not state  # an association is a group as well
        if noun in _WORDS.generic and no_firm and not person and not any_body:
            return 0.0  # nor is its notice its own that speaks of "the Company"
        of_another = any(noun in words_of(name) for name in self._actors if name != mention.name)
        itself = actor.publishes and noun not in _WORDS.person_nouns  # "the Minister" is no ministry
        if itself and match["noun"][0].isupper() and not of_another:
            return 2 * _NAMED_SO  # an announcement that speaks of "the Company"
        if self.is_place(mention) and noun not in _WORDS.country:
            return 0.0
        own = set() if person else words_of(mention.name)
        named = set() if person else own if state else _called(mention.name)
        known = actor.nouns | named
        if self._meaning.get(noun) == mention.name and mention.kind != UNKNOWN:
            known.add(noun)
        likely = 1.0
        for word in (each.removesuffix("-based") for each in match["mod"].split()):
            alike = any(word.casefold()[:4] == each[:4] for each in known)
            if alike and len(word) > 3:
                likely = 5.0
            elif word[:1].isupper() and not (
                word in self._actors and self.is_place(self._actors[word].mention)
            ):
                other = any(DEMONYM.fullmatch(each.capitalize()) for each in actor.nouns)
                likely = 0.3 * bool(DEMONYM.fullmatch(word) and not other)  # "the Dutch group" is not Belgian
        suits = noun in _WORDS.either | _WORDS.firm_or_person | actor.heads
        suits |= person == (noun in _WORDS.person_nouns)
        told = suits and any(each.endswith(noun) for each in known)
        if told and not (actor.publishes and noun in _WORDS.generic):
            called = any(each.endswith(noun) for each in actor.nouns | own)
            exact = 1.5 if noun in actor.heads else 1.0  # rather a general than a colonel is "the general"
            plain = noun in _WORDS.generic and not (noun in actor.heads and noun in MAKES)
            return (2.0 if plain else _NAMED_SO * exact if called else _TOLD_SO) * likely
        if noun == "board":
            no_board = mention.kind == "country" or not _NO_BOARD.isdisjoint(words_of(mention.name))
            return float(self.is_body(mention) and not no_board)
        if noun in _WORDS.any_person:
            return float(person and self._of_sex(noun, actor))
        if noun in _WORDS.country:
            unsure = noun == "government" and noun not in actor.nouns  # it may be that of another country
            return (0.9 * _LIKELY if unsure else 1.0) * (mention.kind == "country")
        if actor.publishes and noun in _WORDS.generic and not match["mod"]:
            return 2.9 * likely
        open_ = person and not self.is_person(mention, sure=True)  # a name of two words may be a firm's
        if noun in actor.perhaps and not self.is_place(mention):
            return 0.9 * _LIKELY
        if noun not in _WORDS.org_nouns or noun in _WORDS.particular or not (open_ or self.is_body(mention)):
            return 0.0
        likely *= 0.1 if open_ else 1
        public = mention.kind in ("government-body", "country", "organisation")
        public |= not actor.nouns.isdisjoint({"charity", "government", "party", "union"})
        fits = 1.0 if noun in _WORDS.generic or public else 0.8 * _LIKELY  # no word tells of a bank
        fits *= any_body or public == (noun in _WORDS.public)
        if noun in _WORDS.public and mention.kind == UNKNOWN:
            fits = 0.3
        elif noun in _WORDS.members and (state or own & _NO_CLUBS):
            fits *= 0.0 if state else 0.8 * _LIKELY  # no word tells of a club
        elif noun in _WORDS.rulers:
            fits *= 1.0 if state and not own & _NO_RULERS else 0.8 * _LIKELY
        return likely * (0.2 * fits if own & {"court", "tribunal", "parliament"} else fits)

    def heard(self, text: str, mentions: Sequence[Mention]) -> None:
        """Take note of a sentence, whose subject counts most."""
        for actor in self._actors.values():
            actor.salience *= 0.5
        first = next((each for each in sorted(mentions) if _leads(text, each)), None)
        seen = {each.name for each in mentions}
        plain = {each.name for each in mentions if not _BEFORE_NOUN.match(text, each.end)}
        several = [[m for m in mentions if m.start == each.start] for each in mentions]
        self._joined = [*(each for each in several if len(each) > 1), *_joined(text, mentions)]
        leading = next((each for each in self._joined if first in each), [first] if first else [])
        self._subjects = {each.name for each in leading}
        for name in seen & set(self._actors):
            actor = self._actors[name]
            actor.salience += 2.0 if name in self._subjects else 1.0 if name in plain else 0.4
            actor.base = min(actor.base + 0.15 * sum(each.name == name for each in mentions), 1.0)
        last = max(mentions, default=None)
        acts = last and _PATTERNS.last_agent.search(text[: last.start])
        self._agent = last.name if last and acts else None
        self._heard = [each for each in self._heard if each not in seen] + [m.name for m in sorted(mentions)]
        self._subject = first.name if first and len(self._subjects) == 1 else None
        self._last, self._here = seen, self._here | seen
        self._paragraph += f"{text} "
        self._many = _many(text, mentions)
        asked = _PATTERNS.asks_of.match(text)  # "What does the opposition want? Its leader"
        self._lost = self._opens_lost or bool(
            asked and not any(each.start == asked.end() for each in mentions)
        )
        self._told_before = len(self._told)
        self._doubted = _doubted(mentions)
        self._event = next(reversed([found.casefold() for found in DEED.findall(text)]), None)
        self._introduced |= {found[1].casefold() for found in _INTRODUCED.finditer(text)}

    def new_paragraph(self) -> None:
        """Let what was said fade."""
        self._here, self._earlier, self._paragraph = set(), self._here, ""
        self.speaking = []
        for actor in self._actors.values():
            actor.salience *= 0.3


@cache
def _called(name: str) -> frozenset[str]:
    """Return what a body is called by words of its name: "Alba Airways" is an airline and a carrier."""
    own = words_of(name)
    called = own | {noun for noun, words in _NAMED.items() if own & words}
    return frozenset(called).union(*(ALIKE.get(noun, ()) for noun in called))


def _joined(text: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return the actors that "and" joins, with those before them that commas join."""
    groups: list[list[Mention]] = [[]]
    closed = False
    named = {each.start: each for each in mentions if each.text.casefold() not in _WORDS.pronouns}
    for each in sorted(each for each in named.values() if not _PATTERNS.of_whom.match(text, each.end)):
        last = groups[-1][-1] if groups[-1] else None
        gap = _PATTERNS.joining.fullmatch(text, last.end, each.start) if last else None
        acts = gap and not all_verbs().isdisjoint(gap[0].split())  # "X left, and sued the company"
        if gap is None or acts or closed or last is None or last.name == each.name:
            groups.append([])
        groups[-1].append(each)
        closed = gap is not None and gap[1] != ","
    return [group for group in groups if len(group) > 1 and " and " in text[group[0].end : group[-1].start]]


def _acts(text: str, end: int) -> bool:
    """Return whether a verb follows that no ending tells: "Per Lund left"."""
    following = re.match(r"\s+([a-z]+)\b", text[end:])
    return following is not None and following[1] in irregular_forms()


def _is_of_thing(noun: str, following: str) -> bool:
    """Return whether a noun only tells of what sort the next is: "the exchange ratio"."""
    finite = following.endswith(("ed", "ing", "ly", "s")) or following in irregular_forms()
    return noun in NO_FIRMS and not (finite or following in all_verbs() | _BINDS | _WORDS.beside)


def _goes_on(match: re.Match[str], text: str) -> bool:
    """Return whether a noun that names no actors follows: "the two deals", "the former minister"."""
    following = re.match(r"\s+([a-z-]+)\b", text[match.end() :])
    if following is None:
        return False
    word = following[1]
    finite = word.endswith(("ed", "s")) or word in irregular_forms()
    acts = word in ACTING | _WORDS.stops or (word in all_verbs() and (finite or not match["which"]))
    return not acts and (match["which"] is not None or word.endswith("s"))


def _many(text: str, mentions: Sequence[Mention], end: int | None = None) -> bool:
    """Return whether a text has a plural noun, which "they" may mean, but for words that mean actors."""
    for each in mentions:
        text = f"{text[: each.start]}{'@' * (each.end - each.start)}{text[each.end :]}"
    nouns = re.findall(r"\b[a-z]{3,}(?<![siu])s\b|\b(?:men|people|police|women)\b", text[:end])
    return any(noun not in all_verbs() and noun not in ACTING for noun in nouns)


def _doubted(mentions: Sequence[Mention]) -> dict[str, tuple[str, ...]]:
    """Return who is meant with a doubt alone, and who else may be."""
    sure = {each.name for each in mentions if not each.guessed}
    return {each.name: each.rivals for each in mentions if each.name not in sure}


def in_quotes(text: str, place: int) -> bool:
    """Return whether a place of a text is within a quotation."""
    return (
        text.count("\u201c", 0, place) > text.count("\u201d", 0, place) or text.count('"', 0, place) % 2 == 1
    )


def _is_of_whom_acts(text: str, mention: Mention, until: int) -> bool:
    """Return whether who acts is told to be an actor's: "X, head of Y, has led the firm"."""
    behind = _PATTERNS.of_its_actor.match(text, mention.end)
    return (
        behind is not None
        and behind.end() <= until
        and bool(_PATTERNS.of_whom_acts.search(text, 0, mention.start))
    )


def _leads(text: str, mention: Mention) -> bool:
    """Return whether an actor may be a subject: no preposition binds it, and it owns nothing there."""
    return not _PATTERNS.bound.search(text[: mention.start]) and not owns(mention.text, text, mention.end)


def _of_one_form(found: Sequence[Mention]) -> list[Mention]:
    """Return mentions in which a pronoun that means two in a sentence has a doubt: "her husband told her"."""
    meant: dict[str, set[str]] = {}
    for each in found:
        if each.text.casefold() in ("he", "her", "him", "his", "she"):
            meant.setdefault(each.text.casefold(), set()).add(each.name)
    others = ((each, meant.get(each.text.casefold(), {each.name}) - {each.name}) for each in found)
    return [
        each._replace(guessed=True, rivals=tuple(sorted({*each.rivals, *names}))) if names else each
        for each, names in others
    ]
