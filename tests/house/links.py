#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""links.py PROJECT: what the Markdown pages link to is there: files and headings."""
import re
import sys
from pathlib import Path

project = Path(sys.argv[1])
pages = [*project.glob("*.md"), *project.glob("docs/*.md")]


def anchors(page):
    """Names of headings as forges make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text()) if "://" not in link]
failures = 0
for page, link in links:
    file, _, anchor = link.partition("#")
    target = page.parent / file if file else page
    if not target.exists() or (anchor and anchor not in anchors(target)):
        print(f"FAIL {page.relative_to(project)}: {link} is not there")
        failures += 1
print(f"{len(links)} links on {len(pages)} pages")
sys.exit(1 if failures or not links else 0)
