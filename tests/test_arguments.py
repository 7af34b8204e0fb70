"""What graphkit is asked with is what was meant, or refused in one line: every argument of every function."""

import inspect
from datetime import date, datetime

import numpy as np
import pytest
from datasets import actor, evidence, graph_of, relation, source

import graphkit as gk
from graphkit.arguments import NARROWING, CallError
from graphkit.errors import DataError, DateError, GraphkitError, UsageError
from graphkit.graph.validated import CHECKS

GRAPH = graph_of(
    relation("met", "ada", "ben", when="2025-07-10", evidence=[evidence()]),
    relation("ban", "ben", "court", "banned", when="2025-07-11/"),
    relation("plan", "ada", "court", when="2026-01-02", status="planned"),
    actors=[actor("ada", "person"), actor("ben", "company"), actor("court", "government-body")],
)
ASK = {
    "window": lambda **more: gk.window(GRAPH, **more),
    "snapshot": lambda **more: gk.snapshot(GRAPH, **{"on": "2025-07-12"} | more),
    "known_by": lambda **more: gk.known_by(GRAPH, **{"day": "2025-07-12"} | more),
    "part": lambda **more: gk.part(GRAPH, **{"relations": ["met"]} | more),
    "actors": lambda **more: gk.actors(GRAPH, **more),
    "find_actor": lambda **more: gk.find_actor(GRAPH, **{"name": "ada"} | more),
    "neighbors": lambda **more: gk.neighbors(GRAPH, **{"actor": "ada"} | more),
    "common": lambda **more: gk.common(GRAPH, **{"actors": ["ada", "ben"]} | more),
    "groups": lambda **more: gk.groups(GRAPH, **more),
    "rank": lambda **more: gk.rank(GRAPH, **more),
    "between": lambda **more: gk.between(GRAPH, **{"source": "ada", "target": "ben"} | more),
    "parts": lambda **more: gk.parts(GRAPH, **{"actor": "ada"} | more),
    "shortest_path": lambda **more: gk.shortest_path(GRAPH, **{"source": "ada", "target": "ben"} | more),
    "shortest_paths": lambda **more: gk.shortest_paths(GRAPH, **{"source": "ada", "target": "ben"} | more),
    "chronological_path": lambda **more: gk.chronological_path(
        GRAPH, **{"source": "ada", "target": "ben"} | more
    ),
    "chronological_paths": lambda **more: gk.chronological_paths(
        GRAPH, **{"source": "ada", "target": "ben"} | more
    ),
    "reach": lambda **more: gk.reach(GRAPH, **{"actor": "ada"} | more),
    "find_paths": lambda **more: gk.find_paths(GRAPH, **{"question": gk.Question("ada", "ben")} | more),
    "why_no_path": lambda **more: gk.why_no_path(GRAPH, **{"question": gk.Question("ada", "ben")} | more),
    "Question": lambda **more: gk.Question(**{"source": "ada", "target": "ben"} | more),
    "diff": lambda **more: gk.diff(GRAPH, **{"first": "2025-07-01", "second": "2025-07-31"} | more),
    "timeline": lambda **more: gk.timeline(GRAPH, **more),
    "story": lambda **more: gk.story(GRAPH, **{"relation": "met"} | more),
    "voices": lambda **more: gk.voices(GRAPH, **{"actor": "ada"} | more),
    "show": lambda **more: gk.show(GRAPH, **more),
    "check_sources": lambda **more: gk.check_sources(GRAPH, **more),
    "edit": lambda **more: gk.edit(GRAPH, **{"id": "ada", "fields": {"name": "Ada"}} | more),
    "remove": lambda **more: gk.remove(GRAPH, **{"id": "plan"} | more),
    "suppose": lambda **more: gk.suppose(GRAPH, **more),
    "cite": lambda **more: gk.cite(GRAPH, **more),
    "merge": lambda **more: gk.merge(GRAPH, **{"actor": "ada", "into": "court"} | more),
}
SEVERAL = (
    "types", "statuses", "kinds", "avoid", "avoid_kinds", "via", "parts", "other_parts", "actors",
    "relations", "sources", "without",
)  # fmt: skip
FLAGS = (
    "no_claims", "no_contested", "certain", "undated", "directed", "strict", "cascade", "chronological",
    "lowest",
)  # fmt: skip
DAYS = ("since", "until", "on", "day", "first", "second")
TEXTS = ("actor", "to", "source", "target", "relation", "name", "id", "into", "text", "attribute")


