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

REASONS: dict[str, str] = {
    "load from text": _PARSING,
    "load from text, and first answers": _PARSING,
    "count, 1 day": _A_CALL,
    "count, 30 days": _A_CALL,
    "count, all": _A_CALL,
    "active actors, 1 day": (
        "Both hand over the names of a day that they had made ready; what is measured is the call."
    ),
    "active actors, 30 days": (
        "The names of hundreds of actors are the answer, and to make that list takes most of the time."
    ),
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
}
