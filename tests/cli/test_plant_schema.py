# SPDX-License-Identifier: MIT
"""The JSON Schema of the plant file says what the loader does: examples, and every value of a whole file changed."""
import concurrent.futures
import copy
import json
import os
import pathlib
import re

import pytest

from conftest import run

jsonschema = pytest.importorskip("jsonschema")
yaml = pytest.importorskip("yaml")

PROJECT = pathlib.Path(__file__).resolve().parents[2]
WHOLE = PROJECT / "examples" / "line.yaml"
OLD = sorted((PROJECT / "tests" / "cli" / "plants").glob("*.yaml"))

# What JSON Schema cannot say, in the words of the loader: units, references, calendars, and what belongs together.
BEYOND = [
    r": durations from ", r"there is no (zone|CPU or host|profile|conduit|connection,)", r"a day of the calendar",
    r"is missing$", r": this kind of fault has none", r" has the same one", r"a limit|BOOL has none|for a BOOL",
    r"does not hold this", r" is greater than ", r"does not need a connection to itself", r"ha(s|ve) no DB\d",
    r"octets? here, (send|receive|to|from) has", r"has \d areas?, (send|receive) has", r"DB\d+ of \S+ has \d+ octets",
    r"the service of the connection is", r"jobs run with service", r"is a host without dbs", r"reserved",
    r"stands alone, without", r"already in line", r"two different zones", r"has no optimized block access",
    r"a profile \"[^\"]*\" of its own", r"a host has the name", r"is only \d+ octets", r"watches one value",
    r"the prefix goes from", r"has bits behind its prefix", r"expected a network such as",
    r"expected an IPv4 or IPv6 address", r"ports go from", r"has no leading zero", r"a job moves",
    r"expected a rate from", r"(bits|offsets|DB numbers|timers|counters|repetition).* go ", r"expected here|missing here",
    r"the address should end here", r"begins at bit 0", r"has \d+ bits?: write", r"whole number of", r"has errors, or",
    r"at most \d+ octets are possible", r"one line (of|without)", r"a name has 1 to 64 octets",
    r"expected W#16#1 to W#16#FFFF", r"expected 1 to 32 octets", r"expected a version such as", r"too long|past the end",
    r"expected a code from", r"the records (before have|themselves have a size)", r"expected octets in hex",
    r"octets are expected, this has", r"expected a date from 1990", r"\d+ at most, of \d+ octets each",
    r"is made up by the CPU", r"stands here twice", r"is a whole list", r"is the head of a list", r"the buffer of \S+",
]


class Loader(yaml.SafeLoader):
    """YAML as editors read it (1.2): no dates, no octal numbers, no yes and no."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [("bool", r"^(true|false)$", "tf"), ("null", r"^(~|null|)$", ["~", "n", ""]),
                            ("int", r"^-?(0|[1-9][0-9]*)$", "-0123456789"),
                            ("float", r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$", "-0123456789")]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def textual(value):
    """Keys of a JSON object are text."""
    if isinstance(value, dict):
        return {str(k): textual(v) for k, v in value.items()}
    return [textual(v) for v in value] if isinstance(value, list) else value


def read(path):
    return textual(yaml.load(path.read_text(encoding="utf-8"), Loader))


@pytest.fixture(scope="module", name="schema")
def fixture_schema():
    done = run("plant", "schema")
    assert done.returncode == 0 and done.stderr == ""
    return json.loads(done.stdout)


@pytest.fixture(scope="module", name="validator")
def fixture_validator(schema):
    return jsonschema.Draft202012Validator(schema)


def errors_of(document):
    """What the loader finds in a document; JSON is YAML."""
    done = run("plant", "check", "-", text_in=json.dumps(document, ensure_ascii=False))
    assert done.returncode in (0, 1, 2), done.stderr
    mark = ": error S7R-001: "
    return [line.split(mark, 1)[1] for line in done.stdout.splitlines() if mark in line]


def test_it_is_a_schema(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for name, element in schema["$defs"].items():
        assert element["additionalProperties"] is False, name
        assert all(member.get("description") for member in element["properties"].values()), name


@pytest.mark.parametrize("path", sorted((PROJECT / "examples").glob("*.yaml")) + OLD, ids=lambda path: path.name)
def test_good_files_are_accepted_by_both(validator, path):
    document = read(path)
    assert [error.message for error in validator.iter_errors(document)] == []
    assert errors_of(document) == []
    assert run("plant", "check", path, "--today", "2026-11-20").returncode in ((0, 1) if path in OLD else (0,))


def test_files_of_former_versions_load_without_errors():
    assert len(OLD) >= 3, "a file that was valid once stays valid: keep it in tests/cli/plants"


def used(schema, document, name="file"):
    """(definition, key) of every key in a document."""
    properties = schema["$defs"][name]["properties"]
    for key, value in document.items():
        yield name, key
        rule = properties[key]
        nested = rule.get("items", {}).get("$ref") or rule.get("additionalProperties", {}).get("$ref") or rule.get("$ref")
        if not nested:
            continue
        inner = nested.rsplit("/", 1)[1]
        parts = value if isinstance(value, list) else value.values() if "additionalProperties" in rule else [value]
        for part in parts:
            yield from used(schema, part, inner)


def test_the_whole_file_is_whole(schema):
    known = {(name, key) for name, element in schema["$defs"].items() for key in element["properties"]
             if not (name == "profiles.NAME" and key not in ("like", "display", "pdu_length"))}
    known -= {("cpus.NAME", "password_file")}  # names a file, and no example comes with a password
    assert known - set(used(schema, read(WHOLE))) == set()


def paths(value, path=()):
    """Every place in a document."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from paths(child, (*path, key))