def taken(function):
    return inspect.signature(getattr(gk, function)).parameters


def cases(names, values):
    return [
        pytest.param(function, name, value, id=f"{function}-{name}-{value!r}")
        for function in ASK
        for name in names
        if name in taken(function)
        for value in values
    ]


def refused(function, error, **arguments):
    with pytest.raises(error) as refusal:
        ASK[function](**arguments)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("function", "name", "value"),
    [
        *cases(SEVERAL, ["planned", 5, {"met": 1}, [5], [None]]),
        *cases(FLAGS, ["no", 0, 1, []]),
        *cases(TEXTS, [5, ["ada"], b"ada"]),
    ],
)
def test_what_is_not_several_names_true_or_false_or_a_text_is_refused(function, name, value):
    assert name in refused(function, UsageError, **{name: value})


@pytest.mark.parametrize(
    ("function", "name", "value"), cases(DAYS, [2026, 202507, 20250714, 2025.5, True, ["2025"]])
)
def test_a_number_is_no_day(function, name, value):
    assert name in refused(function, DateError, **{name: value})


@pytest.mark.parametrize(
    ("function", "name", "value", "mend"),
    [
        ("window", "statuses", ["plannd"], "did you mean 'planned'? It is one of actual, planned, denied"),
        ("diff", "statuses", ["sure"], "write one of actual, planned, denied"),
        ("snapshot", "kinds", ["companys"], "did you mean 'company'?"),
        ("actors", "kinds", ["firm"], "write one of person, company"),
        ("reach", "avoid_kinds", ["contry"], "did you mean 'country'?"),
        ("window", "types", ["mett"], "did you mean met"),
        ("neighbors", "direction", "outgoing", "one of in, out, both"),
        ("neighbors", "direction", None, "one of in, out, both"),
        ("neighbors", "parts", ["nobody"], "no actor called 'nobody'"),
        ("neighbors", "hops", "2", "whole number"),
        ("timeline", "unit", "months", "did you mean 'month'?"),
        ("timeline", "by", "type", "one of family, kind"),
        ("chronological_path", "best", "earlyest", "did you mean 'earliest'?"),
        ("Question", "best", "slowest", "one of earliest, fewest, latest, fastest"),
        ("find_paths", "limit", -1, "0 or more"),
        ("find_paths", "question", "ada", "expected a Question"),
        ("shortest_paths", "limit", 1.5, "whole number"),
        ("shortest_paths", "avoid", ["nobody"], "no actor called 'nobody'"),
        ("shortest_paths", "via", ["nobody"], "no actor called 'nobody'"),
        ("part", "relations", ["met", "plane"], "no relation called 'plane'; did you mean plan?"),
        ("story", "relation", "plane", "did you mean plan?"),
        ("voices", "actor", "adda", "did you mean Ada?"),
        ("suppose", "status", ["met"], "expected statuses by id"),
        ("suppose", "status", {5: "denied"}, "no relation called '5'"),
        ("cite", "style", "bib", "did you mean 'bibtex'?"),
        ("show", "height", "600", "whole number"),
        ("check_sources", "corpus", 5, "expected a path"),
        ("edit", "table", "actor", "did you mean 'actors'?"),
        ("edit", "fields", ["name"], "expected fields"),
    ],
)
def test_what_is_unknown_is_refused_with_the_mend(function, name, value, mend):
    assert mend in refused(function, gk.GraphkitError, **{name: value})


@pytest.mark.parametrize("function", [name for name in ASK if name != "Question"])
def test_an_argument_that_there_is_not_is_refused_by_its_name(function):
    assert "no argument 'sinse'" in refused(function, CallError, sinse="2025")
    with pytest.raises(TypeError):
        ASK[function](sinse="2025")


def test_the_nearest_argument_is_told():
    assert refused("window", CallError, sinse="2025").endswith("did you mean 'since'?")
    with pytest.raises(CallError, match="known_by: missing a required argument: 'day'"):
        gk.known_by(GRAPH)
    with pytest.raises(CallError, match="too many positional"):
        gk.known_by(GRAPH, "2025", "2026")


