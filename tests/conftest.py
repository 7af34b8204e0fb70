"""What all tests share: settings of hypothesis, unhurried and repeatable, and one browser."""

import gc
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

# A command never looks for garbage; the tests seldom do: each look goes through all tests that there are.
gc.set_threshold(100_000, 20, 100)

# How fast a machine is decides nothing; a fixture that a test shares with its examples is known to be safe.
settings.register_profile(
    "same",
    deadline=None,
    max_examples=15,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "new", settings.get_profile("same"), max_examples=100, derandomize=False, print_blob=True
)
settings.register_profile("few", settings.get_profile("same"), max_examples=5)
settings.load_profile("same")

HEEDED = (
    *("GRAPHKIT_DATA", "COLUMNS", "LINES", "TERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"),
    *("PYTHONUNBUFFERED", "PAGER", "LESS", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY"),
)
"""What of the surroundings the commands would heed: the tests have none of it but what they set."""


WHICH_BROWSER = Path(__file__).with_name("browser.sh")
UNUSED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),  # pages of its own, made anew for each context
    *("PaintHolding", "LensOverlay", "Translate", "MediaRouter", "DestroyProfileOnBrowserClose"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch", "AimEnabled"),
)
"""What of the browser no test uses.

Chromium heeds only the last such list, so this one repeats Playwright's: without it, Chromium asks the
network for things of its own, and takes requests and pages out of the hands of the tests.
"""
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--disable-features={','.join(UNUSED)}",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The Chromium that ``browser.sh`` names; without one the tests fail, they are not skipped.

    It is here alone: Playwright refuses to start twice in one process.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = launched(playwright)
        if os.environ.get("GRAPHKIT_LATE"):
            come_late(started)
        yield started
        started.close()


def launched(playwright: "Playwright", *more: str) -> "Browser":
    """Start the Chromium that ``browser.sh`` names, with more arguments if there are any."""
    found = subprocess.run(["sh", WHICH_BROWSER], capture_output=True, encoding="utf-8")
    if found.returncode:
        pytest.fail(found.stderr)
    return playwright.chromium.launch(executable_path=found.stdout.strip(), args=[*ARGUMENTS, *more])


LATE = """
const frame = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (act) => frame(() => setTimeout(() => frame(act), 150));
"""
"""Draws each frame later, as a busy machine does."""


def come_late(browser: "Browser") -> None:
    """Let each frame of each page of a browser come late, so that a test that does not wait for it fails."""
    for way in ("new_context", "new_page"):
        opened = getattr(browser, way)

        def open_late(*, opened: Any = opened, **options: Any) -> Any:
            made = opened(**options)
            made.add_init_script(LATE)
            return made

        setattr(browser, way, open_late)


def pytest_configure() -> None:
    for name in HEEDED:
        os.environ.pop(name, None)
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, _unheeded)
    os.fsync = fsync


def fsync(file: int) -> None:
    """Wait for no disk: tests replay what a power cut leaves. Processes of their own do wait."""
    os.fstat(file)


