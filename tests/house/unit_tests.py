#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every source has unit tests of its own.

unit_tests.py PROJECT

src/<module>/<source>.c is tested by tests/unit/<module>/<source>_test.c, which asserts something.
"""
import re
import sys
import tempfile
from pathlib import Path

asserts = re.compile(r"\b(assert_|check_|must\()")


def missing(project):
    """What is wrong with the unit tests of a tree, one line each."""
    sources = sorted((project / "src").glob("*/*.c"))
    wrong = [] if sources else ["the sources were not found"]
    for source in sources:
        module, name = source.parent.name, source.stem
        test = project / "tests" / "unit" / module / f"{name}_test.c"
        if not test.is_file():
            wrong.append(f"src/{module}/{name}.c: no tests/unit/{module}/{name}_test.c")
            continue
        text = test.read_text()
        if not asserts.search(text) or "main(" not in text:
            wrong.append(f"{test.relative_to(project)}: asserts nothing")
    return wrong


def control():
    """The check finds what it looks for."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for path, text in {"src/a/tested.c": "", "src/a/bare.c": "", "src/a/idle.c": "",
                           "tests/unit/a/tested_test.c": "int main(void) { assert_true(1); }",
                           "tests/unit/a/idle_test.c": "int main(void) { return 0; }"}.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(text)
        return missing(tree) == ["src/a/bare.c: no tests/unit/a/bare_test.c",
                                 "tests/unit/a/idle_test.c: asserts nothing"]


if not control():
    sys.exit("the check itself does not work")
found = missing(Path(sys.argv[1]))
print("\n".join(found))
sys.exit(1 if found else 0)
