"""The types of decision and what the law calls them (国办发〔2018〕118号)."""

DECISION_TYPES = {
    "permit": "行政许可",
    "penalty": "行政处罚",
    "coercion": "行政强制",
    "inspection": "行政检查",
    "levy": "行政征收",
    "fee": "行政收费",
    "requisition": "行政征用",
    "payment": "行政给付",
    "confirmation": "行政确认",
    "reward": "行政奖励",
    "ruling": "行政裁决",
    "other": "其他行政执法",
}
