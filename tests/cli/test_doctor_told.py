# SPDX-License-Identifier: MIT
"""sieben doctor: how a verdict is told, and what is refused before anything is sent."""
import html.parser
import re

import pytest

from conftest import free_port, peer, playing, run, run_json
from doctor_plants import silence, written


def test_the_verdict_then_the_table_then_the_budget(tmp_path):
    plant = written(tmp_path / "plant.yaml", "shown: {kind: put_get_blocked}")
    with playing(plant, "OVEN"):
        done = run("doctor", f"OVEN@{plant}")
    lines = done.stdout.splitlines()
    end = lines.index("")
    assert done.returncode == 40
    assert lines[0].startswith("FAIL       layer 4 ACCESS: ACCESS_REFUSED, OVEN (127.0.0.1:")
    assert [line[:10].strip() for line in lines[1:end] if line[0] != " "] == ["seen", "rules out", "likely", "do"]
    assert [line[11:13] for line in lines[3:end]] == ["1.", "2.", "3.", "4."] * 2
    assert "Connection mechanisms" in next(line for line in lines if line.startswith("do "))
    assert re.search(r"^4 ACCESS +PUT/GET permission +✗ fail", done.stdout, re.M)
    assert re.fullmatch(r"Budget: \d+ connections, \d at most at once, \d+ telegrams, \d pings, .+\.", lines[-1])
    assert re.search(r"^fail +permission +\d+ ms  .*MB0", done.stderr, re.M)
    assert len(done.stderr.splitlines()) == 11


def test_who_is_not_there_does_not_hide_the_others(tmp_path):
    plant = written(tmp_path / "plant.yaml", "shown: {kind: db_missing, db: 100}")
    with playing(plant, "OVEN"):
        done = run("doctor", plant, "--all")
    assert done.returncode == 10
    overview, *verdicts = done.stdout.split("\n\n\n")
    assert re.match(r"Partner +Verdict\n─+  ─+\nPRESS \(127\.0\.0\.2:\d+\) +✗ fail: layer 1 TCP: .+\n"
                    r"OVEN \(127\.0\.0\.1:\d+\) +✗ fail: layer 5 DATA: .+", overview)
    assert [each.split(":")[0].split()[-1] for each in verdicts] == ["TCP", "DATA"]
    assert all("Budget: " in each for each in verdicts)
    assert re.search(r"^1 of 2: PRESS \(", done.stderr) and re.search(r"^2 of 2: OVEN \(", done.stderr, re.M)


class Page(html.parser.HTMLParser):
    """All text, and what a browser would fetch."""

    def __init__(self, text):
        super().__init__()
        self.words, self.fetched, self.tags = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def flat(text):
    return " ".join(text.split())


def test_the_page_is_one_file_with_everything_in_it(tmp_path):
    plant = written(tmp_path / "plant.yaml", "shown: {kind: db_missing, db: 100}")
    with playing(plant, "OVEN"):
        done, document = run_json("doctor", plant, "--all", "--report", tmp_path / "r.html")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    page = Page(text)
    assert done.returncode == 10 and page.fetched == [] and "script" not in page.tags and "@import" not in text
    assert "url(" not in text and "@page" in text and "A4" in text
    assert len(document["partners"]) == 2
    for partner in document["partners"]:
        assert page.text.count(flat(partner["target"])) >= 3  # overview, heading, ladder
        for step in partner["steps"]:
            assert flat(step["evidence"]) in page.text, step
        for finding in partner["findings"]:
            assert flat(finding["text"]) in page.text and flat(finding["evidence"]) in page.text, finding
        for hypothesis in partner["hypotheses"]:
            assert flat(hypothesis["text"]) in page.text
            assert all(flat(part) in page.text for part in hypothesis["do"].split("|"))
    assert re.search(r"sieben doctor \S+ .*\d{4}-\d\d-\d\d \d\d:\d\d", page.text)


def test_reports(tmp_path):
    nobody = f"127.0.0.1:{free_port()}"
    for name, begins in (("r.md", "# What"), ("r.html", "<!DOCTYPE html>"), ("r.csv", "Layer,"), ("r.txt", "What")):
        done = run("doctor", nobody, "--report", tmp_path / name)
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert done.returncode == 10 and text.lower().startswith(begins.lower()), text[:200]
        assert done.stderr.endswith(f"\nwritten: {tmp_path / name}\n")
    assert nobody in (tmp_path / "r.md").read_text(encoding="utf-8")
    done = run("doctor", "127.0.0.1", "--report", tmp_path / "r.pdf")
    assert done.returncode == 2 and done.stderr.startswith("sieben doctor: --report: the name ends in")


