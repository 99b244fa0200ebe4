#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""readme_commands.py TREE: the commands of TREE/README.md, run as they stand there.

Every ```sh block goes to one shell, in order, in TREE (a fresh copy that ./run has built), with a fresh HOME.  A block
that is followed by a ```text block must print exactly that; "..." stands for any text.  A line ending in
"&" is a server: the next block waits for its "listening on".  Every ```c block is one of the programs in examples/.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

tree = Path(sys.argv[1])
home = Path(tempfile.mkdtemp(prefix="readme-home-"))
blocks = re.findall(r"^```(\w*)\n(.*?)^```$", (tree / "README.md").read_text(), re.M | re.S)
examples = [re.sub(r"\A/\*.*?\*/\n", "", path.read_text(), count=1, flags=re.S) for path in tree.glob("examples/*.c")]
environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(home)}
shell = subprocess.Popen(["sh", "-eu"], cwd=tree, env=environment, text=True, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def run(commands):
    """What a block prints; the shell ends at the first command that fails."""
    shell.stdin.write(commands + "\necho ---end of block---\n")
    shell.stdin.flush()
    printed, ended, listening = [], False, not re.search(r"&\s*$", commands, re.M)
    while not (ended and listening):
        line = shell.stdout.readline()
        if not line:
            sys.exit(f"FAIL a command failed:\n{commands}\n--\n{''.join(printed)}")
        if line == "---end of block---\n":
            ended = True
            continue
        if not listening and line.startswith("FAIL "):
            sys.exit(f"FAIL a server does not come up:\n{commands}\n--\n{line}{shell.stdout.readline()}")
        listening = listening or "listening on" in line
        printed.append(line)
    return "".join(printed)


def check_printed(commands, printed, expected):
    pattern = ".*".join(re.escape(part) for part in expected.split("..."))
    if not re.fullmatch(pattern, printed, re.S):
        sys.exit(f"FAIL README.md says\n{expected}\nafter\n{commands}\nbut this was printed:\n{printed}")


try:
    ran = 0
    for (kind, text), (next_kind, next_text) in zip(blocks, blocks[1:] + [("", "")]):
        if kind == "sh":
            output = run(text)
            ran += 1
            if next_kind == "text":
                check_printed(text, output, next_text)
        elif kind == "c" and text not in examples:
            sys.exit(f"FAIL this program is not one of examples/*.c:\n{text}")
    shell.stdin.close()
    if ran < 4:
        sys.exit(f"FAIL only {ran} blocks of commands were found")
    print(f"{ran} blocks of commands")
finally:
    try:
        os.killpg(shell.pid, 15)  # the shell and what it left in the background: a session of their own
    except ProcessLookupError:
        pass
    shutil.rmtree(home, ignore_errors=True)
