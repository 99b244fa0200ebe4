# SPDX-License-Identifier: MIT
"""A plant file through a spreadsheet and back."""
import csv
import io
import json
from pathlib import Path

import pytest

from conftest import run, run_json

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CELLS = EXAMPLES / "two-cells.yaml"


def export(plant, folder, *arguments):
    done = run("plant", "export", plant, "--table", "all", "-o", folder, *arguments)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return sorted(folder.iterdir())


@pytest.mark.parametrize("arguments", [
    [], ["--separator", "semicolon", "--bom"], ["--separator", "tab"],
])
def test_there_and_back(tmp_path, arguments):
    tables = export(CELLS, tmp_path / "tables", *arguments)
    again = tmp_path / "again.yaml"
    done = run("plant", "import", *tables, "-o", again)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("plant", "diff", CELLS, again)
    assert (done.returncode, done.stdout) == (0, "equal in meaning\n")


def test_no_text_becomes_a_number(tmp_path):
    """007, 1.10, 1E5, 03.02: a spreadsheet would give back 7, 1.1, 100000, a day; numbers and days are left to it."""
    plant = tmp_path / "plant.yaml"
    plant.write_text("""sieben: 1
plant: {name: 1e5, revision: 7, approved_on: 2026-11-18}
cpus:
  A: {address: 10.0.0.1, profile: s7-300, firmware: 1.10}
  B: {address: 10.0.0.2, profile: s7-300}
connections:
  00123: {from: A, to: B, owner: "007", purpose: 2026-01-02, tsap: {from: 10.10, to: 0302}, change: {ticket: 1E10}, reads: MB0}
""")
    tables = export(plant, tmp_path / "tables")
    text = "".join(table.read_text() for table in tables)
    for word in ("1e5", "1.10", "00123", "007", "2026-01-02", "10.10", "0302", "1E10"):
        assert f"'{word}" in text, word
    assert ",7," in text and ",2026-11-18" in text and "10.0.0.1" in text and "'10.0.0.1" not in text
    done = run("plant", "import", *tables, "-o", tmp_path / "again.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert run("plant", "diff", plant, tmp_path / "again.yaml").stdout == "equal in meaning\n"


def test_a_plant_file_that_is_there_is_not_replaced(tmp_path):
    """What no table carries would be gone: comments, identity, faults."""
    tables = export(CELLS, tmp_path / "tables")
    plant = tmp_path / "plant.yaml"
    plant.write_bytes(CELLS.read_bytes())
    done = run("plant", "import", *tables, "-o", plant)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"sieben plant import: {plant} is there already; --into changes it, --force replaces it\n"
    assert plant.read_bytes() == CELLS.read_bytes()
    done = run("plant", "import", *tables, "-o", plant, "--force")
    assert (done.returncode, done.stderr) == (0, "")
    assert plant.read_bytes() != CELLS.read_bytes()
    assert run("plant", "import", *tables, "-o", "/dev/null").returncode == 0


def test_another_reader_sees_the_same(tmp_path):
    tables = export(EXAMPLES / "line.yaml", tmp_path / "tables")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tables" / "connections.csv").read_bytes().decode()),
                               strict=True))
    assert [row["connection"] for row in rows][:2] == ["C-001", "C-001"]
    assert rows[0]["direction"] == "put" and rows[0]["area"] == "P#DB100.DBX0.0 BYTE 20" and rows[0]["size"] == "20"
    assert rows[0]["evidence"] == "E-031\nE-032"
    for table in tables:
        for line in csv.reader(io.StringIO(table.read_bytes().decode()), strict=True):
            for field in line:
                assert not field or field[0] not in "=+@\t\r\n"