def test_a_report_that_cannot_be_written_is_said_before_anything_is_sent(tmp_path):
    (tmp_path / "folder.md").mkdir()
    with peer(silence) as other:
        for path, why in ((tmp_path / "no" / "r.md", "No such file"), (tmp_path / "folder.md", "Is a directory")):
            done = run("doctor", other.target, "--report", path)
            assert (done.returncode, done.stdout) == (2, "") and why in done.stderr
        assert other.accepted == 0


def test_a_full_disk_does_not_cost_the_verdict(tmp_path):
    (tmp_path / "full.html").symlink_to("/dev/full")
    done = run("doctor", f"127.0.0.1:{free_port()}", "--report", tmp_path / "full.html")
    assert done.returncode == 2 and "full.html: not written: No space left on device" in done.stderr
    assert done.stdout.startswith("FAIL       layer 1 TCP: TCP_RESET")


def test_a_dry_run_sends_nothing(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    with peer(silence) as other:
        done = run("doctor", other.target, "--db", "10", "--write-probe", "MB4", "--dry-run")
        assert other.accepted == 0
    assert done.returncode == 0 and "P#DB10.DBX0.0 BYTE 1" in done.stdout and "the only write" in done.stdout
    assert re.search(r"\nin all +at most \d+ connections, \d+ telegrams and one ping\n +one telegram more .*\n$", done.stdout)
    done = run("doctor", f"OVEN@{plant}", "--dry-run")
    assert "P#DB100.DBX90.0 BYTE 10 (level)" in done.stdout and "only write" not in done.stdout


@pytest.mark.parametrize("arguments", [
    [], ["127.0.0.1", "second"], ["127.0.0.1", "--gentle", "--deep"], ["127.0.0.1", "--db", "0"],
    ["127.0.0.1", "--db", "1,"], ["127.0.0.1", "--db", "65536"], ["127.0.0.1", "--write-probe", "DB1.DBW0"],
    ["127.0.0.1", "--write-probe", "DB1.DBX0.0"], ["127.0.0.1", "--max-connections", "0"],
    ["127.0.0.1", "--max-connections", "3"], ["127.0.0.1", "--timeout", "0s"],
    ["OVEN@plant.yaml", "--all"], ["127.0.0.1", "--dry-run", "--json"],
])
def test_wrong_command_lines(arguments):
    done = run("doctor", *arguments)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.startswith("sieben doctor: ")


def test_wrong_names_of_a_plant(tmp_path):
    plant = written(tmp_path / "plant.yaml")
    assert 'no connection "C-9"; there are C-001' in run("doctor", plant, "--connection", "C-9").stderr
    assert 'no connection ""' in run("doctor", plant, "--connection", "").stderr
    assert "leads to OVEN, not to PRESS" in run("doctor", f"PRESS@{plant}", "--connection", "C-001").stderr
    for arguments, why in (([f"OVAN@{plant}"], 'did you mean "OVEN"?'),
                           ([f"10.9.9.9@{plant}"], "nobody in .* has the address 10.9.9.9; there are\n  PRESS +127.0.0.2:"),
                           ([plant], "has 2 CPUs: PRESS, OVEN; say which, as PRESS@"),
                           ([tmp_path], "Is a directory"), ([f"OVEN@{tmp_path}"], "Is a directory"),
                           ([tmp_path / "missing.yaml"], "No such file"), ([tmp_path / "missing.yaml", "--all"], "No such"),
                           (["OVEN@"], "needs a name and a plant file"), ([f"@{plant}"], "needs a name and a plant file"),
                           ([""], "a host name or an IP address is expected"), (["::1"], "stands in brackets")):
        done = run("doctor", *arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert re.search(why, done.stderr), done.stderr


def test_a_plant_file_with_errors_and_one_without_cpus(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("sieben: 1\nplant: {name: P}\ncpus:\n  A: {address: 127.0.0.1, profil: s7-300}\n", encoding="utf-8")
    done = run("doctor", f"A@{wrong}")
    assert (done.returncode, done.stdout) == (2, "") and f"{wrong}:4:" in done.stderr
    wrong.write_text("sieben: 1\nplant: {name: P}\ncpus: {}\n", encoding="utf-8")
    for arguments in ([wrong], [wrong, "--all"]):
        done = run("doctor", *arguments)
        assert (done.returncode, done.stdout) == (2, "") and "wrong.yaml" in done.stderr


def test_a_plant_of_one_cpu_needs_no_name_and_an_address_is_one(tmp_path):
    port = free_port()
    plant = tmp_path / "plant.yaml"
    plant.write_text(f'sieben: 1\nplant: {{name: P}}\ncpus:\n  ALONE: {{address: "127.0.0.1:{port}", profile: s7-300}}\n',
                     encoding="utf-8")
    for operand in (plant, f"127.0.0.1@{plant}", f"127.0.0.1:{port}@{plant}"):
        done, document = run_json("doctor", operand)
        assert done.returncode == 10 and document["partners"][0]["cpu"] == "ALONE"