def at(document, path):
    for key in path:
        document = document[key]
    return document


VALUES = ["", "x", "a b", "with\ttab", "-", "10.0.0.1", "fd00::1", "10.1.1.0/24", "10.1.1.1/33", "2027-01-31", "2027-13-01",
          "2027-02-30", "5ms", "1h", "5 s", "400d", "5/s", "0/s", "DB10.DBX0.0", "DB1.DBD0:REAL", "P#M0.0 BYTE 4", "DB0.DBX",
          "W#16#1", "W#16#10000", "03.02", "0302z", "V3.0", "V3..0", "S7R-001", "S7R-1", "28:63:36:01:02:03", "28-63",
          "direct", "guard:x", "0x05", "0xFFF", "always", "x" * 65, "x" * 401,
          -1, 0, 1, 2, 5, 8, 32, 63, 256, 1025, 65536, 9000000, 4294967296, 0.5, 1.5, -2.5, True, False,
          [], ["x"], ["s7", "s7"], [1, 2], {}, {"x": 1}]


def mutations(document):
    for path in paths(document):
        if not path:
            continue
        old = at(document, path)
        parent_path, key = path[:-1], path[-1]
        for value in VALUES:
            changed = copy.deepcopy(document)
            at(changed, parent_path)[key] = value
            yield path, value, changed
        without = copy.deepcopy(document)
        del at(without, parent_path)[key]
        yield path, "removed", without
        if isinstance(old, dict):
            for name in ("unknown", "a b", "-x", "0", "65536", "x" * 65):
                more = copy.deepcopy(document)
                at(more, path)[name] = copy.deepcopy(next(iter(old.values()), 1))
                yield path, f"plus {name}", more
            if old:
                for name in ("renamed", "a@b", "01"):
                    renamed = copy.deepcopy(document)
                    part = at(renamed, path)
                    part[name] = part.pop(next(iter(part)))
                    yield path, f"first as {name}", renamed


def is_told_from_text(value):
    """JSON tells numbers and truth values from text, the loader reads what stands there: "96" is 96, false a name."""
    return isinstance(value, bool) or (isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value))


def test_both_refuse_the_same_changes(validator):
    """A change that the schema refuses is refused by the loader; one that only the loader refuses is beyond a schema."""
    document = read(WHOLE)
    step = max(1, 400000 // max(1, int(os.environ.get("S7_CASES", "10000"))))
    changes = list(mutations(document))[int(os.environ.get("S7_SEED", "0")) % step::step]

    def compare(change):
        path, value, changed = change
        refused = not validator.is_valid(changed)
        errors = errors_of(changed)
        if refused == bool(errors):
            return refused, None
        if refused and is_told_from_text(value):
            return refused, None
        if refused:
            return refused, f"{path} = {value!r}: only the schema refuses it"
        if all(any(re.search(pattern, error) for pattern in BEYOND) for error in errors):
            return refused, None
        return refused, f"{path} = {value!r}: only the loader refuses it: {errors}"

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(compare, changes))
    wrong = [why for _, why in results if why]
    assert not wrong, "\n".join(wrong[:40]) + f"\n{len(wrong)} of {len(results)}"
    assert sum(refused for refused, _ in results) > len(results) // 2, "few changes were refused: the test is blind"
