"""The demonstration as a command shows it: the project's own content/, in a repository that lived through demo/."""

from dataclasses import replace
from pathlib import Path

from disclosure.assembly.order import Order, cache_name
from disclosure.intake.demo import replay


def is_demonstration(project: Path, content: Path) -> bool:
    """Tell whether a content folder is the project's own, with steps to replay beside it."""
    return content == project / "content" and (project / "demo").is_dir()


def lived(order: Order) -> Order:
    """Return the order over the demonstration's replayed repository; any other order stays as it is.

    What is cached of the replay lies in its repository's folder: other steps are another history, and its cache goes
    when it goes.
    """
    if not is_demonstration(order.project, order.content):
        return order
    content = replay(order.project, order.project / ".cache")
    return replace(order, content=content, cache=content.parent / ".editions" / cache_name(content, order.output))
