"""The command ``site``: many stories as one static site."""

import os
import shlex
from collections import Counter
from pathlib import Path

import click

from graphkit.cli.grouping import command
from graphkit.cli.parameter_types import FILE, output_option
from graphkit.cli.terminal import cell, show
from graphkit.errors import UsageError, first_few, plural, shortened
from graphkit.storage.atomic import followed
from graphkit.storage.site_folder import write_site

_MOST_NAMED = 10
"""So many actors that are joined, or kept apart, are named."""


@command("site")
@click.argument("folder", metavar="DIR", type=FILE)
@output_option(
    "The folder of the site: a new one, or one that was made by this command.",
    metavar="FOLDER",
    required=True,
)
@click.option("--title", metavar="TEXT", help="Title of the site (default: the name of DIR).")
def site_command(folder: str, output: str, title: str | None) -> int:
    """Make a static site of the stories in DIR: files, folders of tables, or folders with a graph.json.

    It has an index, a page and the graph of each story, a page of each actor over all stories, a search and a
    feed, all but the graphs readable without script. Any web server serves it, and it opens from a disk.
    People of two stories are one only if more than their name says so; what is joined, and what is not though
    it has one name, is told.

    \b
    Examples:
      graphkit site stories -o public
      graphkit site stories -o public --title "Chips and banks"
    """
    from graphkit.cli.pages import errors_words
    from graphkit.website.pages import site
    from graphkit.website.people import apart, members
    from graphkit.website.stories import read_stories

    source, target = os.path.realpath(folder), os.path.realpath(output)
    if os.path.commonpath([source, target]) in (source, target):
        raise UsageError(f"{output}: holds the stories or lies among them; name a folder elsewhere")
    stories, others = read_stories(folder)
    people = members(stories)
    content = site(stories, people, title or followed(folder).name.replace("-", " ").capitalize())
    write_site(Path(output), content)
    show(cell(f"Wrote {output}: {plural(len(stories), 'story', 'stories')}, {plural(len(people), 'actor')}."))
    joined = [f"{each.name} ({'; '.join(dict.fromkeys(each.joined))})" for each in people if each.joined]
    if joined:
        show(cell(f"Taken for one in several stories: {first_few(sorted(joined), _MOST_NAMED)}."))
    if alike := apart(people):
        titles = Counter(story.title for story in stories)
        called = [each.title if titles[each.title] == 1 else each.file.name for each in stories]
        kept = [
            f"{group[0].name} ({', '.join(called[each.rows[0][0]] for each in group)})" for group in alike
        ]
        id = alike[0][0].rows[0][1].id
        mend = f"graphkit --data FILE edit {shlex.quote(id)} ids={shlex.quote(f'own: {id}')}"
        files = {stories[place].file for group in alike for each in group for place, _ in each.rows}
        first = "" if all(file.suffix == ".json" for file in files) else "import what is no JSON, and "
        show(
            cell(f"Kept apart, as only the name is the same: {first_few(kept, _MOST_NAMED)}.", "yellow"),
            cell(f"If they are one, {first}give each the same identifier: {mend}", "dim"),
        )
    if others:
        named = ", ".join(map(shortened, others[:10])) + (", ..." if len(others) > 10 else "")
        show(
            cell(f"Left out of {folder}, as they are no stories in a format that is read: {named}.", "yellow")
        )
    for story in stories:
        notes = filter(None, (*story.notes, errors_words(story.graph)))
        show(*(cell(f"{story.title}: {note}", "yellow") for note in notes))
    show(cell(f"Open {Path(output) / 'index.html'}", "dim"))
    return 0
