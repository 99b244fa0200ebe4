#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""page.py GOLDEN: what other readers make of the documents in GOLDEN: html.parser of the page, csv of the tables."""
import csv
import sys
from html.parser import HTMLParser
from pathlib import Path

golden = Path(sys.argv[1])
VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """Elements in order, their text, and whether every one is closed where it must be."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.tables, self.links, self.ids = [], [], [], set()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        assert tag not in {"script", "link", "img", "iframe", "object", "base"}, f"{tag} leads out of the page"
        assert not any(name.startswith("on") or name in {"src", "style"} for name in attributes), attributes
        if "id" in attributes:
            assert attributes["id"] not in self.ids, f"id {attributes['id']} twice"
            self.ids.add(attributes["id"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if tag == "table":
            self.tables.append((attributes["class"], []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][1][-1].append("")
        elif tag == "br" and self.in_cell():
            self.tables[-1][1][-1][-1] += "\n"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def in_cell(self):
        return bool({"td", "th"} & set(self.open))

    def handle_data(self, data):
        if self.in_cell():
            self.tables[-1][1][-1][-1] += data


page = Page()
page.feed((golden / "sample.html").read_text())
page.close()
assert page.open == [], f"not closed: {page.open}"
assert page.links and all(link.startswith("#") and link[1:] in page.ids for link in page.links), page.links
kinds = [kind for kind, _ in page.tables]
assert kinds == ["pairs", "ladder", "table", "matrix"], kinds
for kind, rows in page.tables:
    assert len({len(row) for row in rows}) == 1, f"{kind}: rows of different length"
jobs = page.tables[2][1]
assert jobs[2][1] == "溫度 <b>Kühlung</b> | gets DB101.DBX0.0 BYTE 641", jobs[2][1]
assert jobs[3][1] == 'a "quoted" one,\nover two lines', jobs[3][1]


def table(name):
    with open(golden / name, newline="", encoding="utf-8") as file:
        return list(csv.reader(file, strict=True))


assert [len(row) for row in table("jobs.csv")] == [4] * 4
assert table("jobs.csv")[3] == ["'=C-003", 'a "quoted" one,\nover two lines', "1995", "skipped"]
assert table("reach.csv")[2] == ["office", "fail: open, must be blocked", "warn: slow", "skipped"]
assert table("ladder.csv")[0] == ["Layer", "Verdict", "Seen"]

# Markdown: as many unescaped bars in every line of a table as in its first one.
for block in (golden / "sample.md").read_text().split("\n\n"):
    lines = [line.replace("\\|", "") for line in block.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines}) <= 1, block
print(f"{len(page.tables)} tables, {len(page.links)} links")