def test_days_are_given_as_text_as_dates_and_by_ordinals_that_cannot_be_years():
    at = date(2025, 7, 10)
    wanted = set(gk.window(GRAPH, "2025-07-10", "2025-07-10").edges(keys=True))
    for day in (at, at.toordinal(), np.int64(at.toordinal())):
        assert set(gk.window(GRAPH, day, day).edges(keys=True)) == wanted == {("ada", "ben", "met")}


def test_several_names_may_be_any_collection_or_iterator():
    for types in (("met",), {"met"}, iter(["met"]), {"met": 1}.keys(), np.array(["met"]).tolist()):
        assert gk.window(GRAPH, types=types).number_of_edges() == 2
    assert gk.Question("ada", "ben", types=["met"]) == gk.Question("ada", "ben", types=("met",))


def test_every_argument_of_every_public_function_has_a_rule():
    by_class = {"question", "dataset", "row", "direction", "unit", "by", "per", "best", "style"}
    for name in dir(gk):
        if name not in ("GraphkitError", "Question"):
            assert set(taken(name)) <= {*CHECKS, *by_class}, name


# --- the methods of a table -------------------------------------------------------------------------


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "events.tsv"
    path.write_text("A\tmet\tB\t2025-07-14\nB\tmet\tC\t2026-01-02\n", encoding="utf-8")
    return gk.open(path)


@pytest.mark.parametrize(
    ("method", "arguments", "mend"),
    [
        ("count", {"since": 2026}, "since: 2026 is a number"),
        ("count", {"since": 739_000, "until": 20250714}, "until: 20250714 is a number"),
        ("count", {"since": 2025.5}, "expected a day"),
        ("count", {"since": True}, "expected a day"),
        ("count", {"types": "met"}, "expected a list"),
        ("count", {"types": ["mett"]}, "did you mean met"),
        ("count", {"types": [0.5]}, "no relation type"),
        ("count", {"statuses": "actual"}, "expected a list"),
        ("count", {"statuses": ["plannd"]}, "is not known"),
        ("count", {"statuses": [True]}, "is not known"),
        ("count", {"certain": "no"}, "expected True or False"),
        ("count", {"kind": "company"}, "no argument 'kind'"),
        ("rows", {"sinse": "2025"}, "did you mean"),
        ("active", {"since": 2026}, "is a number"),
        ("graph", {"until": 2026}, "is a number"),
        ("neighbors", {"actor": "D"}, "no actor called 'D'"),
        ("neighbors", {"actor": 1.5}, "no actor called '1.5'"),
        ("neighbors", {"actor": True}, "no actor called 'True'"),
        ("neighbors", {"actor": "A", "direction": "outgoing"}, "one of both, out, in"),
        ("rows_of", {"actor": "A", "direction": "outgoing"}, "one of both, out, in"),
        ("shortest_path", {"source": "A", "target": "C", "closed": "AB"}, "expected a list"),
        ("shortest_path", {"source": "A", "target": "C", "directed": "no"}, "expected True or False"),
        ("earliest_arrival", {"source": "A", "strict": 1}, "expected True or False"),
        ("earliest_arrival", {"source": "A", "closed": "B"}, "expected a list"),
        ("chronological_path", {"source": "A", "target": "C", "directed": 1}, "expected True or False"),
    ],
)
def test_a_table_refuses_what_it_would_take_for_something_else(table, method, arguments, mend):
    with pytest.raises(gk.GraphkitError) as refusal:
        getattr(table, method)(**arguments)
    assert mend in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_table_is_opened_by_a_path(tmp_path):
    with pytest.raises(UsageError, match=r"path: expected a path, .*got 5"):
        gk.open(5)
    with pytest.raises(UsageError, match="skip_bad"):
        gk.open(tmp_path, skip_bad="yes")


class MissingDay(datetime):
    """A missing day as pandas has it: a datetime that is no number of days."""

    def toordinal(self):
        return float("nan")


class RefusingDay(datetime):
    def toordinal(self):
        raise ValueError("NaTType does not support toordinal")


