"""The plain sheet in which a street office lists its organizations: one row a service."""

from __future__ import annotations

from dataclasses import dataclass

from exchange.mapping.words import AUDIENCES
from model.taxonomy import TAXONOMY

SHEET = "服务清单 Services"
NOTES = "说明 Notes"
LISTS = "选项 Choices"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its name in Chinese and English, an example, a note, and what can be chosen.

    The choices are offered in a drop-down list; several may be written, so other texts are not forbidden.
    """

    key: str
    zh: str
    en: str
    example: str | int
    note_zh: str
    note_en: str
    choices: tuple[str, ...] = ()
    others: str = ""
    required: bool = False

    @property
    def title(self) -> str:
        """The heading in both languages."""
        return f"{self.zh} {self.en}{' *' if self.required else ''}"

    @property
    def names(self) -> frozenset[str]:
        """Everything the column may be called, in lower case."""
        return frozenset(
            name.lower() for name in (self.key, self.zh, self.en, self.title, *self.others.split("|")) if name
        )


CATEGORIES = tuple(f"{node.zh} {node.code}" for node in TAXONOMY)
AUDIENCE = tuple(words.split()[0] for words in AUDIENCES.values())
STATUS = ("提供", "暂停", "停止")
STATUSES = dict(zip(STATUS, ("active", "temporarily closed", "inactive"), strict=True))

COLUMNS: tuple[Column, ...] = (
    Column("organization", "组织名称", "Organization", "桂花长者服务中心",
           "同一组织有多项服务时每行都写，或合并单元格", "Write it in each row, or merge the cells",
           others="机构名称|机构|组织|社会组织|organisation|name of organization", required=True),
    Column("organization_en", "组织英文名", "Organization in English", "Guihua Elder Service Centre",
           "可不填", "Optional"),
    Column("organization_code", "统一社会信用代码", "Registration number", "",
           "有则填，再次导入时靠它认出同一组织", "If there is one; by it the organization is known again",
           others="信用代码|登记证号|组织编号|code"),
    Column("phone", "联系电话", "Telephone", "0000-1234567",
           "居民可拨打的电话", "The number residents may call", others="电话|手机|phone"),
    Column("email", "电子邮箱", "E-mail", "", "可不填", "Optional", others="邮箱|email"),
    Column("website", "网址", "Web page", "", "以 http 开头", "Begins with http", others="网站|website"),
    Column("address", "地址", "Address", "桂香街8号一楼",
           "街道门牌", "Street and number", others="办公地址"),
    Column("service", "服务名称", "Service", "老人送餐上门",
           "一项服务一行", "One row a service",
           others="服务项目|项目名称|服务|name of service", required=True),
    Column("service_en", "服务英文名", "Service in English", "Meals brought home",
           "可不填", "Optional"),
    Column("service_code", "服务编号", "Service number", "",
           "可不填；填了以后改名也认得", "Optional; with it the service may be renamed"),
    Column("category", "服务类别", "Category", "老人助餐 elderly.meals",
           "从下拉框选；多类用顿号隔开", "Choose from the list; several divided by 、 or ;",
           choices=CATEGORIES, others="类别|类型|服务类型"),
    Column("description", "服务内容", "Description", "工作日中午送餐到家，软烂少盐。",
           "一两句话，居民看得懂", "A sentence or two that residents understand",
           others="服务介绍|服务说明|内容|简介|介绍"),
    Column("area", "服务范围", "Area served", "桂香社区、桂雨社区",
           "社区或街道名，用顿号隔开；空着表示全部", "Names of communities, divided by 、; empty means all",
           others="服务区域|覆盖社区|区域|areas"),
    Column("audience", "服务对象", "For whom", "老年人",
           "空着表示所有人；多类用顿号隔开", "Empty means everybody; several divided by 、",
           choices=AUDIENCE, others="对象|服务人群|audience"),
    Column("capacity", "可同时服务人数", "Capacity", 30,
           "同时能接多少件，只填数字", "How many at a time, a number", others="容量|名额|服务能力"),
    Column("hours", "服务时间", "Hours", "周一至周五 9:00-17:00；周六 9:00-12:00",
           "星期加起止时间，多段用分号隔开", "Days and hours, as: Mon-Fri 9:00-17:00; Sat 9:00-12:00",
           others="开放时间|营业时间|时间|opening hours"),
    Column("fee", "收费", "Fee", "每餐8元",
           "免费就填“免费”或空着", "Empty means free", others="费用|收费标准|价格|cost"),
    Column("languages", "语言", "Languages", "普通话、粤语",
           "用顿号隔开", "Divided by 、", others="服务语言"),
    Column("status", "状态", "Status", "提供",
           "提供、暂停或停止；空着表示提供", "Empty means offered",
           choices=STATUS, others="服务状态|是否提供"),
)  # fmt: skip
"""In the order of the sheet. Examples are invented; a telephone that begins with 0000 rings nowhere."""

NAMES: dict[str, Column] = {name: column for column in COLUMNS for name in column.names}
"""The column by anything it may be called."""
