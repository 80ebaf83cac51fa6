"""Pelican's settings: `python -m pelican content -s pelicanconf.py` builds the same site as `./portal build`."""

import sys
from pathlib import Path

from jinja2 import StrictUndefined

GONGSHI_PROJECT = str(Path(__file__).resolve().parent)
sys.path.insert(0, str(Path(GONGSHI_PROJECT) / "plugins"))

from disclosure.commands.own_run import OwnRun  # noqa: E402  # found through the line above

PELICAN_CLASS = OwnRun

PATH = "content"
OUTPUT_PATH = "output"
DELETE_OUTPUT_DIRECTORY = False
SITENAME = "行政执法公示"
SITEURL = ""
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh-CN"
LOCALE = ["C"]
LOAD_CONTENT_CACHE = False

PLUGIN_PATHS = [str(Path(GONGSHI_PROJECT) / "plugins")]
PLUGINS = ["disclosure"]
THEME = str(Path(GONGSHI_PROJECT) / "theme")
THEME_STATIC_DIR = "theme"
THEME_STATIC_PATHS = ["static"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}

# Prose pages are Pelican's; records are not articles (a record never becomes a Content object).
ARTICLE_PATHS: list[str] = []
PAGE_PATHS = ["pages"]
IGNORE_FILES = ["**/.*", ".*", "~$*"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None
AUTHOR_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}},
    "output_format": "html5",
}
