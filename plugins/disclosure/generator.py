"""Where Pelican and the edition meet: the one module that imports pelican."""

import logging
import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2.exceptions import TemplateError
from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import FatalLogger, console
from pelican.settings import read_settings

from disclosure import edition as editions
from disclosure.assembly.demonstration import lived
from disclosure.assembly.locking import building
from disclosure.assembly.order import Order, Secrets, cache_name
from disclosure.assembly.planning import require_content
from disclosure.model.memory import uncollected
from disclosure.pages.contracts import Edition
from disclosure.pages.rendering import filters, names, template_fault

ORDER = "GONGSHI_ORDER"
STATE = "GONGSHI_STATE"


def today(environment: dict[str, str], now: datetime) -> date:
    """Return the day of a build: SOURCE_DATE_EPOCH where it is set, else today in Shanghai."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), tz=now.tzinfo) if epoch else now
    return moment.astimezone(ZoneInfo("Asia/Shanghai")).date()


def cache_of(project: Path, content: Path, output: Path) -> Path:
    """Return the cache folder that belongs to this content and this output."""
    return project / ".cache" / "editions" / cache_name(content, output)


def hush() -> None:
    """Keep Pelican's own lines from the terminal, which belongs to the person."""
    console.quiet = True


class EditionGenerator(Generator):
    """Hands the edition to Pelican: writes it beside the prose pages. Decides nothing."""

    def generate_output(self, _writer: object) -> None:
        """Write what is not in place already into the staging folder, which is Pelican's output folder."""
        state = self.settings[STATE]
        state["written"] = editions.write(state["edition"], state["look"], state["told"])


class Publisher(Pelican):
    """Pelican as we run it: one build at a time, and no page of any kind before the whole content is found clean."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)  # type: ignore[no-untyped-call]  # pelican says nothing of its types

    def run(self) -> None:
        """Build the site of the order; ContentError (exit code 2) where the content may not be published."""
        order, state = self.settings[ORDER], self.settings[STATE]
        with building(order), uncollected(), editions.prepare(order) as state["look"]:
            state["edition"] = editions.read(order, state["told"])
            editions.require_clean(state["edition"])
            try:
                super().run()  # type: ignore[no-untyped-call]  # as above
            except TemplateError as fault:
                raise template_fault(fault, "page.html", order.theme / "templates") from fault


def begin(pelican: Pelican) -> None:
    """Make every warning fatal, and have Pelican read the order's content and write to its staging folder."""
    FatalLogger.fatal_lvl = logging.WARNING
    settings = pelican.settings
    order = settings.get(ORDER) or _order_of(settings)
    settings[ORDER] = order
    settings.setdefault(STATE, {"told": editions.quietly})
    pelican.path = settings["PATH"] = str(order.content)
    pelican.output_path = str(order.staging)


def _order_of(settings: dict[str, Any]) -> Order:
    project = Path(settings["GONGSHI_PROJECT"])
    content, output = Path(settings["PATH"]).resolve(), Path(settings["OUTPUT_PATH"]).resolve()
    as_of = settings.get("GONGSHI_AS_OF") or today(dict(os.environ), datetime.now(ZoneInfo("Asia/Shanghai")))
    order = Order(project, content, output, as_of, cache_of(project, content, output), workers=os.cpu_count() or 1)
    return lived(replace(order, secrets=Secrets.given(os.environ)))


def generators(_pelican: Pelican) -> type[EditionGenerator]:
    """Offer Pelican the one generator of records."""
    return EditionGenerator


def dress(found: list[Generator]) -> None:
    """Give the environments that render prose pages the same site, filters and strictness as record pages have."""
    for generator in found:
        edition = generator.settings[STATE]["edition"]
        site = edition.plan.setting.site
        generator.context["site"] = site
        generator.context["edition"] = Edition(edition.order.as_of, edition.plan.history.tip)
        generator.env.globals.update(names(site))
        generator.env.filters.update(filters(site))


def end(pelican: Pelican) -> None:
    """Put the finished edition in place."""
    state = pelican.settings[STATE]
    state["report"] = editions.settle(state["edition"], state["written"])


def connect() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(begin)
    signals.get_generators.connect(generators)
    signals.all_generators_finalized.connect(dress)
    signals.finalized.connect(end)


def build(order: Order, told: editions.Told = editions.quietly) -> editions.Report:
    """Build the site of an order with Pelican, and return what was done.

    Raises ContentError (issues inside) where the content is wrong and GongshiError where the tool could not do it;
    the site that is up is not touched by either.
    """
    require_content(order)
    state: dict[str, Any] = {"told": told}
    override = {
        "PATH": str(order.content),
        "OUTPUT_PATH": str(order.output),
        ORDER: order,
        STATE: state,
    }
    hush()
    settings = read_settings(str(order.project / "pelicanconf.py"), override=override)
    Publisher(settings).run()
    report: editions.Report = state["report"]
    return report
