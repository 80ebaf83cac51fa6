"""What `python -m pelican` says and how it ends: the same sentences and exit codes as ./portal build."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from disclosure.commands.building import tell
from disclosure.commands.faults import install_last_resort, told
from disclosure.generator import ORDER, STATE, Publisher, hush
from disclosure.model.errors import GongshiError


class OwnRun(Publisher):
    """Pelican's own run of a site: no line of Pelican's, a fault as a sentence, our counts at the end."""

    def __init__(self, settings: dict[str, Any]) -> None:
        hush()
        install_last_resort(Path(settings["GONGSHI_PROJECT"]) / ".cache" / "fault.log")
        _spoken(lambda: super(OwnRun, self).__init__(settings))

    def run(self) -> None:
        """Build the site and say what was done; end with 2 where the content is wrong, 1 where the tool failed."""
        started = time.monotonic()
        _spoken(super().run)
        tell(self.settings[ORDER], self.settings[STATE]["report"], time.monotonic() - started)


def _spoken(work: Callable[[], None]) -> None:
    try:
        work()
    except (GongshiError, OSError, KeyboardInterrupt) as fault:
        sentence, code = told(fault)
        sys.stderr.write(f"{sentence.rstrip()}\n")
        raise SystemExit(code) from fault