def _unheeded(*_: object) -> None:
    """Ignore a signal here, where a command that a test starts does not: it gets none of Python's handlers.

    A run in the background, or one that outlives its terminal, would have every command ignore what it
    is stopped by.
    """


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: what is packed holds the time of day, which no name may."""
    return argname if isinstance(val, bytes) else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spark", action="store_true", help="ask a Spark cluster in the tests of engines")


SLOW = (
    "test_a_change_stopped_at_any_moment_is_made_whole_or_not_at_all",
    "test_a_command_stopped_while_it_loads_and_works_says_so_in_a_line",
    "test_a_command_without_a_stdout_is_quiet",
    "test_a_damaged_part_never_answers",
    "test_a_diff_is_what_every_way_of_dating_says",
    "test_a_diff_of_what_was_known_is_what_every_way_of_dating_says",
    "test_a_directory_may_have_any_name",
    "test_a_graph_stands_for_itself_however_it_is_changed",
    "test_a_hundred_thousand_texts_are_each_read_or_refused_and_nothing_is_printed",
    "test_a_limit_says_how_many_are_printed",
    "test_a_page_is_no_larger_than_promised",
    "test_a_path_s_certainty_and_days_are_those_of_every_way_its_dates_can_fall",
    "test_a_pipe_gets_utf_8_whatever_the_surroundings_are",
    "test_a_power_cut_at_any_step_leaves_every_acknowledged_change_and_no_half_one",
    "test_a_question_stopped_at_any_moment_says_so_in_a_line",
    "test_a_retry_after_a_kill_leaves_no_file_behind",
    "test_a_table_of_events_is_asked_the_same",
    "test_all_stops_at_a_thousand_and_says_how_many_there_are",
    "test_among_more_actors_the_best_chains_are_the_best_of_all",
    "test_an_extra_that_is_missing_is_named",
    "test_an_import_that_is_stopped_leaves_nothing_that_looks_whole",
    "test_any_dataset_comes_back",
    "test_as_of_a_day_without_a_path_the_next_day_with_one_is_named",
    "test_bash_gets_names_that_it_takes_as_one_word",
    "test_canonical_form_is_one_for_all_orders_and_comes_back",
    "test_chains_in_time_are_those_of_an_exhaustive_search",
    "test_columns_come_back_from_a_file_as_they_were",
    "test_each_period_is_what_counting_day_by_day_says",
    "test_eight_threads_on_one_graph_get_the_answers_of_one",
    "test_eight_writers_at_once_all_get_their_four_hundred_changes_in",
    "test_every_command_works_in_any_folder",
    "test_every_command_works_on_a_directory_or_says_that_it_does_not",
    "test_every_dataset_is_valid",
    "test_every_document_is_on_the_site",
    "test_every_place_of_a_file_has_its_line",
    "test_four_processes_on_one_graph_get_the_answers_of_one",
    "test_known_by_is_what_the_evidence_known_by_then_amounts_to",
    "test_libreoffice_computes_nothing_at_another_separator",
    "test_libreoffice_opens_and_saves_a_workbook_without_loss",
    "test_libreoffice_opens_and_saves_the_tables_without_loss",
    "test_memory_does_not_grow_with_the_rows",
    "test_no_command_reaches_out",
    "test_no_text_is_lost_and_none_is_run",
    "test_no_window_that_is_nearer_has_a_path",
    "test_nobody_does_in_a_directory_either",
    "test_nothing_of_any_dataset_is_lost",
    "test_only_an_answer_to_a_closed_stream_is_refused",
    "test_paths_are_those_of_brute_force",
    "test_printable_text_has_nothing_to_obey_and_is_left_alone_the_second_time",
    "test_reach_is_that_of_brute_force",
    "test_reach_is_that_of_the_search_in_a_graph",
    "test_shapes_that_take_a_slow_search_for_ever",
    "test_single_dates_are_read_as_the_edtf_library_reads_them",
    "test_so_does_one_that_is_ended_or_loses_its_terminal",
    "test_spoilt_files_and_strange_commands_are_answered_or_refused_in_a_line",
    "test_ten_thousand_queries_leak_nothing",
    "test_the_best_chains_are_those_of_brute_force",
    "test_the_chains_in_time_are_the_command_lines",
    "test_the_days_and_the_duration_are_those_of_every_way_its_dates_can_fall",
    "test_the_json_of_every_command_can_be_asked_again_with_every_option",
    "test_the_notebook_runs_and_its_last_cell_shows_the_page",
    "test_the_readme_s_own_story_can_be_kept_as_it_says",
    "test_the_site_loads_nothing_from_elsewhere",
    "test_the_wheel_holds_the_stories_and_every_file_of_the_package",
    "test_two_builds_in_two_processes_are_the_same_bytes",
    "test_two_hundred_kills_at_random_moments_lose_nothing_acknowledged",
    "test_units_in_a_window_are_those_that_its_days_are_in",
    "test_what_changed_changed_in_the_first_half_or_in_the_second",
    "test_what_is_edited_in_libreoffice_is_read",
    "test_whom_chains_reach_and_who_reaches_is_that_of_brute_force",
    "test_why_there_is_no_path",
    "test_windows_and_snapshots_of_what_was_known_are_what_every_way_of_dating_says",
)
"""What takes a second or more: ``make test-fast`` leaves it out, and nearly all that takes a browser."""


FIRST = ("test_wheel.py", "test_site.py", "test_publishing.py")
"""What builds something that takes long: last, its tests would be shared out, and each process build it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow: what is listed above, and what takes a browser; put first what is built once."""
    items.sort(key=lambda item: item.path.name not in FIRST)
    for item in items:
        assert isinstance(item, pytest.Function)
        takes_browser = "browser" in item.fixturenames and not item.get_closest_marker("smoke")
        if takes_browser or item.originalname in SLOW:
            item.add_marker("slow")
