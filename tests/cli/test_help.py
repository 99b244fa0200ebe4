# SPDX-License-Identifier: MIT
"""Everything printed from the table of commands, and how a wrong command line is answered."""
import json
import shutil
import subprocess

import pytest

from conftest import environment, run, run_json


def commands():
    return json.loads(run("help", "--json").stdout)["commands"]


def test_overview_names_every_command():
    done = run("help")
    assert done.returncode == 0 and done.stderr == ""
    for command in commands():
        assert command["name"] in done.stdout and command["summary"] in done.stdout
    assert run("--help").stdout == done.stdout


def test_no_command_is_a_usage_error():
    done = run()
    assert done.returncode == 2 and done.stdout == "" and "usage: sieben" in done.stderr


def test_every_help_works_and_has_an_example():
    for command in commands():
        words = command["name"].split()
        done = run(*words, "--help")
        assert done.returncode == 0 and done.stderr == "", words
        assert "Examples:" in done.stdout and command["examples"]
        assert f"usage: sieben {command['name']}" in done.stdout
        for option in command["options"]:
            assert f"--{option['name']}" in done.stdout
        assert run("help", *words).stdout == done.stdout
        assert run(*words, "-h").stdout == done.stdout


def test_every_command_refuses_an_unknown_option():
    for command in commands():
        done = run(*command["name"].split(), "--no-such-option")
        assert done.returncode == 2 and done.stdout == ""
        assert "--no-such-option" in done.stderr and f"usage: sieben {command['name']}" in done.stderr


@pytest.mark.parametrize("words", [["frobnicate"], ["plant"], ["plant", "frobnicate"], ["help", "frobnicate"]])
def test_unknown_commands(words):
    done = run(*words)
    assert done.returncode == 2 and done.stdout == "" and done.stderr


def test_group_help():
    for words in (["help", "plant"], ["plant", "--help"]):
        done = run(*words)
        assert done.returncode == 0 and "plant check" in done.stdout


@pytest.mark.parametrize("words", [["get", "host"], ["get"], ["put", "host"], ["cpu", "x"], ["inspect"],
                                   ["plant", "check"], ["get", "host", "MW0", "--timeout", "5"],
                                   ["get", "host", "MW0", "--type", "other"], ["get", "host", "MW0", "--tsap", "01"],
                                   ["get", "host", "MW0", "--timeout"], ["version", "x"]])
def test_misuse(words):
    done = run(*words)
    assert done.returncode == 2 and done.stdout == ""
    assert "usage: sieben" in done.stderr


def test_version():
    done = run("version")
    assert done.returncode == 0
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names == ["sieben", "libsieben", "libuv", "libyaml", "jansson", "libcrypto"]
    assert run("--version").stdout == done.stdout
    _, document = run_json("version")
    assert document["schema"] == "sieben/version/1"
    assert document["libraries"]["libsieben"] == document["version"]


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_manual_page_is_clean():
    page = run("help", "--man").stdout
    done = subprocess.run(["groff", "-man", "-ww", "-z", "-Tutf8"], input=page, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0 and done.stderr == ""


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_manual_page_names_everything():
    page = run("help", "--man").stdout
    done = subprocess.run(["man", "--warnings", "-l", "-"], input=page, capture_output=True, text=True, check=False,
                          env=environment(MANWIDTH="200", MAN_KEEP_FORMATTING=""))
    assert done.returncode == 0 and done.stderr == ""
    for command in commands():
        assert f"sieben {command['name']}" in done.stdout
        for option in command["options"]:
            assert f"--{option['name']}" in done.stdout
        for example in command["examples"]:
            assert example["line"] in done.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize("words, expected", [
    (["sieben", "ge"], {"get"}),
    (["sieben", "profile", ""], {"list", "show"}),
    (["sieben", "plant", "check", "--st"], {"--strict"}),
    (["sieben", "get", "host", "--ty"], {"--type"}),
    (["sieben", "get", "host", "--type", ""], {"basic", "op", "pg"}),
    (["sieben", "put", "--no"], {"--no-read"}),
])
def test_completion(words, expected, tmp_path):
    script = tmp_path / "completion"
    script.write_text(run("help", "--completion").stdout, encoding="utf-8")
    quoted = " ".join(f"'{word}'" for word in words)
    program = f". {script}; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _sieben; echo \"${{COMPREPLY[*]}}\""
    done = subprocess.run(["bash", "-uc", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert set(done.stdout.split()) == expected
