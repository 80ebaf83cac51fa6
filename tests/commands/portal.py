"""./portal and Pelican as people start them, for tests that need real processes."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DAY = "1795132800"


@dataclass(frozen=True)
class Starter:
    """Starts commands of one project with fixed variables, and answers no question."""

    project: Path
    variables: Mapping[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """The variables of every process."""
        return {**self.variables, "GONGSHI_PYTHON": sys.executable, "SOURCE_DATE_EPOCH": DAY}

    def portal(self, *words: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run ./portal to its end; `more` are further variables."""
        return self._run([str(self.project / "portal"), *map(str, words)], **more)

    def pelican(self, content: Path, output: Path) -> "subprocess.CompletedProcess[str]":
        """Run Pelican itself to its end."""
        words = [sys.executable, "-m", "pelican", str(content), "-s", "pelicanconf.py", "-o", str(output)]
        return self._run(words)

    def begin(self, *words: str | Path) -> "subprocess.Popen[str]":
        """Start ./portal and go on."""
        return subprocess.Popen(
            [str(self.project / "portal"), *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def _run(self, words: list[str], **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            words,
            cwd=self.project,
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
