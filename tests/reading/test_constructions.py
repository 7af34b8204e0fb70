"""A verb is read in each construction that it takes, and its nouns too; what only looks alike is not."""

import pytest

from tests.reading.test_statements import read, short

VERBS = """
met|Kerr|Lund|greet greeted
interviewed|Court|Lund|question questioned
interviewed|Court|Lund|interrogate interrogated
lobbied|Alba|Court|pressure pressured
sued|Alba|Borea|sue sued
fined|Court|Alba|fine fined
dismissed|Alba|Kerr|sack sacked
dismissed|Alba|Kerr|force forced out
hired|Alba|Kerr|rehire rehired
appointed|Alba|Kerr|reappoint reappointed
investigated|Court|Alba|investigate investigated
charged|Court|Kerr|indict indicted
excluded|Court|Kerr|deport deported
rejected|Court|Alba|overrule overruled
threatened|Kerr|Lund|blackmail blackmailed
criticised|Kerr|Alba|mock mocked
criticised|Kerr|Alba|insult insulted
praised|Kerr|Lund|honour honoured
acquired|Alba|Borea|acquire acquired
acquired|Alba|Borea|take taken over
acquired|Alba|Borea|buy bought out
makes|Alba|Borea|build built
founded|Kerr|Alba|create created
funded|Alba|Borea|finance financed
"""
ROWS = [tuple(line.split("|")) for line in VERBS.split("\n") if line]
PASTS = {"taken": "took"}
CONSTRUCTIONS = {
    "{s} {past} {t}.": "actual",
    "On 3 May 2023, {s} {past} {t}.": "actual",
    "{s} issued a statement and {past} {t}.": "actual",
    "{s}, one of the best known in the country, {past} {t}.": "actual",
    "According to Aydin, {s} {past} {t}.": "claimed",
    "{t} was {part} by {s}.": "actual",
    "{t}, {part} by {s} last year, slept.": "actual",
    "{s} plans to {verb} {t}.": "planned",
    "{s} will {verb} {t} next month.": "planned",
    "{s} refused to {verb} {t}.": "denied",
    "{s} did not {verb} {t}.": "denied",
}
BROUGHT = """
sanctioned|Chile|Alba|place placed|sanctions on
restricted|Court|Alba|place placed|curbs on
attacked|Chile|Alba|launch launched|strikes on
supported|Kerr|Lund|express expressed|support for
supported|Kerr|Lund|give gave|support to
agreed|Alba|Borea|form formed|an alliance with
agreed|Alba|Borea|enter entered|into a partnership with
investigated|Court|Alba|conduct conducted|an investigation into
lent-to|Alba|Borea|extend extended|a loan to
invested|Alba|Borea|put put|5 million euros into
paid|Alba|Kerr|send sent|5 million euros to
eased|Court|Alba|lift lifted|an embargo on
director-of|Kerr|Alba|join joined|the board of
"""
NOUNS = """
dismissed Alba Kerr sacking of
dismissed Alba Kerr removal of
hired Alba Kerr recruitment of
lobbied Alba Court lobbying of
convicted Court Kerr sentencing of
attacked Chile Alba bombing of
attacked Chile Alba invasion of
founded Kerr Alba founding of
excluded Court Kerr expulsion of
audited Alba Borea audit of
owns Alba Borea ownership of
supported Kerr Lund endorsement of
charged Court Kerr prosecution of
appointed Alba Kerr nomination of
criticised Kerr Alba condemnation of
supplies Alba Borea exports to
"""


def sure(text: str) -> set[tuple[str, str, str, str]]:
    """Return what is read without a doubt, and how it stands."""
    found = (each for each in read(text) if not each.doubts)
    return {
        (
            each.source.name,
            each.type,
            each.target.name,
            "claimed" if each.voice and each.status == "actual" else each.status,
        )
        for each in found
    }


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_a_verb_is_read_in_each_construction(construction: str) -> None:
    for type_, source, target, forms in ROWS:
        verb, participle, *particle = forms.split(" ")
        tail = "".join(f" {each}" for each in particle)
        names = short(f"{source} {type_} {target}")
        actor, other = (f"the {name}" if "Court" in name else name for name in names[::2])
        words = {
            "verb": verb + tail,
            "past": PASTS.get(participle, participle) + tail,
            "part": participle + tail,
        }
        text = construction.format(s=actor, t=other, **words)
        assert (*names, CONSTRUCTIONS[construction]) in sure(text[0].upper() + text[1:]), text


