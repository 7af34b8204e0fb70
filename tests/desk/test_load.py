"""Readers and writers at once: no error, and no acknowledged change is lost."""

from benchmarks.desk import measured


def test_readers_and_writers_at_once_meet_no_error_and_lose_nothing():
    found = measured(3, readers=8, writers=3, thinks=(0.05, 0.2), writer_thinks=(0.0, 0.2))
    assert found.errors == []
    assert found.lost == set()
    assert found.acknowledged
    assert len(found.neighbors) + len(found.others) > 8
