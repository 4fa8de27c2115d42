"""The site, for the world: everything of pelicanconf.py, with its real address."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *

SITEURL = FEED_DOMAIN
FINDING = {"words": True}  # a search page that finds words; at home the list of essays is enough
HOSTING = {"compress": ["gz"]}  # for servers that send compressed copies; others ignore them
