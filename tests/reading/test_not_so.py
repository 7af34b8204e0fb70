"""What sentences were read to say of somebody and do not say: a title, a gap, an aside, a plan, a denial."""

import pytest

from tests.reading.test_false_statements import read, told, words

OFFICES = [
    "Norden Defence was banned. The ban on the firm was signed by Defence Secretary Mina Kale.",
    "Norden Culture runs two halls. The permit of Norden Culture was signed by Culture Minister Mina Kale.",
    "Norden Interior makes sofas. Interior secretary Mina Kale signed the order last week.",
]


@pytest.mark.parametrize("text", OFFICES)
def test_the_department_of_an_office_is_no_part_of_a_firm_s_name(text: str) -> None:
    office = {"holds-office-in", "leads", "works-for"}
    assert not [words(each) for each in read(text) if each.type in office]


def test_a_firm_is_still_meant_by_the_first_word_of_its_name() -> None:
    text = "Norden Defence builds boats. The Marine Institute sued Norden on Monday."
    assert told(text) == {"Marine Institute sued Norden Defence"}


@pytest.mark.parametrize("title", ["Group Chief Executive", "Group Chief Executive Officer"])
def test_a_title_in_capitals_is_no_name(title: str) -> None:
    text = f'"We grow," said Mina Kale, {title} of Norden Foods.'
    assert told(text) == {"Mina Kale leads Norden Foods"}
    assert not [each for each in read(text) if title in (each.source.name, each.target.name)]


@pytest.mark.parametrize(
    "line", ["OSLO, Aug 5 - ", "OSLO, Sept. 12 \u2013 ", "OSLO, 12 Nov \u2014 ", "OSLO, March 12 - "]
)
def test_a_dateline_tells_no_name_and_no_day_of_a_deed(line: str) -> None:
    told_here = read(f"{line}The Marine Institute sued Norden Foods on Monday.")
    assert [(words(each), each.when) for each in told_here] == [
        ("Marine Institute sued Norden Foods", "2024-12-09")
    ]
    assert read(f"{line}The Marine Institute sued Norden Foods.")[0].when is None


GAPS = [
    (
        "Norden Foods will hold 60 per cent of the new company, Delta Tins, and Vale Mills 40 per cent.",
        "planned ",
    ),
    ("Norden Foods owns 70% of the mill, Delta Tins, and Vale Mills the rest.", ""),
    ("Norden Foods owns two thirds of Delta Tins and Vale Mills a third.", ""),
    ("Norden Foods is to own 55% of Delta Tins, and its partner Vale Mills the remaining 45%.", "planned "),
]


@pytest.mark.parametrize(("sentence", "status"), GAPS)
def test_who_has_the_other_share_is_not_owned(sentence: str, status: str) -> None:
    assert {words(each) for each in read(sentence)} == {
        f"{status}Norden Foods owns Delta Tins",
        f"{status}Vale Mills owns Delta Tins",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Norden Foods will own 70% of the joint venture and Vale Mills 30%.",
        "Norden Foods is to control the venture, with Vale Mills holding 49 per cent.",
    ],
)
def test_nobody_owns_whoever_has_the_other_share(sentence: str) -> None:
    assert not [words(each) for each in read(sentence) if each.type in ("owns", "controls")]


def test_what_has_no_share_of_its_own_is_owned() -> None:
    assert told("Norden Foods owns 70% of the mill, Delta Tins, and the bakery, Vale Mills.") == {
        "Norden Foods owns Delta Tins",
        "Norden Foods owns Vale Mills",
    }


@pytest.mark.parametrize("office", ["chief executive", "chairwoman"])
@pytest.mark.parametrize("ahead", ["who will be its {0}", "who is to become its {0}"])
def test_who_will_hold_an_office_is_not_called_by_it_yet(office: str, ahead: str) -> None:
    so = told(
        f"Mina Kale is {office} of Norden Foods.",
        f"Delta Tins will be led by Ann Lund, {ahead.format(office)}.",
        f"Norden Foods was founded by Tom Ruge, the father of the present {office}.",
    )
    assert "Tom Ruge family-of Mina Kale" in so
    assert "Tom Ruge family-of Ann Lund" not in so


WHO = [
    ("Delta Tins is led by Ann Lund, now vice president of Perak Orsk, who met Tom Ruge.", "Ann Lund", True),
    ("Ann Lund, a director of Perak Orsk, who met Tom Ruge, left.", "Ann Lund", True),
    ("The mayor praised Ann Lund, the head of research at Perak Orsk, who met Tom Ruge.", "Ann Lund", True),
    ("The minister praised Ann Lund, the sister of Lena Vik, who met Tom Ruge.", "Ann Lund", False),
    ("The minister praised Lena Vik, who met Tom Ruge.", "Lena Vik", True),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "who", "sure"), WHO)