@pytest.mark.parametrize("row", BROUGHT.strip().split("\n"))
def test_what_a_verb_brings_stands_as_the_verb_does(row: str) -> None:
    type_, source, target, forms, noun = row.split("|")
    verb, past = forms.split(" ")
    names = short(f"{source} {type_} {target}")
    for told, status in ((past, "actual"), (f"plans to {verb}", "planned"), (f"did not {verb}", "denied")):
        assert (*names, status) in sure(f"{names[0]} {told} {noun} {names[2]}."), told


@pytest.mark.parametrize("row", NOUNS.strip().split("\n"))
def test_a_noun_is_read_with_its_owner_and_with_by(row: str) -> None:
    type_, source, target, noun = row.split(" ", 3)
    names = short(f"{source} {type_} {target}")
    for text in (
        f"{names[0]}'s {noun} {names[2]} was discussed.",
        f"The {noun} {names[2]} by {names[0]} was discussed.",
    ):
        assert (*names, "actual") in sure(text), text


ALIKE = """
Ann Kerr questioned Alba's figures.
Ann Kerr questioned the wisdom of the plan of Alba.
Ann Kerr joined the board of a rival of Alba.
Alba won the backing of Borea.
Alba has the backing of Borea.
Alba mocked the idea that Borea was for sale.
Alba created a fund in Chile, Borea said.
The use of Alba's software annoyed Borea.
Alba took the loan, and a gift to Borea was never mentioned.
The challenge to Alba is that Borea grows.
Ann Kerr argued with customers of Alba.
Ann Kerr appeared for the first time in Alba's shop.
The creation of jobs at Alba pleased Borea.
The production of Borea's cars stopped, Alba said.
The removal of Ann Kerr's portrait annoyed Alba.
Ann Kerr's defence of her thesis was praised by Alba.
Ann Kerr insulted nobody at Alba.
Alba exited the talks before Borea arrived.
Alba sent 5 million leaflets to customers of Borea.
Alba gave its support to a rival of Borea.
Alba gave help to workers of Borea.
Alba sold 20 percent of its shares to workers, Borea said.
The rescue of sailors by Alba delighted Borea.
The election of a new board at Alba worried Borea.
Alba issued a warning to customers of Borea.
Alba tightened rules on smoking, and Borea followed.
Alba received a fee from a client of Borea.
Alba swallowed its pride, and Borea rejoiced.
The nomination of a woman by voters pleased Alba and Borea.
The invasion of ants at Alba was reported by Borea.
Alba pressured workers who had left Borea.
Alba's advice to investors in Borea is free.
Alba made requests to banks that finance Borea.
The sacking of a clerk at Alba was noted by Borea.
Alba bought shares in a fund that owns Borea.
"""


@pytest.mark.parametrize("text", ALIKE.strip().split("\n"))
def test_what_only_looks_alike_is_not_told_as_sure(text: str) -> None:
    between = {"praised", "reported-on"}  # told beside it
    assert {each for each in sure(text) if each[1] not in between} == set()


def test_an_acquittal_of_an_act_is_no_act_over_who_somebody_is() -> None:
    text = "The Rhine Court acquitted Ann Kerr, owner of the firm Alba, of blackmailing Bo Lund."
    assert ("Ann Kerr", "threatened", "Bo Lund", "actual") not in sure(text)


def test_a_parliament_acts_at_the_start_of_a_sentence() -> None:
    assert ("Parliament", "criticised", "Rhine Court", "actual") in sure(
        "Parliament criticised the Rhine Court."
    )


@pytest.mark.parametrize(
    "office", ["is trade minister", "was appointed trade minister in 2020", "became trade minister"]
)
def test_the_minister_is_who_was_said_to_be_one(office: str) -> None:
    told = read(f"Ann Kerr {office}.", "Alba sued the minister.")
    assert ("Alba", "sued", "Ann Kerr") in {(each.source.name, each.type, each.target.name) for each in told}
