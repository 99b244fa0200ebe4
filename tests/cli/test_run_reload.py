# SPDX-License-Identifier: MIT
"""SIGHUP: the plant is read again while it runs.  What is the same does not miss a cycle."""
import pytest

from plants import going, job, line

JOBS = (("C-001", 1), ("C-001", 2), ("C-002", 1))


@pytest.fixture
def plant(tmp_path):
    return line(tmp_path / "plant.yaml")


def others_went_on(before, after, but=()):
    """Completions went on, no cycle was skipped, no error, the same connection."""
    for key in JOBS:
        if key in but:
            continue
        old, new = job(before, *key), job(after, *key)
        assert new["completions"] > old["completions"], key
        assert new["skipped"] == 0 and new["errors"] == 0 and new["reconnects"] == 0, new
        assert new["due"] - new["completions"] <= 1, new


def test_one_db_to_optimized_and_back(tmp_path, plant):
    """An engineer's session: exactly one job fails, with STATUS 8 and its words; changed back, it recovers."""
    with going(tmp_path, plant, "--desk", "--json") as run:
        good = run.wait(lambda s: all(j["completions"] >= 5 for j in s["jobs"]), "jobs that work")
        line(plant, revision=2, access="optimized")
        run.hang_up()
        bad = run.wait(lambda s: s["reloads"] == 1 and job(s, "C-001", 1)["failing"], "the failing job")
        assert bad["revision"] == 2
        assert [key for key in JOBS if job(bad, *key)["failing"]] == [("C-001", 1)]
        failed = job(bad, "C-001", 1)
        assert failed["status"] == 8 and "access" in failed["status_text"]
        assert failed["error"]["id"] == "DATA_ADDRESS"
        assert "optimized block access" in failed["error"]["likely"][0]
        assert failed["connected"] and failed["reconnects"] == 0
        others_went_on(good, bad, but=[("C-001", 1)])
        line(plant, revision=3)
        run.hang_up()
        well = run.wait(lambda s: s["reloads"] == 2 and not job(s, "C-001", 1)["failing"]
                        and job(s, "C-001", 1)["completions"] > failed["completions"] + 5, "the job that works again")
        others_went_on(bad, well, but=[("C-001", 1)])
        assert job(well, "C-001", 1)["reconnects"] == 0
        said = run.errors()
        assert "connections: 2 kept, 0 changed, 0 added, 0 removed" in said
        assert "jobs: 3 kept, 0 added, 0 removed; CPUs: 3 kept, 0 replaced, 0 added, 0 removed" in said
        code, _ = run.end()
        assert code == 1  # there was an ERROR


def test_a_faulty_file_changes_nothing_and_says_where(tmp_path, plant):
    with going(tmp_path, plant, "--desk", "--json") as run:
        before = run.wait(lambda s: all(j["completions"] >= 3 for j in s["jobs"]), "jobs that work")
        line(plant, text=plant.read_text(encoding="utf-8").replace("profile: s7-1500", "profile: s7-1501", 1))
        run.hang_up()
        after = run.wait(lambda s: s["reloads_refused"] == 1 and s["second"] > before["second"], "the refusal")
        assert after["reloads"] == 0 and after["revision"] == 1
        assert f"{plant}:6:14: error: " in run.errors() and "the run goes on as before" in run.errors()
        plant.unlink()
        run.hang_up()
        last = run.wait(lambda s: s["reloads_refused"] == 2 and s["second"] > after["second"], "the second refusal")
        others_went_on(before, last)
        assert run.end()[0] == 0


def test_a_chosen_cpu_that_is_gone_refuses_the_file(tmp_path, plant):
    with going(tmp_path, plant, "--desk=PRESS,OVEN", "--json") as run:
        run.wait(lambda s: job(s, "C-001")["completions"] >= 3, "jobs that work")
        line(plant, text=plant.read_text(encoding="utf-8").replace("OVEN", "OVENS"))
        run.hang_up()
        run.wait(lambda s: s["reloads_refused"] == 1, "the refusal")
        assert 'has no CPU called "OVEN"; did you mean "OVENS"?' in run.errors()
        assert run.end()[0] == 0


def test_cpus_and_connections_come_and_go(tmp_path, plant):
    text = plant.read_text(encoding="utf-8")
    shorter = text[:text.index("  MILL:")] + text[text.index("connections:"):text.index("  C-002:")]
    with going(tmp_path, plant, "--desk", "--json") as run:
        run.wait(lambda s: all(j["completions"] >= 3 for j in s["jobs"]), "jobs that work")
        line(plant, text=shorter)
        run.hang_up()
        less = run.wait(lambda s: len(s["jobs"]) == 2 and len(s["cpus"]) == 2, "two CPUs")
        line(plant, text=text)
        run.hang_up()
        more = run.wait(lambda s: len(s["jobs"]) == 3 and job(s, "C-002")["completions"] >= 3, "three CPUs")
        assert len(more["cpus"]) == 3
        for number in (1, 2):
            assert job(more, "C-001", number)["completions"] > job(less, "C-001", number)["completions"]
            assert job(more, "C-001", number)["skipped"] == 0
        assert run.end()[0] == 0


def test_what_a_download_cannot_change_replaces_the_cpu(tmp_path, plant):
    with going(tmp_path, plant, "--desk", "--json") as run:
        before = run.wait(lambda s: all(j["completions"] >= 3 for j in s["jobs"]), "jobs that work")
        line(plant, text=plant.read_text(encoding="utf-8").replace(
            "address: 10.20.1.21\n    profile: s7-1500", "address: 10.20.1.21\n    profile: s7-400\n    slot: 3"))
        run.hang_up()
        after = run.wait(lambda s: s["reloads"] == 1 and job(s, "C-001")["completions"] >
                         job(before, "C-001")["completions"] + 5, "jobs at the other CPU")
        assert "1 replaced" in run.errors()
        assert job(after, "C-002")["skipped"] == 0
        run.end()


