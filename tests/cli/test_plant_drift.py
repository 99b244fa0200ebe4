# SPDX-License-Identifier: MIT
"""sieben plant drift: exactly what is beyond the register, with an exit code for cron."""
from conftest import run, run_json

HEAD = """\
sieben: 1
plant: {name: Bench, seen_from: "2026-11-20 06:00:00", seen_to: "2026-11-20 07:00:00"}
hosts:
  HISTORIAN: {address: 10.0.0.9}
cpus:
  PRESS: {address: 10.0.0.1, profile: s7-1500, put_get: permitted, dbs: {10: {size: 100}}}
  OVEN: {address: 10.0.0.2, profile: s7-300, dbs: {100: {size: 100}}}
connections:
"""
PLANT = HEAD + """\
  C-001:
    from: PRESS
    to: OVEN
    jobs:
      - put: {send: P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20, every: 100ms}
      - get: {from: P#DB100.DBX20.0 BYTE 40, receive: P#DB10.DBX20.0 BYTE 40, every: 500ms}
  C-002: {from: HISTORIAN, to: OVEN, service: get, reads: P#DB100.DBX0.0 BYTE 60, rate: {cycle: 1s}}
"""
SEEN = HEAD + """\
  S-001: {from: PRESS, to: OVEN, reads: P#DB100.DBX20.0 BYTE 40, writes: P#DB100.DBX0.0 BYTE 20, rate: {cycle: 100ms}}
  S-002: {from: HISTORIAN, to: OVEN, service: get, reads: DB100.DBD0, rate: {cycle: 980ms}}
"""


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_declared_is_no_drift(tmp_path):
    done = run("plant", "drift", write(tmp_path, "p.yaml", PLANT), write(tmp_path, "s.yaml", SEEN))
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 findings: 0 errors, 0 warnings\n", "")


def test_one_widened_put_is_one_finding(tmp_path):
    seen = write(tmp_path, "s.yaml", SEEN.replace("writes: P#DB100.DBX0.0 BYTE 20", "writes: P#DB100.DBX0.0 BYTE 22"))
    plant = write(tmp_path, "p.yaml", PLANT)
    done, document = run_json("plant", "drift", plant, seen)
    assert done.returncode == 1 and (document["errors"], document["warnings"]) == (1, 0)
    finding, = document["findings"]
    assert (finding["kind"], finding["name"], finding["text"]) == ("wider_write", "C-001", "P#DB100.DBX20.0 BYTE 2")
    assert finding["plant"] == {"file": str(plant), "line": 9, "column": 3}
    assert finding["seen"] == {"file": str(seen), "line": 9, "column": 3}


def test_every_kind_of_drift(tmp_path):
    text = SEEN.replace("rate: {cycle: 100ms}", "rate: {cycle: 40ms}, functions: [control]") \
        .replace("reads: DB100.DBD0", "reads: [DB100.DBD0, MB9]")
    text = text.replace("  S-002", "  S-009: {from: OVEN, to: PRESS, reads: DB10.DBB0}\n  S-002") \
        .replace("cpus:\n", "  NEW: {address: 10.0.0.77}\ncpus:\n") + "  S-010: {from: NEW, to: OVEN}\n"
    _, document = run_json("plant", "drift", write(tmp_path, "p.yaml", PLANT), write(tmp_path, "s.yaml", text))
    assert sorted(f["kind"] for f in document["findings"]) == [
        "faster", "new_direction", "new_function", "undeclared_connection", "undeclared_partner", "wider_read"]


def test_silence_and_what_is_not_used(tmp_path):
    plant = write(tmp_path, "p.yaml", PLANT)
    seen = write(tmp_path, "s.yaml", SEEN[:SEEN.index("  S-002")])
    _, document = run_json("plant", "drift", plant, seen)
    assert [(f["kind"], f["name"], f["seen"]) for f in document["findings"]] == [("silent", "C-002", None)]
    assert run("plant", "drift", plant, seen, "--silent-after", "2h").returncode == 0
    assert run("plant", "drift", plant, seen, seen, "--silent-after", "2h").returncode == 1
    done = run("plant", "drift", plant, write(tmp_path, "s.yaml", SEEN), "--unused")
    assert done.returncode == 0 and "C-002 was seen to use less: not read: P#DB100.DBX4.0 BYTE 56" in done.stdout


def test_what_cannot_be_read(tmp_path):
    plant = write(tmp_path, "p.yaml", PLANT)
    assert run("plant", "drift", plant, tmp_path / "nothing.yaml").returncode == 2
    assert run("plant", "drift", write(tmp_path, "x.yaml", "sieben: 1\n"), plant).returncode == 2