def test_a_spreadsheet_that_changed_things(tmp_path):
    """What a German spreadsheet makes of it: semicolons, TRUE, 18.11.2026, 1,5; another order; an own column."""
    plant = tmp_path / "plant.yaml"
    (tmp_path / "cpus.csv").write_text("partner;address;profile;commissioning\r\nA;10.0.0.1;s7-300;WAHR\r\nB;10.0.0.2;s7-300;\r\n",
                                       encoding="utf-8-sig")
    (tmp_path / "simulate.csv").write_text("cpu;tag;wave;max\r\nA;MD0:REAL;sine;1,5\r\n", encoding="utf-8")
    (tmp_path / "links.csv").write_text("# seen;Review by;to;from;connection;owner\r\nx;18.11.2027;B;A;C-1;'=me\r\n",
                                        encoding="utf-8")
    done = run("plant", "import", tmp_path / "links.csv", tmp_path / "simulate.csv", tmp_path / "cpus.csv", "-o", plant)
    assert (done.returncode, done.stderr) == (0, "")
    text = plant.read_text(encoding="utf-8")
    assert "commissioning: true" in text and "max: 1.5" in text
    assert "review_by: 2027-11-18" in text and "owner: =me" in text


def test_every_fault_in_one_pass(tmp_path):
    table = tmp_path / "connections.csv"
    table.write_text("connection,from,to,direction,area,every\nC-1,A,B,gett,M0.0,\nC-2,A,B,put,M0.O,1x\n", encoding="utf-8")
    done = run("plant", "import", table, "-o", tmp_path / "plant.yaml")
    assert done.returncode == 2 and not (tmp_path / "plant.yaml").exists()
    assert f'{table}:2:9: error: D2: direction: put, get, read or write is expected, found "gett"\n' in done.stderr
    assert f'{table}:2:5: error: B2: from: there is no CPU or host "A"\n' in done.stderr
    assert f"{table}:3:13: error: E3: to: " in done.stderr
    assert f"{table}:3:18: error: F3: every: " in done.stderr


@pytest.mark.parametrize("content, message", [
    ("connection,ownr\n", '1:12: error: B1: "ownr" is no column of the table connections; did you mean "owner"?'),
    ("connection,owner\nC-1,S\xfcd\n".encode("cp1252"), "2:6: error: octet 0xFC is not UTF-8; this looks like Windows-1252"),
    ("connection\n".encode("utf-16"), '1:1: error: this is UTF-16; save it as "CSV UTF-8"'),
    (b"PK\x03\x04", "1:1: error: this is a workbook"),
    (b"", "1:1: error: there is nothing in it"),
    (b'connection,owner\nC-1,"a\n', "2:5: error: this quote is never closed"),
])
def test_what_is_no_table(tmp_path, content, message):
    table = tmp_path / "connections.csv"
    table.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = run("plant", "import", table)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{table}:{message}" in done.stderr


def test_what_no_table_carries_is_said(tmp_path):
    done = run("plant", "export", EXAMPLES / "line.yaml", "-o", tmp_path / "connections.csv")
    assert done.returncode == 0
    assert done.stderr.startswith("sieben plant export: no table carries:\n  profiles\n  cpus.NAME.identity\n")


def test_the_first_plant_comes_back(tmp_path):
    plant = tmp_path / "plant.yaml"
    assert run("plant", "init", "-o", plant, "--name", 'Line "4"').returncode == 0
    check = run("plant", "check", plant, "--strict", "--json")
    assert check.returncode == 0 and json.loads(check.stdout)["findings"] == []
    tables = export(plant, tmp_path / "tables")
    again = tmp_path / "again.yaml"
    assert run("plant", "import", *tables, "-o", again).returncode == 0
    assert run("plant", "diff", plant, again).returncode == 0


def test_a_changed_table_changes_the_file_there_and_nowhere_else(tmp_path):
    plant = tmp_path / "plant.yaml"
    text = (EXAMPLES / "line.yaml").read_text(encoding="utf-8")
    plant.write_text(text, encoding="utf-8")
    tables = export(plant, tmp_path / "tables")
    assert run("plant", "import", *tables, "--into", plant).returncode == 0
    assert plant.read_text(encoding="utf-8") == text
    connections = tmp_path / "tables" / "connections.csv"
    changed = connections.read_bytes().decode().replace("100ms", "250ms", 1).replace("thermal team", "new team")
    connections.write_bytes(changed.encode())
    done = run("plant", "import", connections, "--into", plant)
    assert (done.returncode, done.stderr) == (0, "")
    lines = plant.read_text(encoding="utf-8").splitlines()
    differing = [(old.strip(), new.strip()) for old, new in zip(text.splitlines(), lines) if old != new]
    assert set(differing) == {("owner: thermal team", "owner: new team"), ("every: 100ms", "every: 250ms")}
    assert len(lines) == len(text.splitlines())


