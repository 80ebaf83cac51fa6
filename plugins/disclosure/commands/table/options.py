"""What the options that several commands have are for, as their help says it."""

COMMON = {
    "content": "内容文件夹，或者 init 建的内容仓库（不写：演示内容）",
    "output": "网站放在哪个文件夹（不写：本项目的 output/）",
    "as-of": "按哪一天计算，如 2026-11-20（不写：环境变量 SOURCE_DATE_EPOCH，再没有就是北京时间今天）",
}
RECORD = "哪一条：编号、文件、网页地址或者文号，如 agencies/jyj/decisions/2026/03/012"
COMMIT = "把改动提交到 git；不写就只改文件，并告诉您怎样提交"
FORMATS = (
    "text（给人看）、json、junit（给 CI）、github、codequality（标在 GitHub、GitLab 的文件旁边）、"
    "markdown（合并请求里的评论）"
)
