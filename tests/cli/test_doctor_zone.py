# SPDX-License-Identifier: MIT
"""sieben doctor --from ZONE: what a plant file expects from a zone, on loopback; through a firewall: tests/net."""
import contextlib
import hashlib
import html.parser
import json
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from conftest import DEADLINE, SIEBEN, environment, free_port, playing, run

DOCS = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"

PLANT = """\
sieben: 1
plant: {name: Zones, revision: 3}
zones:
  cell: {nets: [127.0.0.0/24]}
  ovens: {nets: [127.1.0.0/16]}
  bare: {}
cpus:
  PRESS: {address: "127.0.0.1:%(free)d", profile: s7-1500, put_get: permitted, zone: cell, dbs: {10: {size: 20}}}
  OVEN:
    address: "127.0.0.1:%(oven)d"
    profile: s7-1500
    put_get: permitted
    zone: ovens
    dbs: {100: {size: 100, access: standard}}
    faults: {%(fault)s}
  PACK:
    address: "127.0.0.1:%(pack)d"
    profile: s7-300
    zone: ovens
%(reference)s
  LOOSE: {address: "127.0.0.1:%(loose)d", profile: s7-300}
connections:
  C-001:
    from: PRESS
    to: OVEN
    jobs: [{get: {from: P#DB100.DBX0.0 BYTE 10, receive: P#DB10.DBX0.0 BYTE 10}}]
"""


def written(path, pack=None, reference=None, fault=""):
    values = {"free": free_port(), "loose": free_port(), "oven": free_port(), "pack": pack or free_port(), "fault": fault,
              "reference": f'    reference: "127.0.0.1:{reference}"' if reference else ""}
    path.write_text(PLANT % values, encoding="utf-8")
    return path


def lines_of(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def tried(plant, zone, tmp_path, *arguments, expected):
    """The lines of one run: first, paths by target, summary."""
    path = tmp_path / "evidence.jsonl"
    before = len(lines_of(path)) if path.exists() else 0
    done = run("doctor", plant, "--from", zone, "-o", path, "--timeout", "700ms", *arguments)
    assert done.returncode == expected, done.stdout + done.stderr
    first, *paths, last = lines_of(path)[before:]
    assert (first["kind"], last["kind"], first["paths"]) == ("run", "summary", len(paths))
    assert {line["run"] for line in (first, *paths, last)} == {first["run"]}
    assert [line["number"] for line in paths] == list(range(1, len(paths) + 1))
    return first, {line["target"]["name"]: line for line in paths}, last


@contextlib.contextmanager
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


# ---- verdicts ---------------------------------------------------------------------------------------------


def test_what_works_passes_and_a_port_closed_on_the_same_host_says_so(tmp_path):
    """The reference is another port of the same address."""
    with listening() as near:
        plant = written(tmp_path / "plant.yaml", reference=near)
        plant.write_text(re.sub(r"\n  LOOSE:.*", "", plant.read_text(encoding="utf-8")), encoding="utf-8")
        with playing(plant, "OVEN"):
            first, paths, last = tried(plant, "cell", tmp_path, "--operator", "tests", expected=0)
    assert first["plant"]["sha256"] == hashlib.sha256(plant.read_bytes()).hexdigest()
    assert (first["plant"]["name"], first["plant"]["revision"], first["operator"]) == ("Zones", 3, "tests")
    assert first["host"] == socket.gethostname()[:64]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first["at"])
    assert {name: (line["expectation"], line["verdict"]) for name, line in paths.items()} == {
        "PRESS": ("within", "skipped"), "OVEN": ("required", "pass"), "PACK": ("forbidden", "pass")}
    assert paths["OVEN"]["connections"] == ["C-001"] and paths["OVEN"]["reached"] == "RESOURCE"
    assert paths["OVEN"]["source"]["in_zone"] is True and paths["OVEN"]["control"] is None
    assert paths["PACK"]["control"]["answered"] is True and paths["PACK"]["sign"] == "TCP_RESET"
    assert "another port of it answers; not excluded: a port that is closed at the partner itself" in paths["PACK"]["why"]
    assert paths["PACK"]["budget"] == {"connections": 2, "most_open": 1, "telegrams": 0, "pings": 0}
    assert {key: last[key] for key in ("pass", "fail", "inconclusive", "skipped", "interrupted")} == {
        "pass": 2, "fail": 0, "inconclusive": 0, "skipped": 1, "interrupted": False}


