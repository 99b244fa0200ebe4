#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""doctor_matrix_test.py PAGE: the matrix of docs/doctor.md holds every case, half of the causes in it are made by others,
and every cause that the doctor knows is in it or in the list of those that the lab does not make.

Needs no network: the tests of the parts have compared the rows with what they saw.
"""
import collections
import os
import re
import sys

import doctor_page
import doctor_tables
from doctor_case import HERE, IN_MEMORY, OURS, Case, lookalikes
from doctor_case import judge as judge_case
from doctor_unmade import UNMADE

KNOWN = os.path.join(HERE, "..", "..", "src", "doctor", "defs", "cause.def")
COLUMNS = ("Cause", "Cases", "Made by others", "Said first")


def said(rows):
    """"NOTHING_LISTENS likely (2), FILTER_RESETS possible": the true one first, then by number."""
    count = collections.Counter((row[4], row[5]) for row in rows)
    words = [f"{first} {sure}" + (f" ({number})" if number > 1 else "")
             for (first, sure), number in sorted(count.items(), key=lambda one: (one[0][0] != rows[0][0], -one[1], one[0]))]
    return ", ".join(words)


def summed(rows):
    by_cause = {}
    for row in rows:
        by_cause.setdefault(row[0], []).append(row)
    return [(cause, len(own), sum(row[2] not in OURS for row in own), said(own)) for cause, own in by_cause.items()]


def names_in(path, pattern):
    with open(path, encoding="utf-8") as file:
        return re.findall(pattern, file.read(), re.M)


def judge_whole(known, made, unmade, in_memory):
    """Every cause is made, or it is said why not; then it is acted out in memory."""
    return ([f"neither made nor said why not: {one}" for one in known if one not in made and one not in unmade]
            + [f"made, and said not to be: {one}" for one in unmade if one in made]
            + [f"no cause: {one}" for one in [*made, *unmade] if one not in known]
            + [f"not even in memory: {one}" for one in unmade if one not in in_memory])


def judges_whole_badly():
    right = judge_whole(["A", "B"], {"A"}, {"B": "why"}, {"B"})
    wrong = [judge_whole(["A", "B"], {"A"}, {}, {"B"}), judge_whole(["A", "B"], {"A", "B"}, {"B": "why"}, {"B"}),
             judge_whole(["A"], {"A"}, {"B": "why"}, {"B"}), judge_whole(["A", "B"], {"A"}, {"B": "why"}, set())]
    return right + [f"whole, though it is not: {number}" for number, found in enumerate(wrong) if not found]


def judge(rows, alike, known):
    wrong = []
    cases = {(case.cause or doctor_page.WELL, case.made, case.by): case for case in doctor_tables.ALL}
    if len(cases) != len(doctor_tables.ALL):
        wrong.append("two cases have one name")
    lost = set(cases) ^ {row[:3] for row in rows}
    wrong += [f"not in both, cases and page: {one}" for one in sorted(lost)]
    for row in rows:
        if row[5] == "certain" and (row[4] != row[0] or len(alike.get(row[3], ())) > 1):
            wrong.append(f"certain, and wrong or ambiguous: {row}")
    causes = {row[0] for row in rows} - {doctor_page.WELL}
    others = {row[0] for row in rows if row[2] not in OURS} & causes
    if 2 * len(others) < len(causes):
        wrong.append(f"{len(others)} of {len(causes)} causes are made by programs of others")
    return wrong, (
        f"{len(causes)} of the {len(known)} causes that the doctor knows are made, {len(others)} by programs of others: "
        f"{100 * len(others) // len(causes)} % of those made, {100 * len(others) // len(known)} % of all.\n\n")


def verdict(sign, *hypotheses):
    return {"verdict": "fail", "leading": {"sign": sign},
            "hypotheses": [{"cause": cause, "confidence": sure} for cause, sure in hypotheses]}


def judges_badly():
    """@return what judge_case() lets pass, or does not"""
    alone, one, other = (Case(cause, "", "", sign, first=first) for cause, sign, first in (
        ("A", "ALONE", ""), ("B", "SHARED", ""), ("C", "SHARED", "B")))
    alike = {"ALONE": {"A"}, "SHARED": {"B", "C"}}
    right = [(alone, verdict("ALONE", ("A", "certain"))), (one, verdict("SHARED", ("B", "likely"), ("C", "possible"))),
             (other, verdict("SHARED", ("B", "likely"), ("C", "possible")))]
    wrong = [(alone, verdict("SHARED", ("A", "likely"))), (alone, verdict("ALONE", ("B", "likely"))),
             (alone, verdict("ALONE", ("B", "certain"), ("A", "possible"))), (one, verdict("SHARED", ("B", "certain"))),
             (one, verdict("SHARED", ("C", "likely"), ("B", "possible"))), (other, verdict("SHARED", ("B", "likely"))),
             (Case("", "", ""), verdict("ALONE", ("A", "likely")))]
    return [f"judged as wrong: {one}" for one in right if judge_case(*one, alike)] + [
        f"judged as right: {one}" for one in wrong if not judge_case(*one, alike)]


def main():
    page = os.path.abspath(sys.argv[1])
    with doctor_page.sections_of(page) as sections:
        rows = [row for part in doctor_tables.PARTS for row in doctor_page.rows_in(sections[part])]
    known = names_in(KNOWN, r"^S7_CAUSE\((\w+),")
    wrong = judges_badly() + judges_whole_badly()
    found, head = judge(rows, lookalikes(doctor_tables.ALL), known)
    wrong += found
    ill = [row for row in rows if row[0] != doctor_page.WELL]
    wrong += doctor_page.check(page, "sum", head + doctor_page.table(COLUMNS, summed(ill)))
    made = {row[0] for row in ill}
    wrong += judge_whole(known, made, UNMADE, names_in(IN_MEMORY, r'^DOCTOR_CASE\("[^"]*", (\w+),'))
    wrong += doctor_page.check(page, "unmade", doctor_page.table(("Cause", "Why not"), UNMADE.items()))
    print("\n".join(wrong) or f"{len(rows)} cases: {head.strip()}")
    sys.exit(1 if wrong else 0)


main()
