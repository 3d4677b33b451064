"""Checks a built site: every link inside it, every anchor and every picture is there, and nothing is loaded from elsewhere.

python3 tools/site/check.py FOLDER
"""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """What a page links to, what it loads, and which anchors it has."""

    def __init__(self, file):
        super().__init__()
        self.links, self.loads, self.anchors, self.faults = [], [], set(), []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.anchors.update(values[name] for name in ("id", "name") if values.get(name))
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        elif tag == "link" and values.get("rel") not in ("canonical",) and values.get("href"):
            self.loads.append(values["href"])
        elif values.get("src"):
            self.loads.append(values["src"])
        if tag == "img" and "sidebar-logo" not in values.get("class", "") and not values.get("alt"):
            self.faults.append(f"the picture {values.get('src')} has no alternative text")


def faults(site, pages):
    parsed = {}

    def page(file):
        if file not in parsed:
            parsed[file] = Page(file)
        return parsed[file]

    for file in pages:
        here = page(file)
        yield from ((file, fault) for fault in here.faults)
        for address in here.links + here.loads:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                if address in here.loads and parts.scheme != "data":
                    yield file, f"loads {address} from elsewhere"
                continue
            target = file.parent.joinpath(unquote(parts.path)).resolve() if parts.path else file
            if not target.exists():
                yield file, f"links to {address}, which is not there"
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in page(target).anchors:
                yield file, f"links to {address}, which has no such place"


def main(folder):
    site = Path(folder).resolve()
    pages = sorted(file for file in site.rglob("*.html") if site / "api" not in file.parents)
    found = list(faults(site, pages))
    for file, fault in found:
        print(f"{file.relative_to(site)}: {fault}", file=sys.stderr)
    links = sum(len(Page(file).links) for file in pages)
    print(f"{len(pages)} pages, {links} links" + (f", {len(found)} faults" if found else ", all of them good"))
    return 1 if found or len(pages) < 20 else 0


sys.exit(main(sys.argv[1]))
