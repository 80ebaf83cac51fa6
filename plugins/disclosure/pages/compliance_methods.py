"""How each figure of compliance comes about: what it counts, what it rests on, and the command that recounts it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from disclosure.model.language import _
from disclosure.outputs.accounts import Source
from disclosure.pages import urls
from disclosure.pages.compliance_views import Method
from disclosure.pages.views import Link

FEW = 3
"""As many articles of one law as are named one by one."""


class Grounds(NamedTuple):
    """What the figures rest on, from the data of the rules that are in force."""

    publishing: tuple[Source, ...] = ()
    duties: tuple[Source, ...] = ()
    reviewers: tuple[Source, ...] = ()
    certificates: tuple[Source, ...] = ()
    reports: tuple[Source, ...] = ()
    publications: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Methods:
    """How the figures of one page come about; `agency` is the folder name, empty for the jurisdiction."""

    grounds: Grounds
    agency: str = ""

    @property
    def deadlines(self) -> str:
        """The command that recounts what is owed by a day."""
        return " ".join(["./portal deadlines", *([f"--agency {self.agency}"] if self.agency else []), "--format json"])

    @property
    def agencies(self) -> Method:
        """How the table of the agencies comes about."""
        counts = _(
            "每个机关一行：公开按期率只算应当公开的信息；超期、快到期、暂定的，公开、撤下、更正、更新、报送都算。"
            "超期未办的多的排在前面。"
        )
        return self._method(counts, self.grounds.duties, self.deadlines, "agencies.csv", _("各机关汇总（CSV）"))

    @property
    def months(self) -> Method:
        """How the rates by month come about."""
        counts = _(
            "应当公开的信息，按作出决定（期限起算）的月份归入。"
            "按期率 = 按期 ÷（按期 + 超期办理 + 超期未办），只舍不入；迁入的、期限暂定的、没到期的不计。"
            "公开时间是合入正式版本的时间；用时从作出决定的次日起数工作日。"
        )
        return self._method(counts, self.grounds.publishing, self.deadlines, "months.csv", _("各月按期率（CSV）"))

    @property
    def rules(self) -> Method:
        """How the rates by rule come about."""
        counts = _(
            "每一条时限各算各的，公开、撤下、更正、更新、报送都在内；时限本身写在 content/rules/deadlines.yaml。"
        )
        return self._method(counts, self.grounds.duties, self.deadlines, "figures.json", _("全部数字（JSON）"))

    @property
    def duties(self) -> Method:
        """How the lists of duties come about."""
        counts = _(
            "最后一天过了还没有办的是超期未办，过了才办的是超期办理；超期的天数是最后一天以后的工作日数。"
            "已经知道文号、还没有公开的决定，依文书登记簿列出。"
        )
        return self._method(counts, self.grounds.duties, self.deadlines, "duties.csv", _("逐项列表（CSV）"))

    @property
    def numbers(self) -> Method:
        """How the gaps in document numbers come about."""
        counts = _(
            "同一机关、字号、年份的文号，从最小的号到最大的号逐个核对；没有公开、也没有在空号说明里写明原因的，是没有说明的空号。"
            "有空号不等于有决定应当公开而没有公开。"
        )
        method = self._method(counts, self.grounds.publishing, self.deadlines, "", "")
        file = Link(_("文号核对（CSV）"), f"{urls.COMPLIANCE}numbers.csv")
        return Method(method.counts, method.basis, method.query, file)

    @property
    def reviewers(self) -> Method:
        """How the strength of the reviewers comes about."""
        counts = _("在岗、证件有效的执法人员数，和在岗的法制审核人员数；按比例算出的人数有小数的进一。")
        return self._method(counts, self.grounds.reviewers, "./portal check", "", "")

    @property
    def certificates(self) -> Method:
        """How the expired certificates come about."""
        counts = _("在岗执法人员里，证件有效期的最后一天已经过去的；正在换证的也列出，写明换证情况。")
        return self._method(counts, self.grounds.certificates, "./portal check", "", "")

    @property
    def reports(self) -> Method:
        """How the annual reports come about."""
        counts = _("每个机关从首次公开的那一年起，每年一份；1 月 31 日以前应当公开，并报本级政府和上级主管部门。")
        return self._method(counts, self.grounds.reports, self.deadlines, "", "")

    @property
    def publications(self) -> Method:
        """How the missing publications come about."""
        counts = _("每个机关应当公开的清单、指南、流程图、结果各算一项；要求写在 content/rules/required.yaml。")
        file = Link(_("公开事项（CSV）"), urls.COVERAGE)
        method = self._method(counts, self.grounds.publications, "./portal check", "", "")
        return Method(method.counts, method.basis, method.query, file)

    def _method(self, counts: str, sources: Iterable[Source], query: str, name: str, title: str) -> Method:
        start = urls.compliance_url(self.agency or None)
        file = Link(title, f"{start}{name}") if name else None
        return Method(counts, tuple(_basis(sources)), query, file)


def _basis(sources: Iterable[Source]) -> Iterator[Link]:
    """Yield each law once, by its number where it has one, with all its articles that are cited."""
    articles: dict[tuple[str, str], list[str]] = {}
    for one in sources:
        articles.setdefault((one.law, one.document_no), []).append(one.article)
    for (law, number), cited in articles.items():
        named = list(dict.fromkeys(article for article in cited if article))
        text = "、".join(named[:FEW]) + (_("等 {n} 处").format(n=len(named)) if len(named) > FEW else "")
        yield Link(f"{number or _('《{law}》').format(law=law)}{text}", urls.search_url(law))
