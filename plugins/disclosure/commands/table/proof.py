"""What was published is proved, audited, and erased where the law asks for it."""

from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from disclosure.commands.options import order_of, shown_order
from disclosure.commands.table.options import COMMON


@task(
    help={
        **COMMON,
        "since": "只看这个提交以后的；它已经不在主线上的，说明历史被改写过",
        "against": "从前保存的检查点（log/checkpoint）：文件、网站的文件夹或者网址；今天的历史必须以它为开头",
        "format": "结果的写法：text（给人看）、json、markdown（每日的摘要）",
    }
)
def audit(
    _c: Context,
    since: str = "",
    against: str = "",
    format: str = "text",
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """核查公开记录是怎样保管的：历史有没有被改写，是不是维护人改的，签名、时间、删除

    例：./portal audit --content ../gongshi-content --since 1a2b3c4
    """
    from disclosure.commands import auditing

    raise Exit(code=auditing.audit(shown_order(content, output, as_of, preview=True), format, since, against))


@task(
    positional=["site"],
    iterable=["key"],
    help={
        "site": "网站的文件夹，或者 http(s) 网址",
        "against": "从前或者别处保存的检查点（log/checkpoint）：文件、网站的文件夹或者网址",
        "repo": "内容仓库的克隆：从历史重新算出日志，重新生成网站，逐字节对照",
        "key": "从别处得到的公钥（名称+编号+编码），可以写多次",
    },
)
def verify(_c: Context, site: str, key: list[str], against: str = "", repo: str = "") -> None:
    """核对一个网站：公开日志、签名、每个页面和附件，逐条说明证明了什么、哪里不符

    例：./portal verify output --against 上月的checkpoint --repo ../gongshi-content
    """
    from disclosure.commands import verifying

    raise Exit(code=verifying.verify(verifying.Question(site, against, repo, key)))


@task(
    positional=["file"],
    help={
        "file": "私钥写到哪里（还没有的文件，不要放在内容仓库里）",
        "content": "内容文件夹，或者 init 建的内容仓库：日志的名称从它的 portal.yaml 得出",
        "name": "日志的名称（不写：由 --content 得出）",
        "as-of": "公钥从哪一天起用，如 2026-11-20（不写：今天）",
    },
)
def key(_c: Context, file: str, content: str = "", name: str = "", as_of: str = "") -> None:
    """生成给公开日志签名的私钥，并写出要添进 portal.yaml 的公钥

    例：./portal key ../gongshi.pem --content ../gongshi-content
    """
    from disclosure.commands import verifying

    verifying.make_key(Path(file), content, name, as_of)


@task(
    positional=["record"],
    help={
        **COMMON,
        "record": "抹去哪一条，如 agencies/jyj/decisions/2026/11/012；清单里的一项写成 agencies/jyj/officers#编号",
        "reason": "向公众说明的理由；不写抹去的是什么",
        "authority": "决定机关",
        "ground": "依据，如 《中华人民共和国个人信息保护法》第四十七条",
        "versions": "all（已经撤下：抹去撤下以前的全部版本）或者 earlier（仍然公开：只抹去以前的版本）",
        "text": "要抹去的文字：看看别的文件和提交说明里还有没有",
        "checkpoint": "网站上 /log/checkpoint 的副本（不写：上次生成的网站里的）",
        "folder": "清单放在哪个文件夹（不写：仓库旁边的 erase-…）",
    },
)
def erase(
    _c: Context,
    record: str,
    reason: str = "",
    authority: str = "",
    ground: str = "",
    versions: str = "all",
    text: str = "",
    checkpoint: str = "",
    folder: str = "",
    content: str = "",
    output: str = "",
    as_of: str = "",
) -> None:
    """依法从版本历史里也抹去：列出要抹去的一切，写好登记；改写历史照 docs/erasing.md 做

    例：./portal erase agencies/jyj/decisions/2026/11/012 --authority 示例市教育局
    --ground 《中华人民共和国个人信息保护法》第四十七条 --reason 当事人依法要求删除
    """
    from disclosure.commands import erasing

    request = erasing.Request(record, reason, authority, ground, versions, text, checkpoint, folder)
    erasing.erase(order_of(content, output, as_of), request)


@task(
    help={
        **COMMON,
        "checkpoint": "改写以前的 /log/checkpoint 的副本（不写：上次生成的网站里的）",
        "text": "抹去的文字：查一查整个仓库里还有没有",
    }
)
def erased(
    _c: Context, checkpoint: str = "", text: str = "", content: str = "", output: str = "", as_of: str = ""
) -> None:
    """核对彻底删除：登记的都不在历史里了，公开日志仍然与以前的检查点一致

    例：./portal erased --content ../gongshi-content --checkpoint checkpoint --text 张三丰
    """
    from disclosure.commands import erasing

    raise Exit(code=erasing.erased(order_of(content, output, as_of), checkpoint, text))
