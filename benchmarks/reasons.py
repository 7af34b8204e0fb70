"""Why rows miss their aims, where they do; printed in RESULTS.md beside the ratio."""

_PARSING = (
    "Polars reads with all cores in Rust and stops at a data frame; graphkit reads with one in numpy, and"
    " also numbers every name, reads every date as EDTF and sorts by day."
)
_A_CALL = (
    "pathpy keeps a list of relations for each day and adds up their lengths; graphkit bisects twice. Both"
    " take as long as a call of a method in Python does, and so does the judge, by hand."
)
_A_HANDFUL = (
    "What an actor has in a month is a handful: the peers' call into Rust, or look-up in a dictionary, takes"
    " microseconds, and the check of the window, the statuses and the dates that graphkit never leaves out"
    " takes as many. It grows with the answer, not with the graph."
)
_FILTERED = (
    "Of so few relations the type is looked up in numpy, whose every call takes a microsecond, however few."
)
_IN_TIME = (
    "The peers search a graph that was expanded in time beforehand, for relations of one day each; graphkit"
    " goes through the days of the window in Python, as relations may last and their dates be uncertain."
)
_ARRAYS = (
    "graphkit keeps every relation's four bounds, status and type in order of time and of actor, in plain"
    " arrays that are searched as they lie. DuckDB packs columns into compressed blocks, Polars holds the"
    " table's own few columns, and both look through them at every question."
)
_LASTING = (
    "What lasts may have begun long before the window, so rows are looked at one by one as far back as the"
    " longest reaches; the names are then made one by one."
)
_FEW_FACTS = (
    "An actor has three or four facts, which networkx finds in a dictionary and looks at one by one;"
    " graphkit bisects among the actor's rows for each length, and asks numpy about doubtful ones."
)

REASONS: dict[str, str] = {
    "load from text": _PARSING,
    "load from text, and first answers": _PARSING,
    "load from its own binary file, and first answers": (
        "The rows of each actor are put in order at the first question about one; Polars never does, and"
        " looks through the table each time."
    ),
    "memory a relation, loaded": _ARRAYS,
    "memory a relation, once asked": _ARRAYS,
    "count, 1 day": _A_CALL,
    "count, 30 days": _A_CALL,
    "count, all": _A_CALL,
    "active actors, 1 day": (
        "Both hand over the names of a day that they had made ready; what is measured is the call."
    ),
    "active actors, 30 days": (
        "The names of hundreds of actors are the answer, and to make that list takes most of the time."
    ),
    "active actors, all": (
        "The names of all actors are the answer, and to make that list takes most of the time."
    ),
    "active actors, a year, possible": _LASTING,
    "active actors, a year, certain": _LASTING,
    "active actors, ten years, planned too": _LASTING,
    "neighbours, ten years, possible": _FEW_FACTS,
    "neighbours, ten years, certain, onward": _FEW_FACTS,
    "neighbours, ten years, planned too": _FEW_FACTS,
    "neighbours, 30 days": _A_HANDFUL,
    "neighbours, 30 days, onward": _A_HANDFUL,
    "neighbours, 30 days, of types": _FILTERED,
    "two hops, 30 days": "It is made of dozens of looks at a handful each; see neighbours.",
    "earliest arrival of all, 30 days": _IN_TIME,
    "chronological path to one, 30 days": _IN_TIME,
    "degree of all, all": (
        "igraph is asked for its whole graph, whose degrees it keeps in C as the lengths of its lists;"
        " graphkit counts, as of any window."
    ),
    "networkx graph of all": (
        "From a networkx graph both walk all its edges; graphkit also weighs the view, carries over the cited"
        " sources and the actors that relations are about, and says what it left out."
    ),
}
