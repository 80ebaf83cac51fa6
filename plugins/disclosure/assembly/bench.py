"""The tools that one process needs for every part: made once, and kept."""

from functools import cached_property, lru_cache

from disclosure.assembly.order import Setting
from disclosure.checking.gate import Gate
from disclosure.checking.references import Referrer
from disclosure.checking.statistics import Statistics
from disclosure.history.transparency.leaves import Notary
from disclosure.model.withdrawals import Reasons
from disclosure.pages.rendering import Renderer
from disclosure.publishing.door import Door
from disclosure.publishing.events import Historian
from disclosure.publishing.periods import Periods
from disclosure.publishing.versions import Former
from disclosure.publishing.witness import Witness
from disclosure.reading.schemas import load_schemas
from disclosure.timing.deadlines import Timing


class Bench:
    """The tools that one process needs for every part."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.schemas = load_schemas(setting.schemas)
        self.gate = Gate(setting.schemas, setting.judging())
        self.reasons = Reasons.of(setting.rules.get("withdrawals", {}))
        self.statistics = Statistics.of(setting.rules.get("statistics", {}))
        self.door = Door(self.schemas, setting.kinds, self.reasons)
        self.historian = Historian(self.door, self.schemas, setting.portal)
        self.periods = Periods(setting.rules.get("publicity", {}), setting.terms)
        self.referrer = Referrer(self.schemas, setting.kinds)
        self.witness = Witness(Notary(setting.seed))
        self.former = Former(self.door, self.schemas, self.gate.fits)

    @cached_property
    def timing(self) -> Timing:
        """What deadlines are reckoned with; rules and calendars that did not pass the check are not among them."""
        return self._setting.timing()

    @staticmethod
    @lru_cache(maxsize=2)
    def of(setting: Setting) -> "Bench":
        """Return the bench of a setting, made once in a process."""
        return Bench(setting)


@lru_cache(maxsize=2)
def renderer_of(setting: Setting) -> Renderer:
    """Return the renderer of a setting, made once in a process."""
    return Renderer(setting.theme, setting.site, setting.theme.parent / ".cache" / "templates")
