"""Print how many characters of a page are marked, blanks aside, and how many items its lists have; a fault in the HTML fails."""

import json
import sys
from pathlib import Path

from html5lib import HTMLParser

page = HTMLParser(strict=True, namespaceHTMLElements=False).parse(Path(sys.argv[1]).read_text())
marked = "".join("".join(mark.itertext()) for mark in page.iter("mark"))
print(json.dumps([len("".join(marked.split())), len(list(page.iter("li")))]))