def test_a_wrong_table_leaves_the_file_alone(tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_bytes(CELLS.read_bytes())
    table = tmp_path / "dbs.csv"
    table.write_text("cpu,db,size\nPRESS,10,4\n", encoding="utf-8")
    done = run("plant", "import", table, "--into", plant)
    assert done.returncode == 2 and "DB10 of PRESS has 4 octets" in done.stderr
    assert plant.read_bytes() == CELLS.read_bytes()
    done = run("plant", "import", table, "--into", plant, "--name", "x")
    assert done.returncode == 2 and "--name is for a new plant file" in done.stderr


def test_symbols_of_step_7(tmp_path):
    plant = tmp_path / "plant.yaml"
    plant.write_bytes(CELLS.read_bytes())
    symbols = tmp_path / "symbols.sdf"
    symbols.write_text('"Motor on    ","A       4.0 ","BOOL      ","main drive"\r\n"Cycle","OB      1","OB      1",""\r\n',
                       encoding="utf-8", newline="")
    done = run("plant", "import", symbols, "--as", "step7-sdf", "--cpu", "OVEN", "--into", plant)
    assert done.returncode == 0
    assert done.stderr == (f'{symbols}:2:9: warning: B2: Cycle passed over: "OB      1" is no data that PUT/GET '
                           "reaches\n")
    assert "Motor_on: {tag: Q4.0:BOOL, comment: main drive}" in plant.read_text(encoding="utf-8")


def test_documents_say_what_was_written_and_left_out(tmp_path):
    first = tmp_path / "first.yaml"
    done, told = run_json("plant", "init", "-o", first)
    assert (done.returncode, told["schema"], told["file"], told["octets"]) == (
        0, "sieben/plant-init/1", str(first), first.stat().st_size)
    folder = tmp_path / "tables"
    done, told = run_json("plant", "export", EXAMPLES / "line.yaml", "--table", "all", "-o", folder)
    assert (done.returncode, told["schema"], done.stderr) == (0, "sieben/plant-export/1", "")
    assert sorted(row["file"] for row in told["tables"]) == sorted(str(path) for path in folder.iterdir())
    assert next(row["rows"] for row in told["tables"] if row["table"] == "cpus") == 4
    assert any(row["path"].startswith("profiles") and row["times"] >= 1 for row in told["left_out"])
    tables = export(CELLS, tmp_path / "cells")
    again = tmp_path / "again.yaml"
    done, told = run_json("plant", "import", *tables, "-o", again)
    assert (done.returncode, told["written"], told["findings"]) == (0, str(again), [])


def test_a_document_of_what_is_wrong_in_a_table(tmp_path):
    table = tmp_path / "cpus.csv"
    assert run("plant", "export", CELLS, "--table", "cpus", "-o", table).returncode == 0
    table.write_text(table.read_text().replace("s7-300", "s7-30O"))
    plant = tmp_path / "plant.yaml"
    done, told = run_json("plant", "import", table, "-o", plant)
    assert (done.returncode, told["written"], plant.exists()) == (2, None, False)
    found = [(row["file"], row["line"], row["column"], row["cell"], row["severity"]) for row in told["findings"]]
    assert found == [(str(table), 2, 22, "D2", "error"), (str(table), 3, 21, "D3", "error"),
                     (str(table), 3, 31, "E3", "error")]
    assert told["findings"][2]["message"] == 'profile: there is no profile "s7-30O"; did you mean "s7-300"?'


@pytest.mark.parametrize("words", [["init"], ["export", CELLS], ["export", CELLS, "-o", "-"],
                                   ["import", "none.csv"]])
def test_a_document_needs_another_place_for_the_text(words):
    done = run("plant", *words, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--json needs" in done.stderr
