import pytest

from disclosure.checking.names import is_masked, masked
from disclosure.checking.privacy import Finding, findings, is_identity_number, landlines


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("身份证149901199001010012号", "id-18", "149901199001010012"),
        ("身份证 149901 1990 0101 0012", "id-18", "149901 1990 0101 0012"),
        ("１４９９０１－１９９００１０１－００１２", "id-18", "１４９９０１－１９９００１０１－００１２"),
        ("编号7149901199001010012888", "id-18", "149901199001010012"),
        ("149901\n199001010012", "id-18", "149901\n199001010012"),
        ("居民身份证号码：149901199001010013", "id-18", "149901199001010013"),
        ("公民身份号码（149901 19900230 0012）", "id-18", "149901 19900230 0012"),
        ("身份证号为14990119900101001", "id-18", "14990119900101001"),
        ("14990119900101****", "id-18", "14990119900101****"),
        ("149901900101001", "id-15", "149901900101001"),
        ("电话13811112222。", "mobile", "13811112222"),
        ("电话138-1111-2222", "mobile", "138-1111-2222"),
        ("电话008613811112222", "mobile", "008613811112222"),
        ("2026-02-28 13811112222", "mobile", "13811112222"),
        ("卡号6222 0000 0000 0000 012", "account", "6222 0000 0000 0000 012"),
        ("6222-0000-0000-0000-012", "bank-card", "6222-0000-0000-0000-012"),
        ("账户：12345678", "account", "12345678"),
        ("晋B·12345", "plate", "晋B·12345"),
        ("晋BD12345", "plate", "晋BD12345"),
        ("晋B12345D", "plate", "晋B12345D"),
        ("晋B1234挂", "plate", "晋B1234挂"),
        ("护照号：E12345678", "passport", "E12345678"),
        ("Some.One@vip.163.com", "email", "Some.One@vip.163.com"),
        ("张某（女，16 岁）", "minor", "16 岁"),
        ("时年十三周岁", "minor", "十三周岁"),
        ("张某某未满十四周岁", "minor", "十四周岁"),
        ("17岁的学生李某", "minor", "17岁"),
        ("公司职工之女，6岁", "minor", "6岁"),
        ("其工厂有一名15岁的女工", "minor", "15岁"),
        ("小马，男，12岁", "minor", "12岁"),
        ("小明6岁生日，", "minor", "6岁"),
        ("7岁的马某", "minor", "7岁"),
        ("该公司15岁女工", "minor", "15岁"),
        ("电话13812345678张某某", "mobile", "13812345678"),
        ("拨打13812345678个人手机", "mobile", "13812345678"),
    ],
)
def test_private_data_is_found(text: str, kind: str, found: str) -> None:
    """Each kind is found once, with the piece of text as it stands there."""
    start = text.index(found)
    assert list(findings(text)) == [Finding((start, start + len(found)), kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "示教罚〔2026〕12号",
        "统一社会信用代码 91990100MA0000001G",
        "149901199001010013",
        "149901199002300012",
        "第13811112222号",
        "罚款 1,234,567.89 元，2026-02-28 至 2026-03-01",
        "账户余额 12345678.90 元",
        "咨询电话 0999-8000001，服务热线 12345",
        "办公邮箱 jyj@example.gov.cn",
        "不得招用未满十六周岁的未成年人；向未满18周岁的人售烟的，处罚款",
        "已满十四周岁不满十八周岁的人有违法行为的，应当从轻或者减轻行政处罚",
        "招收 3 至 6 岁幼儿、0-3岁婴幼儿，12岁以下儿童免票",
        "年满 18 周岁，25岁，六十岁以上，十八岁",
        "粤B2-20090059，川B20190123",
        "0.13811112222",
        "核对身份证件，许可证编号149901199001010013",
        "砍伐的香樟树龄14岁，另一株为15岁古树",
        "企业成立15周岁，公司6岁生日，学校建校已16周岁",
        "走失一匹7岁的马和两头3岁母牛，宠物犬 5 岁的狗",
        "共计13812345678元，另有 13812345678.50 元、13812345678余元、13812345678 股",
        "合同标的13812345678 万元，电量13812345678千瓦时",
        "准考证、驾驶证、营业执照",
        "",
    ],
)
def test_what_is_public_is_left_alone(text: str) -> None:
    """Document numbers, codes, dates, amounts, office contacts and the law's own age limits are no private data."""
    assert list(findings(text)) == []


def test_several_are_found_in_order() -> None:
    """What a text holds is told from its beginning to its end."""
    text = "电话13811112222，身份证149901199001010012，17岁"
    assert [found.kind for found in findings(text)] == ["mobile", "id-18", "minor"]


def test_a_finding_never_repeats_the_number() -> None:
    """The hint shows the first three and the last two characters."""
    assert [found.hint for found in findings("149901199001010012")] == ["149…12"]


def test_landlines_are_found_apart() -> None:
    """A landline may be an office's: it is no finding of its own, and asked for apart."""
    assert [found.text for found in landlines("电话 0352-1234567、（0352）7654321")] == [
        "0352-1234567",
        "0352）7654321",
    ]


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("360426199101010071", True),
        ("360426199101010072", False),
        ("000426199101010071", False),
        ("36042619911301007X", False),
    ],
)
def test_an_identity_number_has_province_day_and_check_digit(number: str, *, valid: bool) -> None:
    """The test vector of GB 11643-1999 holds; each part is looked at."""
    assert is_identity_number(number) is valid


@pytest.mark.parametrize("name", ["张某某", "张某", "欧阳某", "张某甲", "张某2", "张**", "张×", "J某某", "阿某"])
def test_a_masked_name_is_known(name: str) -> None:
    """Surname and 某 (or a star), with a mark to tell two apart."""
    assert is_masked(name)


@pytest.mark.parametrize("name", ["张三", "张某三丰", "李明某", "张某明", "某", "张", "", "欧阳", "买买提·某"])
def test_a_name_that_shows_more_is_not_masked(name: str) -> None:
    """A given name, in whole or in part, is not masked."""
    assert not is_masked(name)


@pytest.mark.parametrize(
    ("name", "right"), [("张三", "张某"), ("张三丰", "张某某"), ("欧阳小明", "欧阳某某"), ("古丽·买买提", "古某某")]
)
def test_how_a_name_is_to_be_written(name: str, right: str) -> None:
    """What the remedy proposes is itself masked."""
    assert masked(name) == right
    assert is_masked(right)