def test_who_behind_an_office_is_whoever_has_it(sentence: str, who: str, sure: bool) -> None:
    met = {each for each in read(sentence) if each.type == "met"}
    assert {each.source.name for each in met if not each.doubts} == ({who} if sure else set())


def test_a_director_without_a_name_makes_nobody_act_without_a_doubt() -> None:
    assert told("The board chose the chairman of Perak Orsk, who sued Tom Ruge.") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Tom Ruge praised the firm during a visit to Oslo in May and was given a medal by Lars Vik.",
        "Tom Ruge, on a visit to Oslo, was given a medal by Lars Vik.",
        "Tom Ruge spoke about a visit to Oslo and was granted a pension by Lars Vik.",
        "Tom Ruge spoke of an inquiry into Delta Tins and was granted a pension by Lars Vik.",
    ],
)
def test_who_gives_something_does_not_do_what_is_told_before(sentence: str) -> None:
    wrong = {"Lars Vik visited Oslo", "Lars Vik investigated Delta Tins"}
    assert wrong.isdisjoint(words(each) for each in read(sentence))


@pytest.mark.parametrize("of", ["Delta Tins", "Delta Tins, a maker of cans,", "Delta Tins and Norden Foods"])
def test_who_opens_an_inquiry_into_somebody_investigates(of: str) -> None:
    so = told(f"An inquiry into {of} was opened by the Markets Office on Monday.")
    assert "Markets Office investigated Delta Tins" in so


AHEAD = [
    ("Deliveries to its main customer, the smelter Delta Tins, are due to begin in 2028.", "sells-to"),
    ("Sales to its first customer, the smelter Delta Tins, will start next year.", "sells-to"),
    ("Ore from its new supplier, the mine Delta Tins, is expected to arrive in June.", "supplies"),
    ("The first shipments by Norden Mining to its partner, Delta Tins, will be made in June.", "supplies"),
    ("A purchase of Delta Tins, a smelter, by Norden Mining is expected.", "acquired"),
    ("The takeover of Delta Tins by Norden Mining will be completed in June.", "acquired"),
    ("Its first customer will be Delta Tins.", "sells-to"),
]


@pytest.mark.parametrize(("sentence", "type_"), AHEAD)
def test_what_is_to_begin_is_planned(sentence: str, type_: str) -> None:
    found = [each for each in read(f"Norden Mining digs copper. {sentence}") if each.type == type_]
    assert {each.status for each in found} == {"planned"}


SO = [
    ("Deliveries to its main customer, the smelter Delta Tins, began in 2020.", "sells-to"),
    ("Payments to its main supplier, the mine Delta Tins, are due to rise in 2028.", "supplies"),
    ("The arrest of Tom Ruge by the Federal Police will be discussed in June.", "arrested"),
]


@pytest.mark.parametrize(("sentence", "type_"), SO)
def test_what_is_so_is_not_planned(sentence: str, type_: str) -> None:
    found = [each for each in read(f"Norden Mining digs copper. {sentence}") if each.type == type_]
    assert {each.status for each in found} == {"actual"}


DECIDED = [
    "In December the court is to decide on a lawsuit by Lars Hudec against Delta Tins.",
    "In November the court decided on a lawsuit by Lars Hudec against Delta Tins.",
    "On Monday the mayor spoke about a lawsuit by Lars Hudec against Delta Tins.",
    "On Monday the court threw out a lawsuit by Lars Hudec against Delta Tins.",
    "The court will hear a lawsuit by Lars Hudec against Delta Tins on 20 December.",
]


@pytest.mark.parametrize("sentence", DECIDED)
def test_the_day_of_a_decision_is_not_that_of_what_is_decided(sentence: str) -> None:
    assert {each.when for each in read(sentence) if words(each) == "Lars Hudec sued Delta Tins"} == {None}


@pytest.mark.parametrize(
    "sentence",
    [
        "In November Lars Hudec filed a lawsuit against Delta Tins.",
        "Lars Hudec brought a lawsuit against Delta Tins in November.",
    ],
)
def test_the_day_on_which_a_lawsuit_is_brought_is_its_own(sentence: str) -> None:
    assert [each.when for each in read(sentence)] == ["2024-11"]


def test_a_deed_told_in_full_is_guessed_of_nobody_else() -> None:
    text = "In December the Supreme Court is to decide on a lawsuit by Lars Hudec against Delta Tins."
    assert [words(each) for each in read(text) if each.type == "sued"] == ["Lars Hudec sued Delta Tins"]


