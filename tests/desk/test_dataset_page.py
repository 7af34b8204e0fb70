"""A page that is being made is waited for, and a stop at any moment holds nobody up."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest

from desk.conftest import PATIENCE
from graphkit.desk.dataset import OpenDataset
from graphkit.desk.dataset_page import Pages, Window
from graphkit.desk.workers import Workers
from graphkit.model.entities import Actor, Dataset, Relation
from graphkit.storage.json_file import read_dataset, save_dataset


@pytest.fixture
def pages(story):
    with OpenDataset(["--data", str(story)]) as dataset:
        yield Pages(dataset)


def places(pages):
    """Return where each actor stands on the page as it is now."""
    pages.page(Window())
    return pages._places[1]


def test_who_was_on_the_page_keeps_the_place_when_it_is_made_anew(pages, story):
    before = places(pages)
    dataset = read_dataset(story)
    added = [Actor(id=id, name=id, kind="person") for id in ("new-one", "new-two", "alone")]
    ends = [("new-one", min(before)), ("new-two", "new-one"), (min(before), max(before))]
    rows = [Relation(source=one, target=two, key=f"{one}-{two}", type="met") for one, two in ends]
    after = {"actors": (*dataset.actors, *added), "relations": (*dataset.relations, *rows)}
    save_dataset(dataset.model_copy(update=after), story)
    now = places(pages)
    assert {actor: now[actor] for actor in before} == before
    assert len(now) == len(set(now.values())) == len(before) + 3
    save_dataset(Dataset(actors=(added[2],)), story)
    assert places(pages) == {"alone": now["alone"]}
    save_dataset(Dataset(actors=(Actor(id="other", name="other", kind="person"),)), story)
    assert max(map(abs, *places(pages).values())) < 50  # drawn anew, where nobody stays


class StoppedOnce(OrderedDict):
    """Pages whose asker is stopped after the page was noted and before it is made."""

    has_stopped = False

    def __len__(self):
        if not self.has_stopped:
            self.has_stopped = True
            raise KeyboardInterrupt
        return super().__len__()


def test_a_page_whose_asker_was_stopped_before_it_was_made_is_made_for_the_next(pages):
    pages._kept = StoppedOnce()
    with pytest.raises(KeyboardInterrupt):
        pages.page(Window())
    with ThreadPoolExecutor(1) as pool:
        assert "</html>" in pool.submit(pages.page, Window()).result(PATIENCE)[0]


def test_who_waits_for_a_page_that_another_makes_can_be_stopped(pages, monkeypatch):
    begun, may_end = Event(), Event()

    def slow(_):
        begun.set()
        may_end.wait(PATIENCE)
        return "the page", "its state"

    monkeypatch.setattr(pages, "_made", slow)

    async def ask():
        workers = Workers(2, stops=True)
        first = asyncio.ensure_future(workers.do(lambda: pages.page(Window())))
        await asyncio.to_thread(begun.wait, PATIENCE)
        second = asyncio.ensure_future(workers.do(lambda: pages.page(Window())))
        await asyncio.sleep(0.3)
        second.cancel()
        with suppress(asyncio.CancelledError):
            await second
        async with asyncio.timeout(PATIENCE):
            while workers.at_work > 1:
                await asyncio.sleep(0.01)
        may_end.set()
        assert await first == ("the page", "its state")
        workers.close(wait=True)

    try:
        with ThreadPoolExecutor(1) as pool:  # what drives a browser may run a loop in this thread
            pool.submit(lambda: asyncio.run(ask())).result(PATIENCE)
    finally:
        may_end.set()