def test_a_type_beside_a_planned_tsap_is_refused(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    run_so = ("doctor", plant, "--from", "cell", "--type", "op", "--dry-run")
    assert run(*run_so).returncode == 0
    text = plant.read_text(encoding="utf-8")
    plant.write_text(text.replace("    to: OVEN\n", '    to: OVEN\n    tsap: {to: "03.01"}\n'), encoding="utf-8")
    done = run(*run_so)
    assert done.returncode == 2 and done.stdout == "" and "--type has no effect on C-001 to OVEN (" in done.stderr


def test_a_reset_without_a_control_proves_nothing(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    _, paths, _ = tried(plant, "cell", tmp_path, expected=1)
    assert paths["PACK"]["verdict"] == "inconclusive" and paths["PACK"]["control"] is None
    assert "names no reference" in paths["PACK"]["why"]
    plant = written(tmp_path / "plant.yaml", reference=free_port())
    _, paths, _ = tried(plant, "cell", tmp_path, expected=1)
    assert paths["PACK"]["verdict"] == "inconclusive" and paths["PACK"]["control"]["result"] == "reset"


def test_a_reset_with_another_host_as_control_proves_nothing(tmp_path):
    """No filter is anywhere: nothing listens on the port of PACK."""
    with socket.create_server(("127.0.0.2", 0)) as other:
        plant = written(tmp_path / "plant.yaml", reference=other.getsockname()[1])
        text = plant.read_text(encoding="utf-8").replace('reference: "127.0.0.1:', 'reference: "127.0.0.2:')
        plant.write_text(text, encoding="utf-8")
        _, paths, _ = tried(plant, "cell", tmp_path, expected=1)
    assert paths["PACK"]["verdict"] == "inconclusive" and paths["PACK"]["control"]["answered"] is True
    assert "a port that is closed at the partner itself looks the same" in paths["PACK"]["why"]


def test_what_must_be_blocked_and_is_open_fails(tmp_path):
    with listening() as pack:
        plant = written(tmp_path / "plant.yaml", pack=pack, reference=pack)
        _, paths, last = tried(plant, "cell", tmp_path, expected=1)
    assert (paths["PACK"]["verdict"], paths["PACK"]["tcp"]["result"]) == ("fail", "connected")
    assert paths["PACK"]["control"]["result"] == "spared" and paths["PACK"]["budget"]["connections"] == 1
    assert last["fail"] == 2 - (paths["OVEN"]["verdict"] == "inconclusive")


def test_no_octet_is_sent_where_it_must_be_blocked(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        plant = written(tmp_path / "plant.yaml", pack=server.getsockname()[1])
        tried(plant, "cell", tmp_path, expected=1)
        connection, _ = server.accept()
        connection.settimeout(DEADLINE)
        assert connection.recv(100) == b""


def test_a_connection_that_does_not_work_fails_with_its_cause(tmp_path):
    plant = written(tmp_path / "plant.yaml", fault="shown: {kind: db_missing, db: 100}")
    with playing(plant, "OVEN"):
        done = run("doctor", plant, "--from", "cell")
    assert done.returncode == 1
    assert re.search(r"^fail: C-001 to OVEN .*, must work: ", done.stdout, re.M)
    assert "layer 5 DATA: DB_MISSING" in done.stdout


def test_a_closed_port_may_be_a_rule_for_the_partner(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    _, paths, _ = tried(plant, "cell", tmp_path, expected=1)
    assert paths["OVEN"]["verdict"] == "fail"  # this machine has the address of PRESS
    text = plant.read_text(encoding="utf-8").replace('PRESS: {address: "127.0.0.1:', 'PRESS: {address: "127.0.0.7:')
    plant.write_text(text, encoding="utf-8")
    _, paths, _ = tried(plant, "cell", tmp_path, expected=1)
    assert paths["OVEN"]["verdict"] == "inconclusive" and "not PRESS (127.0.0.7)" in paths["OVEN"]["why"]


def test_from_elsewhere_nothing_is_judged(tmp_path):
    with listening() as pack:
        plant = written(tmp_path / "plant.yaml", pack=pack)
        _, paths, _ = tried(plant, "bare", tmp_path, expected=1)
        assert paths["PACK"]["verdict"] == "inconclusive" and "bare has no nets" in paths["PACK"]["why"]
        assert paths["PACK"]["tcp"]["result"] == "connected" and paths["PACK"]["source"]["in_zone"] is None
        done = run("doctor", plant, "--from", "ovens")
    assert "this machine is 127.0.0.1, which is not in ovens: no verdict can be passed\n" in done.stderr
    assert "is not in ovens: " in done.stdout and done.returncode == 1


def test_what_the_plant_does_not_say_is_inconclusive(tmp_path):
    _, paths, _ = tried(written(tmp_path / "plant.yaml"), "cell", tmp_path, expected=1)
    assert (paths["LOOSE"]["expectation"], paths["LOOSE"]["verdict"]) == ("unknown", "inconclusive")
    assert "tcp" not in paths["LOOSE"]


# ---- the file ---------------------------------------------------------------------------------------------


def keys_told():
    """Key by section of docs/evidence.md, with the JSON types it may have."""
    types = {"text": str, "number": int, "truth": bool, "list": list, "mapping": dict, "null": type(None)}
    sections = {}
    for part in DOCS.read_text(encoding="utf-8").split("\n## ")[1:]:
        title = part.split("\n", 1)[0]
        rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", part, re.M)
        sections[title] = {key: {types[word] for word in told.strip().split(" or ")} for key, told in rows}
    return sections


def flat(value, at=""):
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            if at == "control" and key == "tcp":
                yield "control.tcp", inner
            else:
                yield from flat(inner, f"{at}.{key}" if at else key)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from flat(inner, at + "[]")
    else:
        yield at, value


def test_the_page_tells_every_key(tmp_path):
    told = keys_told()
    whole = {"run": ["The run"], "summary": ["The summary"], "path": ["A path", "A path that was tried"]}
    seen = set()
    with listening() as near:
        plant = written(tmp_path / "plant.yaml", reference=near)
        with playing(plant, "OVEN"):
            tried(plant, "cell", tmp_path, "--operator", "tests", expected=1)
            tried(plant, "ovens", tmp_path, expected=1)
    for line in lines_of(tmp_path / "evidence.jsonl"):
        assert next(iter(line)) == "schema"
        rows = {key: types for name in ["Every line", *whole[line["kind"]]] for key, types in told[name].items()}
        parents = {key.rsplit(".", 1)[0] for key in rows if "." in key}
        for key, value in flat(line):
            seen.add((line["kind"], key))
            if not (value is None and key in parents):
                assert type(value) in rows[key], (key, value)
    for kind, names in whole.items():
        missing = {(kind, key) for name in ["Every line", *names] for key in told[name]} - seen
        assert {key for _, key in missing} <= {"tcp.icmp.type", "tcp.icmp.code", "tcp.icmp.from"}  # see tests/net


def test_evidence_is_appended_and_nothing_else_is_touched(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    first, _, _ = tried(plant, "cell", tmp_path, expected=1)
    second, _, _ = tried(plant, "ovens", tmp_path, expected=1)
    assert first["run"] != second["run"]
    before = plant.read_bytes()
    done = run("doctor", plant, "--from", "cell", "-o", plant)
    assert done.returncode == 2 and "is no evidence" in done.stderr and plant.read_bytes() == before
    assert done.stdout == ""


def test_a_disk_that_is_full_is_told():
    done = run("doctor", "examples/line.yaml", "--from", "data", "-o", "/dev/full", cwd=DOCS.parents[1])
    assert done.returncode == 2 and "evidence could not be written" in done.stderr
    assert done.stdout == ""  # nothing was tried


def test_standard_output_is_evidence_alone(tmp_path):
    done = run("doctor", written(tmp_path / "plant.yaml"), "--from", "cell", "-o", "-")
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["run", *["path"] * 4, "summary"]
    assert "From cell, 4 of 4: " in done.stderr


def cut_off(path, plant, number):
    """A run that is sent a signal while OVEN, which says nothing, is tried.  @return exit code, standard output"""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        text = re.sub(r'(OVEN:\n    address: "127.0.0.1:)\d+', rf"\g<1>{silent.getsockname()[1]}",
                      plant.read_text(encoding="utf-8"))
        plant.write_text(text, encoding="utf-8")
        with subprocess.Popen([SIEBEN, "doctor", plant, "--from", "cell", "-o", path, "--timeout", "60s"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()) as process:
            silent.settimeout(DEADLINE)
            connection, _ = silent.accept()
            with connection:
                process.send_signal(number)
                out, _ = process.communicate(timeout=DEADLINE)
    return process.returncode, out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_what_it_saw(tmp_path, number):
    path = tmp_path / "evidence.jsonl"
    code, out = cut_off(path, written(tmp_path / "plant.yaml"), number)
    assert code == 130 and path.read_bytes().endswith(b"\n")
    lines = lines_of(path)
    assert [line["kind"] for line in lines] == ["run", "path", "path", "summary"]
    assert lines[2]["verdict"] == "inconclusive" and lines[2]["why"] == "interrupted"
    assert lines[-1]["interrupted"] is True and "Interrupted. From cell, 2 of 4" in out


def test_a_killed_run_leaves_whole_lines(tmp_path):
    """Each path is in the file before the next is tried; the run that follows stands below."""
    path, plant = tmp_path / "evidence.jsonl", written(tmp_path / "plant.yaml")
    code, _ = cut_off(path, plant, signal.SIGKILL)
    assert code == -signal.SIGKILL and path.read_bytes().endswith(b"\n")
    lines = lines_of(path)
    assert [line["kind"] for line in lines] == ["run", "path"] and lines[1]["target"]["name"] == "PRESS"
    first, _, _ = tried(plant, "cell", tmp_path, expected=1)
    assert lines_of(path)[:2] == lines and first["run"] != lines[0]["run"]


def test_a_line_that_was_cut_off_stays_and_stands_alone(tmp_path):
    path, plant = tmp_path / "evidence.jsonl", written(tmp_path / "plant.yaml")
    tried(plant, "cell", tmp_path, expected=1)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert run("doctor", plant, "--from", "cell", "-o", path, "--timeout", "700ms").returncode == 1
    after = path.read_bytes()
    assert after.startswith(whole[:-20] + b"\n") and after.endswith(b"\n")
    assert [json.loads(line)["kind"] for line in after[len(whole) - 19:].splitlines()] == ["run", *["path"] * 4, "summary"]


# ---- how it is told ---------------------------------------------------------------------------------------


class Matrix(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.cells = []

    def handle_data(self, data):
        self.cells.append(data.strip())


def test_the_report_begins_with_the_matrix(tmp_path):
    with listening() as near:
        plant = written(tmp_path / "plant.yaml", reference=near)
        with playing(plant, "OVEN"):
            for end in ("md", "html"):
                assert run("doctor", plant, "--from", "cell", "--report", tmp_path / f"r.{end}").returncode == 1
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "| From | PRESS | OVEN | PACK | LOOSE |" in text
    assert "| cell | – same zone: skipped | ✓ must work: pass | ✓ must be blocked: pass | ? not said: inconclusive |" in text
    assert "| ovens | must be blocked | same zone | same zone | not said |" in text
    assert text.index("| From |") < text.index("C-001 to OVEN")
    page = Matrix()
    page.feed((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert any("must be blocked: pass" in cell for cell in page.cells)
    assert not re.search(r'(?:src|href)="http', (tmp_path / "r.html").read_text(encoding="utf-8"))


def test_all_cpus_show_what_was_seen_from_the_own_zone(tmp_path):
    with listening() as pack:
        plant = written(tmp_path / "plant.yaml", pack=pack)
        run("doctor", plant, "--all", "--timeout", "200ms", "--report", tmp_path / "r.md")
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "| cell | same zone | ✗ must work: fail | ✗ must be blocked: fail | not said |" in text
    assert "| bare | must be blocked | must be blocked | must be blocked | not said |" in text


def test_a_dry_run_sends_nothing(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        plant = written(tmp_path / "plant.yaml", pack=server.getsockname()[1])
        done = run("doctor", plant, "--from", "cell", "--dry-run")
        with pytest.raises(BlockingIOError):
            server.accept()
    assert done.returncode == 0 and "must be blocked" in done.stdout and "P#DB100.DBX0.0 BYTE 10" in done.stdout
