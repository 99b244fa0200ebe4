#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The results of ./test, one line each: verdict, name, kind, reason (tab separated).

results.py ctest JUNIT TESTS_JSON REQUIRED   lines for a run of ctest (--output-junit, --show-only=json-v1);
                                             REQUIRED: kinds whose skip is a failure ("peers,captures,netns")
results.py summary RESULTS                   what was skipped, what failed, and last "N passed, N failed, N skipped";
                                             exit code 1 when anything failed or nothing passed
"""
import json
import sys
import xml.etree.ElementTree as ElementTree

KINDS = ("peers", "captures", "netns")


def labels_of(path):
    with open(path, encoding="utf-8") as file:
        tests = json.load(file)["tests"]
    return {test["name"]: [label for prop in test.get("properties", []) if prop["name"] == "LABELS"
                           for label in prop["value"]] for test in tests}


def last_line(case):
    output = [line.strip() for line in (case.findtext("system-out") or "").splitlines() if line.strip()]
    return output[-1].replace("\t", " ")[:160] if output else "no reason given"


def ctest(junit, tests_json, required):
    labels = labels_of(tests_json)
    unlisted = set(filter(None, required.split(","))) - set(KINDS)
    if unlisted:
        print("failed", "S7_REQUIRE", "", f"no such kind: {', '.join(sorted(unlisted))}", sep="\t")
    for case in ElementTree.parse(junit).iter("testcase"):
        name = case.get("name")
        kind = next((kind for kind in KINDS if kind in labels.get(name, [])), "")
        skipped = case.find("skipped")
        if case.get("status") == "run":
            print("passed", name, kind, "", sep="\t")
        elif skipped is None or not skipped.get("message", "").startswith("SKIP_"):
            reason = "failed" if skipped is None else skipped.get("message")
            print("failed", name, kind, reason, sep="\t")
        elif kind and kind in required.split(","):
            print("failed", name, kind, f"{kind} are required (S7_REQUIRE), but: {last_line(case)}", sep="\t")
        else:
            print("skipped", name, kind, last_line(case), sep="\t")


def summary(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    for verdict in ("skipped", "failed"):
        for _, name, _, reason in (row for row in rows if row[0] == verdict):
            print(f"{verdict}: {name}: {reason}")
    count = {verdict: sum(row[0] == verdict for row in rows) for verdict in ("passed", "failed", "skipped")}
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    return 1 if count["failed"] or not count["passed"] else 0


if sys.argv[1] == "ctest":
    ctest(*sys.argv[2:])
else:
    sys.exit(summary(sys.argv[2]))
