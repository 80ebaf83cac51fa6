"""Full names of persons in running text: what follows a surname, and how sure it is that it is a name.

Chinese has no spaces between words, and nearly every surname begins other words too (陈述, 高温, 于当日). So a name
counts as sure where what stands before and after it leaves no other reading, and as possible where it does not.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from disclosure.checking.names import COMPOUND

SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景"
    "薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾"
    "郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薛伏岑习胥保和蔺水云昌"
    "凤酆乌萍鬼皮卡肖闫付代"
)
WORDLIKE = frozenset(
    "高林何马罗方石金白江万段常文安严温向路时关费项成单包解强车房边全简连商计应明原和水来位木都保易施任管查申甘党古米池毛田钱谈都卫"
    "官台银席祝余于程曾许黄平阳景华乐封花章童凤云代付经左游尤武史叶钟康龙伍宁燕盖皮周支权陈张顾董沙井沿植司商符冷盛曲谷苗练仲宗后"
)
"""Surnames that begin so many other words that a name must be sure on both sides."""
FUNCTION = frozenset("某的了与及或被对该此您你我他她它们这那不未无非已是以为由把将从等者其称述×*＊○")
BUSY = FUNCTION | frozenset(
    "当本每各同次今昨日月年上下中内外前后一二三四五六七八九十两元公司人员行业法规据按照应可要于在和地处理定"
)
STOP = frozenset(
    re.findall(
        "..",
        "张贴张挂张开李子马上马路牛奶牛肉杨树柳树林木林地林业田地周边周期周围陈述陈列陈旧陈设罗列黄金黄色黄河段落车辆车牌车间文书文件"
        "温度余额余下余款项目董事顾客顾问钟表夏季夏天曾因曾经曾于江苏江西江河安全安装安排单位单独许可许诺向社向其向本关于关闭关系关联"
        "应当应急应予金额金属石油石材石料高温高压高度高空高于常住常年常见成立成本成分任何任职任用方可方式方案管理管辖路面路段全部全体"
        "全市连续连带时间时限时任费用查明查封查处查验强制强行解除解释计划计算商品商标商店明确明知明示原告原件原料原始保管保证保存保护"
        "申请申报申辩申诉包装包括平台水泥水产水源和解白酒白天万元华人康复游客童装符合盛放冷藏冷冻路口沙石沙场米粉毛利毛巾边界党委封存"
        "封条施工史料叶片武器宁静易燃易制易爆章程祝贺钱款戴帽戴口蓝色红色银行花费花生台账官方席位位于都是卫生卫星房屋房产花木云南海南"
        "古树古木古建宗教官网权利权限支付支出付款付清代理代表代办经查经营经过左右游泳尤其后续后来来源来自来函习惯习题阳光吴地季度伍千"
        "鲁迅文字文化文本曲线谷物苗木练习仲裁龙头凤凰冉冉康养党员甘蔗池塘池水车主车厢车库简易简称简单和谐和平植物植被保险保质保健"
        "王牌王者王府王朝李宁章节孔径江边江水河道汤圆范围范本符号冯庄花卉雷达雷电梅花莫名柏油柴油华东华北华南华西燕窝连锁连接练车胡乱"
        "胡同洪水洪涝皮肤皮革毕业聂耳祁连席卷宫廷宫颈房东房主房间房地齐全齐备舒适成品成员成交成功成人方便方向方法方面关注关键关停严重严格严禁严肃严查迟报迟延费率费用程序高管高校高新银监保监季末季节牟取"
        "揭示揭露曲解单个单价原因原则原职全面全额位置位于代替边坡文号查阅查看查验商业商户商务时报时存时更时发时纠时向车船车险万吨向部和报和印",
    )
)
"""Words that begin like a surname and are no name."""
PLACE = frozenset("村镇乡县市区路街巷庄寨屯沟河湖山岭桥坪湾店厂场铺行馆院校部队社站所局家府朝国姓氏牌庙寺港岛")
ORGANISATION = re.compile(
    "公司|集团|合作社|酒店|饭店|宾馆|餐馆|餐厅|小吃|门市|商行|商店|商场|超市|药店|药房|诊所|医院|学校|幼儿园|中学|小学|工厂|加工厂"
    "|经营部|服务部|工作室|中心|银行|村委|村民|社区|街道|大厦|小区|花园|广场|工业园|水库|品牌|面馆|火锅|包子|豆腐|食品|[店铺坊馆]|养殖场|银保监|分局|[市县区州]局|委员会|政府|法院|检察院|罚决?字"
)
SIGN = frozenset("记氏")
"""What makes a surname the name of a shop or a house (王记, 王氏)."""
BREAK = re.compile(r"[在于与和到的将从向，。；、（）\s]")
HAN = re.compile(r"[\u3400-\u9fff]")
EDGE = frozenset("，。；：、！？（）()《》「」“”\"'‘’,.;:!?[]【】〔〕—-–~～/|*#>\n\t \u3000")
ROLES = (
    "当事人|被处罚人|被处罚者|申请人|被申请人|被许可人|被检查人|被强制人|被征收人|违法行为人|违法嫌疑人|嫌疑人|行为人|举报人|投诉人"
    "|受害人|被害人|证人|监护人|被询问人|相对人|原告|被告|第三人|居民|村民|个人|业主|司机|驾驶员|驾驶人|学生|员工|职工|之子|之女"
)
BEFORE = re.compile(rf"(?:{ROLES}|对|关于|与|和|及|向|查明|经查|发现)$")
OFFICE = re.compile(
    r"(?:法定代表人|法人代表|负责人|经营者|投资人|董事长|董事|监事|总经理|经理|局长|主任|科长|所长|院长|校长|园长|队长|执法人员|检查人员"
    r"|办案人员|承办人|调查人员|审核人|主持人|听证员|记录人|鉴定人|律师|代理人)[：:为是、\s]{0,2}(?:[\u3400-\u9fff]{2,4}[、和与]){0,4}$"
)
"""Who is named in a decision by office, and may be; several may be named in a row."""
OFFICE_REACH = 24
AFTER = re.compile(
    r"(?:男|女|本人|等[人二三四五六七八九十]|[盗擅未违驾涉于在的与和及因将从向对持曾自案殴猎捕]|非法|无证|无照|不服|承认|陈述|供述|利用|使用|销售|生产"
    r"|经营|从事|实施|占用|破坏|开垦|滥伐|采伐|采矿|运输|收购|携带|身份证|住|违法|签字|提出|申请|作出|进行|共同|予以|给予|提起)"
)


class Sureness(StrEnum):
    """How sure it is that a piece of text is the full name of a person."""

    SURE = "sure"
    POSSIBLE = "possible"


def full_names(
    text: str, surname: str, given: tuple[int, ...], *, title: bool = False
) -> Iterator[tuple[int, int, Sureness]]:
    """Yield start, end and sureness of each full name with a surname and so many further characters.

    In the title of a decision, which begins with the party, what begins with the surname is its name.
    """
    for match in re.finditer(re.escape(surname), text):
        start = match.start()
        if OFFICE.search(text[max(start - OFFICE_REACH, 0) : start]):
            continue
        left = start == 0 or text[start - 1] in EDGE or bool(BEFORE.search(text[max(start - 8, 0) : start]))
        found = [
            (end, sure)
            for end in (match.end() + length for length in sorted(given, reverse=True))
            if (sure := _judged(text, start, end, surname, left=left)) is not None
        ]
        best = next((end for end, sure in found if sure is Sureness.SURE), None)
        if best is not None:
            yield start, best, Sureness.SURE
        elif found:
            likely = title and start == 0 and surname not in WORDLIKE
            yield start, found[0][0], Sureness.SURE if likely else found[0][1]


def _judged(text: str, start: int, end: int, surname: str, *, left: bool) -> Sureness | None:
    """Return how sure it is that text[start:end] is a name; None where it is not."""
    name, tail = text[start:end], text[end : end + 8]
    given = name[len(surname) :]
    busy = surname in WORDLIKE
    if len(name) < end - start or not all(HAN.match(character) for character in given):
        return None
    if not (BUSY if busy else FUNCTION).isdisjoint(given) or name[:2] in STOP:
        return None
    if given[0] in SIGN or given[-1] in PLACE:
        return None
    acting = bool(AFTER.match(tail))
    if ORGANISATION.search(given if acting else given + BREAK.split(tail)[0]):
        return None
    right = acting or not tail or tail[0] in EDGE
    if left and right:
        return Sureness.SURE
    return Sureness.POSSIBLE if left and not busy else None


SURNAME = rf"(?:{'|'.join(sorted(COMPOUND))}|[{SINGLE}])"
GIVEN = "(?:(?![某称等述])[\u3400-\u9fff])"
NAME = rf"(?:{SURNAME}{GIVEN}{{1,2}}|{GIVEN}{{2,7}}[·•]{GIVEN}{{2,7}})"


def may_be_a_name(name: str) -> bool:
    """Tell whether a piece of text that is shaped like a full name is no other word."""
    return name[:2] not in STOP and FUNCTION.isdisjoint(name[1:])
