"""The command ``serve``: opens the desk in the browser, over a dataset on this machine."""

from __future__ import annotations

import click

from graphkit.cli.grouping import command
from graphkit.libraries import extra_module


@command("serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port (default: a free one)."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen. 0.0.0.0 lets other machines in that know the token.",
)
@click.option(
    "--open/--no-open", "opens", default=None, help="Open the browser (default: if there is a display)."
)
@click.pass_context
def serve_command(ctx: click.Context, port: int, host: str, opens: bool | None) -> int:
    """Open the desk: explore and change the dataset in the browser. Ctrl-C ends it.

    The desk listens on this machine alone. It answers only who has the token in the address that it prints.

    \b
    Examples:
      graphkit serve
      graphkit --data story.json serve --port 8000 --no-open
    """
    server = extra_module("graphkit.desk.server", "'graphkit serve' and its pages", "serve")
    return int(server.run(ctx, host, port, opens))
