"""The columns of the site, and the words for types of decision."""

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.event import Action
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import Row, Status
from disclosure.pages import urls
from disclosure.pages.views import Column

HOME = Column("home", _("首页"), _("行政执法公示首页"), _("行政执法公示"), _("首页"), urls.HOME)
AGENCIES = Column(
    "agencies",
    _("执法机关"),
    _("行政执法主体的职责、权限、依据、联系方式和救济途径"),
    _("行政执法主体,执法机关"),
    _("机构职能"),
    urls.AGENCIES,
)
DECISIONS = Column(
    "decisions",
    _("执法决定"),
    _("行政许可、行政处罚、行政强制、行政检查等行政执法决定"),
    _("行政执法决定,行政处罚,行政许可"),
    _("信息公开目录"),
    urls.DECISIONS,
)
CATALOGUE = Column(
    "catalogue",
    _("公示目录"),
    _("事前、事中、事后公开的全部清单、指南、流程图和结果"),
    _("行政执法公示目录,清单,服务指南"),
    _("信息公开目录"),
    urls.CATALOGUE,
)
COMPLIANCE = Column(
    "compliance",
    _("公示情况"),
    _("每个机关按期公开了多少、超期多少、缺什么，文号、人员、年报的情况"),
    _("行政执法公示,完整性"),
    _("数据发布"),
    urls.COMPLIANCE,
)
LOG = Column(
    "log",
    _("公开记录"),
    _("每一次公开、更新、更正、撤下、恢复，按先后列出，一次也不少"),
    _("公开记录,更正,撤下,订阅"),
    _("数据发布"),
    urls.LOG,
)
POLICIES = Column(
    "policies",
    _("制度文件"),
    _("行政执法公示、全过程记录、法制审核等制度"),
    _("制度文件,行政执法三项制度"),
    _("政策文件"),
    urls.POLICIES,
)
PARTIES = Column(
    "decisions",
    _("当事人索引"),
    _("按名称的拼音查企业和个人的执法信息；个人的姓名照公示的写法，隐去名字的仍然隐去"),
    _("行政相对人,当事人,索引"),
    _("信息公开目录"),
    urls.PARTIES,
)
SEARCH = Column(
    "search",
    _("搜索"),
    _("按企业名称、文号、统一社会信用代码、法律条款查找"),
    _("搜索"),
    _("信息公开目录"),
    urls.SEARCH,
)
SITEMAP = Column("sitemap", _("站点地图"), _("本站全部栏目"), _("站点地图"), _("信息公开目录"), urls.SITEMAP)
PROSE = Column("prose", _("关于本站"), _("网站说明"), _("网站说明,无障碍"), _("概况信息"), urls.HOME)

NAVIGATION = (AGENCIES, CATALOGUE, DECISIONS, POLICIES, COMPLIANCE, LOG, SEARCH)
OWN_COLUMNS = {"agency": AGENCIES, "decision": DECISIONS, "policy": POLICIES}
TONES = {
    "penalty": "penalty",
    "coercion": "penalty",
    "permit": "permit",
    "confirmation": "permit",
    "payment": "permit",
    "reward": "permit",
}


def column_of(kind: Kind) -> Column:
    """Return the column that records of a kind stand in."""
    if kind.name in OWN_COLUMNS:
        return OWN_COLUMNS[kind.name]
    address = urls.collection_url(kind) or f"/{kind.pattern.rpartition('.')[0]}/"
    return Column(CATALOGUE.key, kind.title, kind.title, kind.title, _("信息公开目录"), address)


def tag_of(row: Row, titles: dict[str, str]) -> tuple[str, str]:
    """Return what a row is called in a list, and its tone; where it stands in its life goes before its type."""
    if row.status is Status.WITHDRAWN:
        return _("公示期满") if row.last_action is Action.EXPIRE else _("已撤下"), "withdrawn"
    if row.status is Status.REMOVED:
        return _("已删除"), "withdrawn"
    if row.kind == "policy" and row.category:
        return row.category, "plain"
    if row.type is None:
        return titles.get(row.kind, row.kind), "plain"
    return type_title(row.type), TONES.get(row.type, "plain")


def type_title(name: str) -> str:
    """Return the Chinese name of a type of decision."""
    return DECISION_TYPES.get(name, name)
