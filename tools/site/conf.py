"""How Sphinx makes the site out of docs/; tools/site/build runs it."""

import os
import re
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

project = "Gradus"
author = "the Gradus authors"
html_title = "Gradus"
html_theme = "furo"
extensions = ["myst_parser"]
myst_heading_anchors = 4
# A block that is indented in Markdown is a command line, not Python.
highlight_language = "text"
# Some examples of JSON leave something out, and say so with an ellipsis.
suppress_warnings = ["misc.highlighting_failure"]

html_static_path = ["static"]
html_css_files = ["site.css"]
html_logo = "static/steps.svg"
html_favicon = "static/steps.svg"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
# A page of results that is opened as a file may not read other files to show excerpts of them.
html_show_search_summary = False
pygments_style = "tango"
pygments_dark_style = "monokai"

LINK = re.compile(r"(!?\[[^\]]*\])\(([^)\s#]+)(#[^)\s]*)?\)")
JAVADOC = re.compile(r"(gradus-[a-z-]+)/src/main/java/(.+)\.java")
PAGES_OF_JAVADOC = {"package-info": "package-summary.html", "module-info": "module-summary.html"}


def address(path, docname):
    """Returns where a file outside of docs/ is found from a page: a type's Javadoc, or the file itself."""
    up = "../" * docname.count("/")
    java = JAVADOC.fullmatch(path)
    if not java:
        return os.environ.get("GRADUS_SOURCES", up + "../..") + "/" + path
    module = "dev." + java[1].replace("-", ".")
    package, _, name = java[2].rpartition("/")
    page = PAGES_OF_JAVADOC.get(name, name + ".html")
    return up + "/".join(part for part in ("api", module, package, page) if part)


def leave_docs(app, docname, source):
    """Points links that leave docs/ to where their files are from the site."""

    def replaced(link):
        target = link[2]
        if re.match("[a-z]+:", target):
            return link[0]
        path = os.path.normpath(PurePosixPath("docs", docname).parent / target)
        if path.startswith("docs/"):
            return link[0]
        if not (ROOT / path).exists():
            raise ValueError(f"docs/{docname}.md links to {path}, which does not exist")
        # Written as HTML, because Sphinx looks for what a Markdown link names among the pages.
        text = re.sub("`([^`]*)`", r"<code>\1</code>", link[1].strip("[]"))
        return f'<a href="{address(path, docname)}{link[3] or ""}">{text}</a>'

    source[0] = LINK.sub(replaced, source[0])


def setup(app):
    app.connect("source-read", leave_docs)
    return {"parallel_read_safe": True}
