"""What tests of the workflows share: the tool as a repository, a forge with content, and how to run their jobs."""

from pathlib import Path

import pytest
from tests.forges.runner import Forge, quiet
from tests.forges.world import World, tool_repository

from disclosure.history.pinning import Pin


@pytest.fixture(scope="session")
def tool(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Pin:
    """The project as it is now, committed to a repository of its own."""
    return tool_repository(project, tmp_path_factory.mktemp("tool") / "gongshi")


@pytest.fixture
def world(tmp_path: Path, project: Path, tool: Pin) -> World:
    """A forge with a content repository that init made."""
    return World.made(tmp_path, project, tool)


@pytest.fixture
def forge(world: World, project: Path, quiet_variables: dict[str, str]) -> Forge:
    """The runner of that forge, on Monday 16 March 2026."""
    return Forge(world, project, quiet(quiet_variables), "2026-03-16")
