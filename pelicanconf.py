"""The site, for writing at home. What only the world needs is in publishconf.py."""

SITENAME = "Kept Promises"
SITESUBTITLE = "Essays on customer experience, and one good mail a month"
AUTHOR = "Sam Sample"
SITEURL = ""
FEED_DOMAIN = "https://kept-promises.example"  # the address in feeds, mails and canonical links
DEFAULT_LANG = "en"
TIMEZONE = "Europe/Amsterdam"

PATH = "content"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
OUTPUT_PATH = "output"
THEME = "theme"
READERS = {"html": None, "rst": None}  # one dialect: Markdown

PLUGIN_PATHS = ["plugins"]
PLUGINS = [
    "plugins.blog",
    "plugins.people",
    "plugins.reports",
    "plugins.events",
    "plugins.images",
    "plugins.topics",
    "plugins.finding",
    "plugins.digest",
    "plugins.promise",
    "plugins.feeds",
    "plugins.admin",
    "plugins.hosting",
]

# Rooms: docs/settings.md names every field.
BLOG = {"mail": "hello@kept-promises.example"}
TOPICS = {"taxonomy": "content/taxonomy.toml"}
FEEDS = {
    "feeds/all.rss.xml": "rss",
    "feeds/all.atom.xml": "atom",
    "feeds/all.json": "json",
    "feeds/{lang}/all.rss.xml": "rss",
    "feeds/topics/{topic}.rss.xml": "rss",
    "feeds/category/{category}.rss.xml": "rss",
    "feeds/author/{author}.rss.xml": "rss",
    "feeds/greetz.atom.xml": "atom of editions",
}
DIGEST = {
    "name": "CX Greetz",
    "slug": "greetz",
    "sender": "Sam Sample, CX Greetz",
    "reply_to": "hello@kept-promises.example",
    "sign_up": "One mail a month, on the first Thursday: every new essay and one question.",
    "postal": "Kept Promises, Sample Street 1, 1234 AB Exampletown",
    # What a reader can follow; every topic of content/taxonomy.toml has its theme.
    "category": "Topics",
    "everything": "Everything",
    "themes": {
        "Promises kept": ["consistency", "expectations", "trust", "standards-frameworks"],
        "Courage and leadership": ["sacrifice", "leadership", "values-authenticity"],
        "When it goes wrong": ["service-recovery", "complaints"],
        "Service day by day": ["contact-centre", "communication-tone", "extra-mile", "ease-effort"],
        "People and culture": [
            "employee-empowerment",
            "employee-experience",
            "customer-centric-culture",
        ],
        "Loyalty and results": ["loyalty", "metrics", "voice-of-customer", "business-case"],
        "Design of the journey": [
            "journey-mapping",
            "experience-design",
            "personalisation",
            "emotion-empathy",
        ],
        "Digital and AI": ["digital-self-service", "ai-automation"],
    },
}

# Articles are read by our headers; a future date waits for its day (plugins/blog/reader.py).
WITH_FUTURE_DATES = True
DEFAULT_CATEGORY = "Notes"
USE_FOLDER_AS_CATEGORY = False
SUMMARY_MAX_LENGTH = 40
ARTICLE_ORDER_BY = "reversed-date"
MARKDOWN = {
    "extensions": ["markdown.extensions.extra", "markdown.extensions.sane_lists"],
    "extension_configs": {"markdown.extensions.toc": {"marker": ""}},
    "output_format": "html",
}
INTRASITE_LINK_REGEX = "[{|](?P<what>filename|static|attach|category|tag|author|index)[|}]"
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

# Addresses: docs/contract.md has the table.
ARTICLE_URL = PAGE_URL = "{slug}/"
ARTICLE_SAVE_AS = PAGE_SAVE_AS = "{slug}/index.html"
ARTICLE_LANG_URL = PAGE_LANG_URL = "{lang}/{slug}/"
ARTICLE_LANG_SAVE_AS = PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
DRAFT_URL = DRAFT_PAGE_URL = "drafts/{slug}/"
DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = "drafts/{slug}/index.html"
DRAFT_LANG_URL = DRAFT_PAGE_LANG_URL = "drafts/{lang}/{slug}/"
DRAFT_LANG_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = "drafts/{lang}/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "category/{slug}/", "category/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "author/{slug}/", "author/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tag/{slug}/", "tag/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/", "archive/{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "archive/{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}/index.html"
DIRECT_TEMPLATES = ["index", "archives", "categories", "authors", "tags", "feeds", "404"]
DIRECT_TEMPLATES += ["sitemap", "robots"]
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS = "sitemap.xml", "robots.txt"
ARCHIVES_URL, ARCHIVES_SAVE_AS = "archive/", "archive/index.html"
CATEGORIES_URL, CATEGORIES_SAVE_AS = "category/", "category/index.html"
AUTHORS_URL, AUTHORS_SAVE_AS = "author/", "author/index.html"
TAGS_URL, TAGS_SAVE_AS = "tag/", "tag/index.html"
FEEDS_URL, FEEDS_SAVE_AS = "feeds/", "feeds/index.html"
OWN_FOLDERS = ["topics", "greetz", "series", "search", "events"]
OWN_FOLDERS += ["promise", "en/promise", "nl/promise"]
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None, "category": None, "author": None, "tag": None, "topic": None}
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# Pelican's own feeds are not valid RSS; the feeds room writes ours.
FEED_ALL_ATOM = FEED_ATOM = FEED_RSS = FEED_ALL_RSS = CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
