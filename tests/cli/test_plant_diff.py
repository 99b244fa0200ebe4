# SPDX-License-Identifier: MIT
"""sieben plant diff: by meaning, for people and for machines."""
from conftest import run, run_json

PLANT = """\
sieben: 1
plant: {name: Bench}
cpus:
  PRESS: {address: 10.0.0.1, profile: s7-1500, put_get: permitted, dbs: {10: {size: 100}}}
  OVEN: {address: 10.0.0.2, profile: s7-300, dbs: {100: {size: 100}}}
connections:
  C-001:   # recipe
    from: PRESS
    to: OVEN
    owner: thermal team
    jobs:
      - put: {send: P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20, every: 100ms}
"""


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_canonical_form_means_the_same(tmp_path):
    old = write(tmp_path, "old.yaml", PLANT)
    new = write(tmp_path, "new.yaml", run("plant", "fmt", old).stdout)
    done = run("plant", "diff", old, new)
    assert (done.returncode, done.stdout, done.stderr) == (0, "equal in meaning\n", "")


def test_a_widened_put_is_one_change(tmp_path):
    old = write(tmp_path, "old.yaml", PLANT)
    text = PLANT.replace("P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20", "P#DB10.DBX0.0 BYTE 24, to: P#DB100.DBX0.0 BYTE 24")
    done, document = run_json("plant", "diff", old, write(tmp_path, "new.yaml", text))
    assert done.returncode == 1
    errors = [change for change in document["changes"] if change["severity"] == "error"]
    assert [(c["kind"], c["object"], c["after"]) for c in errors] == [
        ("write_widened", "connections.C-001", "P#DB100.DBX20.0 BYTE 4")]
    assert document["errors"] == 1 and not document["equal"]
    # beside it, only where it comes from in the active CPU
    assert [c["key"] for c in document["changes"] if c["severity"] != "error"] == ["put.send"]


def test_renaming_a_cpu_changes_nothing_else(tmp_path):
    old = write(tmp_path, "old.yaml", PLANT)
    done = run("plant", "diff", old, write(tmp_path, "new.yaml", PLANT.replace("OVEN", "FURNACE")))
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].endswith("cpus.FURNACE: renamed: OVEN -> FURNACE")
    assert len(done.stdout.splitlines()) == 2


def test_a_long_value_is_cut_on_paper_and_whole_in_the_document(tmp_path):
    old = write(tmp_path, "old.yaml", PLANT)
    areas = ", ".join(f"MB{i}" for i in range(0, 400, 2))
    new = write(tmp_path, "new.yaml", PLANT.replace("    owner:", f"    writes: [{areas}]\n    owner:"))
    done = run("plant", "diff", old, new)
    assert "…" in done.stdout and max(map(len, done.stdout.splitlines())) < 400
    _, document = run_json("plant", "diff", old, new)
    assert document["changes"][0]["after"].count("P#M") == 200


def test_what_does_not_load_is_unreadable(tmp_path):
    old = write(tmp_path, "old.yaml", PLANT)
    done = run("plant", "diff", old, write(tmp_path, "new.yaml", PLANT.replace("profile: s7-300", "profile: s8")))
    assert done.returncode == 2 and "new.yaml:5:" in done.stderr and done.stdout == ""