SPEAKERS = [
    "Delta Tins paid Pieter Smeets, the presiding judge, Anneke Wit, said.",
    "Delta Tins paid Pieter Smeets, the minister of trade, Anneke Wit, said on Monday.",
    "Delta Tins paid Pieter Smeets, its lawyer, Anneke Wit, told the court.",
    "Delta Tins paid Pieter Smeets, the mayor, Anneke Wit, wrote.",
    "Delta Tins paid Pieter Smeets, the mayor, Anneke Wit said.",
]


@pytest.mark.parametrize("sentence", SPEAKERS)
def test_who_is_named_last_before_said_is_the_voice(sentence: str) -> None:
    (paid,) = (each for each in read(sentence) if each.type == "paid")
    assert (words(paid), getattr(paid.voice, "name", paid.voice)) == (
        "Delta Tins paid Pieter Smeets",
        "Anneke Wit",
    )


def test_the_judge_is_whoever_spoke_as_the_judge() -> None:
    sentence = "Delta Tins paid Pieter Smeets, the presiding judge, Anneke Wit, said."
    (warned,) = (
        each
        for each in read(sentence, "The judge said that the Markets Office had warned Delta Tins.")
        if each.type == "warned"
    )
    assert getattr(warned.voice, "name", warned.voice) == "Anneke Wit"


@pytest.mark.parametrize("day", ["1 March", "1 November"])
def test_who_joins_on_a_day_told_in_the_present_tense_will_join(day: str) -> None:
    (joined,) = (each for each in read(f"Ann Lund joins Norden Foods on {day}.") if each.type == "joined")
    assert joined.status == "planned"
    assert (joined.when or "").startswith("2025-")


GUILTY = [
    ("Oslo District Court found Tom Ruge guilty of theft and of bribery.", "convicted"),
    ("Tom Ruge was found guilty of theft by Oslo District Court.", "convicted"),
    ("The judge, Ann Lund, found Tom Ruge guilty of fraud.", "convicted"),
    ("Oslo District Court found Tom Ruge not guilty of theft.", "acquitted"),
    ("Tom Ruge was found not guilty of theft by Oslo District Court.", "acquitted"),
]


@pytest.mark.parametrize(("sentence", "type_"), GUILTY)
def test_whom_a_court_finds_guilty_is_convicted(sentence: str, type_: str) -> None:
    assert [(each.type, each.status) for each in read(sentence) if not each.doubts] == [(type_, "actual")]


@pytest.mark.parametrize("who", ["The Oslo Herald", "The Chess Union", "Delta Tins"])
def test_who_is_no_court_convicts_nobody_without_a_doubt(who: str) -> None:
    assert not told(f"{who} found Tom Ruge guilty of bad taste.")


def test_the_day_of_a_sentence_is_its_own() -> None:
    (found,) = read("Oslo District Court sentenced Tom Ruge to four years on Tuesday.")
    assert found.when == "2024-12-10"


@pytest.mark.parametrize(
    "sentence",
    [
        '"We are proud to welcome Ann Lund," said Tom Ruge, chief executive of Delta Tins.',
        '"We look forward to welcoming Ann Lund," said Tom Ruge, chief executive of Delta Tins.',
        "Delta Tins will welcome Ann Lund on Monday.",
        "Delta Tins is pleased to welcome Ann Lund as its new head of sales.",
    ],
)
def test_who_is_welcomed_somewhere_is_not_praised(sentence: str) -> None:
    assert not [words(each) for each in read(sentence) if each.type == "praised" and not each.doubts]


@pytest.mark.parametrize("text", ["Delta Tins welcomed the ruling.", "Delta Tins welcomes the ruling."])
def test_who_welcomes_a_ruling_praises_it(text: str) -> None:
    ruling = "The Markets Office fined Norden Foods on Monday."
    assert [each for each in read(ruling, text.replace("ruling", "fine")) if each.type == "praised"]


@pytest.mark.parametrize(
    "sentence",
    [
        '"I never knew about Geneva," Tom Ruge said.',
        '"I knew nothing of Delta Tins," Tom Ruge said.',
        "Tom Ruge knew about Lars Vik's debts.",
        "Tom Ruge did not know of Delta Tins.",
    ],
)
def test_who_knows_of_something_does_not_know_it(sentence: str) -> None:
    assert not told(sentence)


def test_who_knows_somebody_does() -> None:
    assert told("Tom Ruge does not know Lars Vik.") == {"denied Tom Ruge knows Lars Vik"}


