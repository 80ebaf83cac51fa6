"""What tests of commands share."""

from pathlib import Path

import pytest
from tests.commands.portal import Starter


@pytest.fixture(scope="session")
def starter(project: Path, quiet_variables: dict[str, str]) -> Starter:
    """What starts ./portal and Pelican."""
    return Starter(project, quiet_variables)
