"""The words that CRM exports use: column names of each field, and stages, in three languages."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from csdesk.domain.errors import N_

ImportKind = Literal["deals", "customers", "contacts"]

# Per field the usual column names, the surest first. A name that stands in two fields is decided
# by the order of the fields and by the values.
DEAL_WORDS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "opportunity id", "deal id", "record id", "opportunity number", "deal number", "crm id",
        "external id", "deal code", "opportunity no", "deal no", "hs object id", "id",
        "商机编号", "商机id", "交易编号", "订单编号", "赢单编号", "编号", "商機編號", "商機id",
        "交易編號", "訂單編號", "編號", "商机代码", "商機代碼", "单号", "單號", "记录id",
        "記錄id",
    ),
    "customer": (
        "account name", "account", "customer name", "customer", "company name", "company",
        "client name", "client", "organization", "organisation", "organization name",
        "associated company", "primary company", "buyer", "deal organization", "客户名称",
        "客户", "客户名", "公司名称", "公司", "客户公司", "甲方", "签约客户", "最终客户",
        "单位名称", "企业名称", "客戶名稱", "客戶", "客戶名", "公司名稱", "客戶公司", "簽約客戶",
        "最終客戶", "單位名稱", "企業名稱", "单位", "關聯公司", "关联公司",
    ),
    "customer_id": (
        "account id", "company id", "customer id", "client id", "客户编号", "客户id", "公司编号",
        "客戶編號", "客戶id", "公司編號",
    ),
    "name": (
        "deal name", "dealname", "opportunity name", "opportunity", "deal", "deal title",
        "subject", "title", "name", "topic", "project name", "商机名称", "商机", "交易名称",
        "项目名称", "订单名称", "商機名稱", "商機", "交易名稱", "專案名稱", "項目名稱",
        "訂單名稱", "主题", "主題",
    ),
    "closed_on": (
        "close date", "closed date", "closedate", "won date", "date won", "won time", "won on",
        "closed on", "closed at", "actual close date", "signed date", "signing date",
        "sign date", "contract date", "date closed", "deal close date", "signed on",
        "date signed", "签约日期", "签单日期", "成交日期", "赢单日期", "结单日期", "关闭日期",
        "签订日期", "合同日期", "成交时间", "签约时间", "赢单时间", "实际结单日期", "结束日期",
        "签署日期", "簽約日期", "簽單日期", "贏單日期", "結單日期", "關閉日期", "簽訂日期",
        "合約日期", "成交時間", "簽約時間", "贏單時間", "結束日期", "結案日期", "簽署日期",
    ),
    "amount": (
        "amount", "deal amount", "value", "deal value", "close value", "contract value", "acv",
        "annual contract value", "arr", "annual value", "total amount", "revenue", "total value",
        "tcv", "total contract value", "price", "opportunity amount", "deal size",
        "weighted amount", "金额", "合同金额", "商机金额", "成交金额", "签约金额", "订单金额",
        "年费", "年金额", "总金额", "销售金额", "交易金额", "实际金额", "預計金額", "预计金额",
        "金額", "合約金額", "商機金額", "成交金額", "簽約金額", "訂單金額", "年費", "年金額",
        "總金額", "銷售金額", "交易金額", "實際金額",
    ),
    "currency": (
        "currency", "currency code", "deal currency", "amount currency", "iso currency", "币种",
        "货币", "币别", "幣種", "貨幣", "幣別", "結算幣別",
    ),
    "stage": (
        "deal stage", "dealstage", "stage", "stage name", "opportunity stage", "status",
        "deal status", "pipeline stage", "sales stage", "阶段", "商机阶段", "销售阶段",
        "交易阶段", "状态", "商机状态", "当前阶段", "赢单状态", "階段", "商機階段", "銷售階段",
        "交易階段", "狀態", "商機狀態", "目前階段",
    ),
    "product": (
        "product", "product name", "products", "plan", "plan name", "package", "line item",
        "产品", "产品名称", "套餐", "版本", "購買產品", "购买产品", "產品", "產品名稱", "方案",
    ),
    "seller": (
        "deal owner", "opportunity owner", "owner", "owner name", "sales rep", "sales agent",
        "salesperson", "sales person", "account executive", "rep", "seller", "assigned to",
        "sales owner", "account owner", "销售", "销售负责人", "负责人", "所有人", "销售人员",
        "业务员", "商机所有人", "销售代表", "跟进人", "归属人", "銷售", "銷售負責人", "負責人",
        "銷售人員", "業務員", "業務", "商機所有人", "業務代表",
    ),
    "kind": (
        "deal type", "type", "opportunity type", "new or existing", "business type",
        "sales type", "商机类型", "类型", "交易类型", "业务类型", "签约类型", "商機類型", "類型",
        "交易類型", "簽約類型",
    ),
    "contact": (
        "associated contact", "primary contact", "contact name", "contact", "contact person",
        "associated contacts", "联系人", "主要联系人", "联系人姓名", "客户联系人", "聯絡人",
        "主要聯絡人", "聯絡人姓名", "連絡人",
    ),
    "contract_start": (
        "contract start", "contract start date", "start date", "subscription start",
        "term start", "service start", "service start date", "effective date",
        "subscription start date", "合同开始日期", "开始日期", "服务开始日期", "生效日期",
        "起始日期", "合同开始", "服务开始", "合約開始日期", "開始日期", "服務開始日期",
        "合約開始",
    ),
    "contract_end": (
        "contract end", "contract end date", "end date", "subscription end", "term end",
        "service end", "service end date", "expiry date", "expiration date", "renewal date",
        "subscription end date", "合同结束日期", "到期日", "到期日期", "服务结束日期",
        "终止日期", "合同到期", "合同到期日", "服务到期日", "合約結束日期", "服務結束日期",
        "終止日期", "合約到期", "合約到期日", "服務到期日", "结束日期", "結束日期", "截止日期",
    ),
    "term_months": (
        "term months", "contract term", "term", "contract term months", "term (months)",
        "contract length", "subscription term", "duration months", "contract duration",
        "合同期限", "期限", "合同期限(月)", "期限(月)", "服务期限", "服务月数", "合同月数",
        "合約期限", "服務期限", "服務月數", "合約月數",
    ),
    "seats": (
        "seats", "licenses", "licences", "users", "number of users", "quantity", "seat count",
        "席位", "席位数", "账号数", "用户数", "坐席数", "数量", "授权数", "席位數", "帳號數",
        "使用者數", "數量", "授權數", "人數",
    ),
    "auto_renews": (
        "auto renew", "auto renewal", "automatic renewal", "auto renew flag", "自动续约",
        "自动续费", "自動續約", "自動續費",
    ),
    "notice_days": (
        "notice period", "notice days", "notice period days", "notice period (days)", "通知期",
        "通知天数", "通知天數", "解约通知期",
    ),
    "fee": (
        "implementation fee", "setup fee", "onboarding fee", "one-off fee", "one time fee",
        "实施费", "实施费用", "一次性费用", "導入費", "導入費用", "一次性費用", "建置費",
    ),
    "country": (
        "country", "billing country", "country/region", "country code", "国家", "国家/地区",
        "國家", "國家/地區",
    ),
    "why_bought": (
        "closed won reason", "won reason", "win reason", "reason won", "why bought",
        "reason for buying", "buying reason", "赢单原因", "成交原因", "购买原因", "贏單原因",
        "購買原因",
    ),
    "pains": (
        "pain points", "pain point", "pains", "customer pains", "痛点", "客户痛点", "痛點",
        "客戶痛點",
    ),
}  # fmt: skip

CUSTOMER_WORDS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "account id", "company id", "customer id", "record id", "client id", "crm id", "id",
        "客户编号", "客户id", "公司编号", "编号", "客戶編號", "客戶id", "公司編號", "編號",
        "客户代码", "客戶代碼",
    ),
    "name": (
        "account name", "account", "customer name", "customer", "company name", "company",
        "client name", "client", "organization", "organisation", "name", "organization name",
        "客户名称", "客户", "客户名", "公司名称", "公司", "企业名称", "单位名称", "名称",
        "客戶名稱", "客戶", "客戶名", "公司名稱", "企業名稱", "單位名稱", "名稱",
    ),
    "name_alt": (
        "english name", "local name", "chinese name", "name in english", "legal name", "英文名",
        "英文名称", "英文名稱", "中文名", "中文名称", "中文名稱",
    ),
    "industry": (
        "industry", "sector", "vertical", "branch", "business sector", "行业", "所属行业",
        "行業", "所屬行業", "產業", "产业", "产业类别", "產業類別",
    ),
    "country": (
        "country", "billing country", "country/region", "office location", "location",
        "country code", "hq country", "国家", "国家/地区", "所在国家", "國家", "國家/地區",
        "所在國家",
    ),
    "city": (
        "city", "billing city", "town", "hq city", "城市", "所在城市", "市",
    ),
    "region": (
        "state", "province", "state/region", "region", "billing state", "state/province", "省",
        "省份", "州", "地区", "地區", "縣市",
    ),
    "employees": (
        "employees", "number of employees", "employee count", "headcount", "staff",
        "company size", "size", "no of employees", "员工数", "员工人数", "人数", "规模",
        "公司规模", "員工數", "員工人數", "人數", "規模", "公司規模",
    ),
    "website": (
        "website", "domain", "company domain name", "url", "web", "homepage", "网站", "官网",
        "网址", "網站", "官網", "網址", "域名",
    ),
    "currency": (
        "currency", "currency code", "币种", "货币", "幣別", "貨幣", "幣種",
    ),
    "language": (
        "language", "preferred language", "语言", "語言", "語系",
    ),
    "owner": (
        "csm", "customer success manager", "account owner", "owner", "company owner",
        "客户成功经理", "客户成功", "负责人", "客戶成功經理", "客戶成功", "負責人",
    ),
}  # fmt: skip

CONTACT_WORDS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "contact id", "unique id", "record id", "联系人编号", "聯絡人編號",
    ),
    "customer": (
        "account name", "account", "company name", "company", "customer name", "customer",
        "organization", "organisation", "associated company", "client", "primary company",
        "客户名称", "客户", "公司名称", "公司", "所属客户", "所属公司", "单位", "客戶名稱",
        "客戶", "公司名稱", "所屬客戶", "所屬公司", "單位",
    ),
    "customer_id": (
        "account id", "company id", "customer id", "client id", "客户编号", "客户id", "公司编号",
        "客戶編號", "客戶id", "公司編號",
    ),
    "name": (
        "full name", "contact name", "name", "contact", "display name", "姓名", "联系人",
        "联系人姓名", "聯絡人", "聯絡人姓名", "連絡人",
    ),
    "first_name": (
        "first name", "firstname", "given name", "forename", "名",
    ),
    "last_name": (
        "last name", "lastname", "surname", "family name", "姓", "姓氏",
    ),
    "mail": (
        "email", "e-mail", "email address", "mail", "work email", "e-mail address", "邮箱",
        "电子邮箱", "电子邮件", "邮件", "電子郵件", "電郵", "信箱", "電子信箱", "郵箱",
    ),
    "phone": (
        "phone", "phone number", "mobile", "mobile phone", "telephone", "cell",
        "mobile phone number", "电话", "手机", "手机号", "联系电话", "電話", "手機", "聯絡電話",
        "電話號碼",
    ),
    "title": (
        "job title", "title", "position", "职位", "职务", "岗位", "職稱", "職位", "職務",
    ),
    "role": (
        "role", "buying role", "contact role", "project role", "角色", "项目角色", "專案角色",
    ),
}  # fmt: skip

FIELD_WORDS: Mapping[ImportKind, Mapping[str, tuple[str, ...]]] = {
    "deals": DEAL_WORDS,
    "customers": CUSTOMER_WORDS,
    "contacts": CONTACT_WORDS,
}

FIELD_LABELS: Mapping[str, str] = {
    "row": N_("Row"),
    "id": N_("Id in the CRM"),
    "customer": N_("Customer name"),
    "customer_id": N_("Customer's id in the CRM"),
    "name": N_("Name or title"),
    "name_alt": N_("Name in the other script"),
    "closed_on": N_("Close date"),
    "amount": N_("Amount"),
    "currency": N_("Currency"),
    "stage": N_("Stage"),
    "product": N_("Product"),
    "seller": N_("Sold by"),
    "kind": N_("Kind of deal"),
    "contact": N_("Contact"),
    "contract_start": N_("Contract start"),
    "contract_end": N_("Contract end"),
    "term_months": N_("Term in months"),
    "seats": N_("Seats"),
    "auto_renews": N_("Renews automatically"),
    "notice_days": N_("Notice period in days"),
    "fee": N_("Implementation fee"),
    "country": N_("Country"),
    "why_bought": N_("Why they bought"),
    "pains": N_("Pains"),
    "industry": N_("Industry"),
    "city": N_("City"),
    "region": N_("State or province"),
    "employees": N_("Employees"),
    "website": N_("Website"),
    "language": N_("Language"),
    "owner": N_("Owner on our side"),
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "mail": N_("Mail"),
    "phone": N_("Phone"),
    "title": N_("Job title"),
    "role": N_("Role in the project"),
}

# Each of these must be mapped; of a group one is enough.
REQUIRED: Mapping[ImportKind, tuple[tuple[str, ...], ...]] = {
    "deals": (("customer", "customer_id"), ("closed_on",)),
    "customers": (("name",),),
    "contacts": (("name", "first_name", "last_name", "mail"),),
}

_WON_WORDS = frozenset({
    "won", "closed won", "closedwon", "close won", "deal won", "win", "signed",
    "contract signed", "closed - won", "gewonnen", "gagné", "gagne", "ganado", "ganada",
    "vinto", "赢单", "已赢单", "赢", "赢得", "已成交", "成交", "已签约", "签约", "已签单",
    "签单", "赢单关闭", "成功关闭", "已签合同", "关闭赢单", "结单赢单", "赢单结束", "贏單",
    "已贏單", "贏", "贏得", "已簽約", "簽約", "已簽單", "簽單", "成功結案", "已得標", "得標",
    "成交結案", "結案成交", "關閉贏單",
})  # fmt: skip
_NOT_WON = re.compile(r"\b(lost|not|un|pending|open|negotiat|expected|probable)", re.IGNORECASE)
_NOT_WON_HAN = re.compile(r"输|輸|未|待|拟|擬|预计|預計|丢|丟|失|即将|即將|准备|準備|洽谈|中$")


@lru_cache(maxsize=4_096)
def fold_header(name: str) -> str:
    """Return a column name as it is compared: width, case, punctuation and blanks folded."""
    text = unicodedata.normalize("NFKC", name)
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text).casefold()
    return re.sub(r"[\s_\-./:*#]+", " ", text).strip()


@lru_cache(maxsize=1)
def _all_words() -> frozenset[str]:
    lists = [words for fields in FIELD_WORDS.values() for words in fields.values()]
    return frozenset(squeeze(word) for words in lists for word in words)


def squeeze(name: str) -> str:
    """Return a folded column name without blanks: `dealstage` and `Deal Stage` are one."""
    return fold_header(name).replace(" ", "").replace("(", "").replace(")", "")


def is_known_header(name: str) -> bool:
    """Say whether a column name is one that exports use."""
    return squeeze(name) in _all_words()


@lru_cache(maxsize=1_024)
def is_won(stage: str) -> bool:
    """Say whether a CRM's stage means that the deal is won."""
    folded = re.sub(r"[\s_]+", " ", unicodedata.normalize("NFKC", stage)).casefold().strip(" .!✓✔")
    if folded in _WON_WORDS or folded.replace(" ", "") in _WON_WORDS:
        return True
    # Longer names hold the word: "Stage 6 - Closed Won", "6. 赢单（100%）".
    if _NOT_WON.search(folded) or _NOT_WON_HAN.search(folded):
        return False
    plain = re.sub(r"[\d%().\[\]:\-–—|/]+", " ", folded)
    words = plain.split()
    return (
        " ".join(words) in _WON_WORDS
        or "won" in words
        or any(len(word) > 1 and word in plain for word in _WON_WORDS if not word.isascii())
    )