SINCE = [
    ("Ann Lund has led the Norden Foods unit Delta Tins since 2020.", None),
    ("Ann Lund has worked for Delta Tins, a subsidiary of Norden Foods, since 2020.", None),
    ("Delta Tins, a subsidiary of Norden Foods since 2020, makes cans.", "2020/"),
    ("Delta Tins has been a subsidiary of Norden Foods since 2020.", "2020/"),
]


@pytest.mark.parametrize(("sentence", "when"), SINCE)
def test_since_when_somebody_leads_a_unit_is_not_since_when_it_is_one(
    sentence: str, when: str | None
) -> None:
    assert [each.when for each in read(sentence) if each.type == "subsidiary-of"] == [when]


SOLD = [
    ("In June a fire broke out at the mill that Norden Foods sold to Delta Tins in 2020.", "2020"),
    ("A fire in June at a mill that Norden Foods sold to Delta Tins closed it.", None),
    ("In June a mill that Norden Foods sold to Delta Tins burnt.", None),
    ("In June Norden Foods sold a mill to Delta Tins.", "2024-06"),
    ("In June, Norden Foods, which owns two mills, sold one to Delta Tins.", "2024-06"),
]


@pytest.mark.parametrize(("sentence", "when"), SOLD)
def test_a_clause_that_tells_which_thing_is_meant_has_no_date_from_without(
    sentence: str, when: str | None
) -> None:
    assert {each.when for each in read(sentence) if each.type == "sells-to"} == {when}


WAYS = [
    ("Norden Foods financed the deal with a loan of 4 million from Jutland Bank.",
     "Jutland Bank lent-to Norden Foods"),
    ("Norden Foods received a loan of 4 million from Jutland Bank.", "Jutland Bank lent-to Norden Foods"),
    ("It rests on a patent that Norden Foods licensed from Delta Tins.", "Delta Tins licensed Norden Foods"),
    ("Ann Reiner had turned down an offer by Tom Kubala.", "Ann Reiner rejected Tom Kubala"),
    ("Tom Ruge left Norden United for the Danish club Delta Tins.", "Tom Ruge joined Delta Tins"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "so"), WAYS)
def test_who_acts_is_told_by_from_by_and_for(sentence: str, so: str) -> None:
    found = {words(each) for each in read(sentence)}
    source, type_, target = so.rsplit(" ", 2)[0], so.split(" ")[2], " ".join(so.split(" ")[3:])
    assert so in found
    assert f"{target} {type_} {source}" not in found


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Delta Tins had lost the first tender to Norden Foods.", "awarded-contract"),
        ("Tom Ruge was arrested in Spain and is to be extradited to Uruguay.", "extradited"),
        ("Delta Tins is represented by the investment director of Norden Foods, Ann Lund.", "invested"),
    ],
)
def test_no_noun_makes_somebody_act_who_does_not(sentence: str, type_: str) -> None:
    found = [each for each in read(sentence) if each.type == type_]
    assert not [words(each) for each in found if each.target.name != "Tom Ruge"]


NOT_DONE = [
    ("Norden Foods is preparing a lawsuit against Delta Tins.", "sued"),
    ("Norden Foods is drafting a complaint against Delta Tins.", "sued"),
    ("Norden Foods threatened a lawsuit against Delta Tins.", "sued"),
    ("Norden Foods is preparing an appeal to the Constitutional Court.", "opposed"),
]


@pytest.mark.parametrize(("sentence", "type_"), NOT_DONE)
def test_what_is_being_prepared_is_planned(sentence: str, type_: str) -> None:
    assert {each.status for each in read(sentence) if each.type == type_} == {"planned"}


def test_who_files_a_lawsuit_has_sued() -> None:
    assert told("Norden Foods filed a lawsuit against Delta Tins.") == {"Norden Foods sued Delta Tins"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Norden Foods is not in talks with Meridia Generics about the sale of its vaccine business.",
        "The board was never told of the sale of Delta Tins to Norden Foods.",
    ],
)
def test_of_what_is_not_so_no_noun_tells_a_sale(sentence: str) -> None:
    assert not [words(each) for each in read(sentence) if each.status == "actual"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norden Foods rejected the charge that it had built old pumps, first raised by the daily Ang Bantay.",
        "Norden Foods denied that it had paid Tom Ruge, as first reported by the daily Ang Bantay.",
    ],
)
def test_who_first_reports_something_has_no_part_in_it(sentence: str) -> None:
    assert not [
        words(each) for each in read(sentence) if "Ang Bantay" in (each.source.name, each.target.name)
    ]