@pytest.mark.parametrize(
    ("function", "name", "value"),
    cases(
        DAYS,
        [0, -1, 3_652_060, 10**7, 10**30, np.int64(10**9), MissingDay(2025, 7, 1), RefusingDay(2025, 7, 1)],
    ),
)
def test_what_is_no_day_of_the_calendar_is_refused(function, name, value):
    message = refused(function, DateError, **{name: value})
    assert name in message
    assert "'2025-07-14'" in message


def test_a_number_is_that_of_a_day():
    number = date(2025, 7, 10).toordinal()
    assert set(gk.window(GRAPH, number, number).edges(keys=True)) == {("ada", "ben", "met")}
    assert gk.window(GRAPH, 10**5, date.max.toordinal()).number_of_edges() == 3
    assert gk.window(GRAPH, datetime(2025, 7, 10, 23, 59), "2025-07-10").number_of_edges() == 1


@pytest.mark.parametrize("text", ["a", "2025-07-14"])
@pytest.mark.parametrize(
    ("function", "name"),
    [("window", "since"), ("window", "until"), ("snapshot", "on"), ("known_by", "day"), ("diff", "second")],
)
def test_a_long_text_is_told_in_short(function, name, text):
    assert len(refused(function, DateError, **{name: text * 500})) < 200


@pytest.mark.parametrize("function", ["shortest_paths", "find_paths"])
def test_as_many_paths_as_there_never_are_may_be_asked_for(function):
    assert ASK[function](limit=10**30).paths == ASK[function]().paths


def test_a_duration_is_days_or_the_text_of_the_command_line():
    graph = graph_of(relation("r", "a", "b", "met", when="2025"))
    assert gk.reach(graph, "a", within="2w") == gk.reach(graph, "a", within=14)
    with pytest.raises(UsageError, match=r"^within: 'x' is no duration; write 90d, 12w, 6m or 2y$"):
        gk.reach(graph, "a", within="x")


@pytest.mark.parametrize(
    ("made", "name", "call", "words"),
    [
        ("x.csv", "x.csv", gk.load, "gk.read and 'graphkit import' read it"),
        ("tables/actors.csv", "tables", gk.load, "is a folder of tables; gk.read"),
        ("other/x.csv", "other", gk.load, "is a folder; name the file in it"),
        ("x.csv", "x.csv", gk.read, r"in Python: gk.read\(FILE, columns='source=HEADING"),
        ("x.csv", "y.json", gk.load, "no such file; name one that is there$"),
    ],
)
def test_mends_are_said_for_python_too(tmp_path, made, name, call, words):
    path = tmp_path / made
    path.parent.mkdir(exist_ok=True)
    path.write_text("a,b,c\n1,2,3\n")
    with pytest.raises(GraphkitError, match=words):
        call(tmp_path / name)


def test_a_directory_is_opened_and_not_loaded(tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "manifest.json").touch()
    for call in (gk.load, gk.read):
        with pytest.raises(GraphkitError, match=r"is a dataset directory; .*gk.open reads it"):
            call(tmp_path)


def test_changes_that_are_refused_say_what_to_write_in_python():
    graph = graph_of(
        relation("r", "a", "b", "met", when="2025", evidence=[evidence("one"), evidence("two")]),
        sources=[source("one", "2025-01-02"), source("two", "2025-01-03")],
    )
    with pytest.raises(UsageError, match="in Python: cascade=True"):
        gk.remove(graph, "a")
    with pytest.raises(UsageError, match=r"in Python: gk\.edit\(graph, '\w+', ") as caught:
        gk.merge(graph, "one", "two", table="sources")
    assert type(caught.value) is UsageError
    with pytest.raises(UsageError, match=r"expected a Dataset \(of .*\) or a mapping of rows, got a list"):
        gk.build_graph([])


def test_a_date_object_on_an_edge_is_refused_with_the_text_to_write():
    graph = graph_of(relation("r", "a", "b", "met", when="2025"))
    graph["a"]["b"]["r"]["when"] = date(2024, 1, 2)
    with pytest.raises(DataError, match="got a date; write '2024-01-02'"):
        gk.info(graph)


def test_what_narrows_a_window_is_named_where_another_question_is_asked_for_it() -> None:
    assert {*inspect.signature(gk.window).parameters} - {"graph"} == NARROWING
    with pytest.raises(
        CallError, match=r"no argument 'since'; narrow the graph first: window\(since=\.\.\.\)"
    ):
        gk.timeline(GRAPH, since="2025")
