"""What runs the modules of the browser's proof in node."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def run(project: Path, node: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Return a function that runs one task of run.mjs over the modules that the browser gets."""
    modules = tmp_path_factory.mktemp("modules")
    shutil.copytree(project / "theme" / "static" / "js" / "log", modules, dirs_exist_ok=True)
    (modules / "package.json").write_text('{"type": "module"}')

    def ran(task: str, **order: object) -> Any:  # noqa: ANN401  # whatever JSON holds
        asked = json.dumps({"task": task, "modules": str(modules), **order})
        command = [node, str(Path(__file__).with_name("run.mjs"))]
        done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=False)
        assert done.stderr == ""
        return json.loads(done.stdout)

    return ran