@pytest.mark.parametrize("of", ["a former lawyer of", "the head of", "an adviser to"])
def test_a_lobby_is_a_body(of: str) -> None:
    sentence = f"Ann Lund, {of} the mining lobby Minera Futura, met Norden Foods."
    assert not [words(each) for each in read(sentence) if each.type == "lobbied"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A report by the Senate, according to which Tom Ruge paid Delta Tins, was published.",
        "Lars Vik cited a report by the Senate according to which Tom Ruge paid Delta Tins.",
        "According to a report by the Senate, Tom Ruge paid Delta Tins.",
    ],
)
def test_according_to_which_is_whose_report_it_is(sentence: str) -> None:
    assert [getattr(each.voice, "name", each.voice) for each in read(sentence) if each.type == "paid"] == [
        "Senate"
    ]


@pytest.mark.parametrize(
    "who", ["All Western countries have", "The South Korean shipyard has", "A North African firm has"]
)
def test_an_adjective_of_a_land_is_nobody(who: str) -> None:
    assert read(f"{who} sued Norden Foods.") == []


def test_the_hague_is_sued_by_nobody() -> None:
    assert {words(each) for each in read("Norden Foods sued Delta Tins in The Hague in March.")} == {
        "Norden Foods sued Delta Tins"
    }


def test_a_person_who_belongs_to_a_party_is_a_member() -> None:
    assert told("Mina Kale belongs to the Liberty Party.") == {"Mina Kale member-of Liberty Party"}


@pytest.mark.parametrize(
    "text",
    [
        "Had Peter Lund met Karl Moe, he would have resigned, Vale Foods said.",
        "Were Peter Lund to meet Karl Moe, he would resign, Vale Foods said.",
        "Should Peter Lund meet Karl Moe, he would go, Vale Foods said.",
        "Peter Lund may have resigned, Vale Foods said.",
        "Peter Lund would have gone with Vale Foods.",
        "If Peter Lund met Karl Moe, he would go with Vale Foods.",
    ],
)
def test_what_would_be_tells_nothing_of_anybody(text: str) -> None:
    assert [words(each) for each in read(text)] == []


def test_whoever_says_so_last_is_nobody_s_employer() -> None:
    assert read("Peter Lund resigned in May, Vale Foods said.") == []
    (kept,) = read("Peter Lund rose in May at Vale Foods.")
    assert words(kept) == "Peter Lund works-for Vale Foods"


@pytest.mark.parametrize(
    "words_of_denial",
    [
        "denied meeting", "deny meeting", "deny having met", "both deny meeting", "deny that they met",
        "denied that they met", "have denied meeting",
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["Peter Lund and Karl Moe", "Peter Lund, Jan Ek and Karl Moe"])
def test_of_several_who_deny_something_each_speaks_for_himself(who: str, words_of_denial: str) -> None:
    found = read(f"{who} {words_of_denial} Anna Holm on 6 May 2019.")
    assert {words(each) for each in found} >= {
        "denied Peter Lund met Anna Holm",
        "denied Karl Moe met Anna Holm",
    }
    assert all(each.status == "denied" and each.voice.name == each.source.name for each in found)


def test_who_denies_what_another_did_does_not_speak_for_him() -> None:
    (found,) = read("Peter Lund and Karl Moe denied that Vale Foods paid Anna Holm.")
    assert (words(found), found.voice.name) == ("denied Vale Foods paid Anna Holm", "Peter Lund")


@pytest.mark.parametrize("verb", ["received", "got", "accepted", "allegedly took", "had borrowed"])
def test_whoever_has_something_from_a_firm_does_not_work_there(verb: str) -> None:
    assert read(f"Peter Lund {verb} a yacht from Vale Foods in 2019.") == []
    assert "Peter Lund works-for Vale Foods" in map(
        words, read("Peter Lund took a post at Vale Foods in 2019.")
    )


CONTRARY = ["Contrary to what", "Unlike what", "Despite what", "Despite all what", "Whatever"]


@pytest.mark.parametrize("contrary", CONTRARY)
@pytest.mark.parametrize("verb", ["wrote", "said", "argued", "reported on Monday"])
def test_who_is_contradicted_is_in_no_relation_to_whom_the_sentence_tells_of(
    contrary: str, verb: str
) -> None:
    told_here = {"Norden Foods sued Vale Mills"}
    assert told(f"{contrary} Mina Kale {verb}, Norden Foods sued Vale Mills.") == told_here
    assert told(f"Norden Foods sued Vale Mills, {contrary.lower()} Mina Kale {verb}.") == told_here
