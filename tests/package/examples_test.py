#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""examples_test.py PROJECT BUILD WORK SANITIZERS|none [uv]

Installs BUILD below WORK, and builds and runs every program in PROJECT/examples against the installation, as its reader
would: pkg-config, shared library, warnings are errors.  What each prints is asserted; servers get a partner (peek.c).
"""
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

project, build, work, sanitizers = (Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
has_uv = "uv" in sys.argv[5:]
here, prefix = Path(__file__).parent, work / "prefix"
strict = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-g"]
sanitize = [f"-fsanitize={sanitizers}", "-fno-sanitize-recover=all"] if sanitizers != "none" else []
PATIENCE_S = 60


def run(*command, stdin="", expected_code=0, **environment):
    result = subprocess.run([str(word) for word in command], env={**os.environ, **environment}, input=stdin, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE_S, check=False)
    expect(result.returncode == expected_code, f"{' '.join(str(word) for word in command)}\n{result.stdout}")
    return result.stdout


def expect(true, words):
    if not true:
        sys.exit(f"FAIL {words}")


def expect_text(printed, pattern):
    expect(re.fullmatch(pattern, printed), f"printed\n{printed}\nexpected\n{pattern}")


def compile_program(source, program, package="sieben"):
    run("cc", *strict, *sanitize, source, *flags(package, "--cflags"), *flags(package, "--libs"), "-o", program)
    return program


def flags(package, kind):
    return run("pkg-config", kind, package, PKG_CONFIG_PATH=str(libraries / "pkgconfig")).split()


class Server:
    """A program that prints where it listens; ended by SIGTERM, or by the end of its input."""

    def __init__(self, program):
        self.process = subprocess.Popen([str(program)], env={**os.environ, **shared}, text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        line = self.process.stdout.readline()
        found = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+)\n", line)
        expect(found, f"{program} said {line!r}")
        self.port = found.group(1)

    def peek(self, *words):
        return int(run(peek, self.port, *words, **shared))

    def say(self, line):
        self.process.stdin.write(line)
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def end(self, how=None):
        if how:
            self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, rest


def soft_cpu(program):
    server = Server(program)
    first = server.peek("DB1.DBW0")
    expect(server.peek("DB1.DBW50", "4711") == 4711, "a word was not written")
    give_up = 1000  # each look is a connection of its own
    while server.peek("DB1.DBW0") == first and give_up > 0:
        give_up -= 1
    expect(give_up > 0, "no scan happens")
    expect(server.end(signal.SIGTERM) == (0, ""), "SIGTERM does not end it in order")


def own_loop(program):
    server = Server(program)
    expect(server.say("258\n") == "DB1.DBW0 is 258\n", "it does not read its input")
    expect(server.peek("DB1.DBW0") == 258, "the value is not served")
    expect(server.peek("DB1.DBW2", "7") == 7, "a word was not written")
    expect(server.end() == (0, "served 2 connections\n"), "the end of the input does not end it")


def own_transport(program):
    expect_text(run(program, **shared), r"110 ms: 10\n210 ms: 11\n310 ms: 12\n")


STATIC_MEMORY = r"CPU: fits\nloop: fits\nlink: fits\nvalue 1: 7\nvalue 2: 14\nvalue 3: 21\nidle: yes\n"


def static_memory(program):
    """Also linked with the archive and without a heap: any use of it would end the program."""
    expect_text(run(program, **shared), STATIC_MEMORY)
    source, bare = project / "examples/embed/static_memory.c", work / "static_memory_no_heap"
    wrap = [f"-Wl,--wrap={name}" for name in ("malloc", "calloc", "realloc", "free")]
    run("cc", *strict, *sanitize, source, here / "no_heap.c", *flags("sieben", "--cflags"),
        libraries / "libsieben.a", *wrap, "-o", bare)
    expect_text(run(bare), STATIC_MEMORY)
    control = work / "control.c"  # the same link, a program that does use it
    control.write_text("#include <sieben/posix_loop.h>\nint main(void)\n{\n    struct s7_loop *loop;\n"
                       "    return s7_loop_new(NULL, &loop);\n}\n")
    run("cc", *strict, *sanitize, control, here / "no_heap.c", *flags("sieben", "--cflags"),
        libraries / "libsieben.a", *wrap, "-o", work / "control")
    expect("the heap was used" in run(work / "control", expected_code=-signal.SIGABRT), "no_heap.c does not work")


def locked_data(program):
    expect_text(run(program, **shared), r"0 of 1000 records torn\n")


def read_value(program):
    server = Server(work / "soft_cpu")
    printed = run(program, "127.0.0.1", server.port, expected_code=1, **shared)  # it has no DB100
    expect(printed.startswith("layer 5: "), f"read_value said {printed}")
    server.end(signal.SIGTERM)


def scan(program):
    """What it does is asserted by tests/net_loop/scan_test.py; here it is built against the installation."""
    expect(program.exists(), "scan was not built")


def serve_data(program):
    server = Server(program)
    expect(server.peek("DB1.DBW2", "7") == 7, "a word was not written")
    server.process.kill()
    server.end()


shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
run("cmake", "--install", build, "--prefix", prefix)
libraries = next(prefix.rglob("libsieben.a")).parent
shared = {"LD_LIBRARY_PATH": str(libraries)}
peek = compile_program(here / "peek.c", work / "peek")

checks = {"embed/soft_cpu.c": soft_cpu, "embed/own_loop.c": own_loop, "embed/own_transport.c": own_transport,
          "embed/static_memory.c": static_memory, "embed/locked_data.c": locked_data, "embed/scan.c": scan,
          "read_value.c": read_value, "serve_data.c": serve_data}
sources = {str(path.relative_to(project / "examples")) for path in (project / "examples").rglob("*.c")}
expect(sources == set(checks), f"examples without a check, checks without an example: {sorted(sources ^ set(checks))}")
readme = (project / "examples/README.md").read_text()
for name, check in checks.items():
    expect(f"]({name})" in readme, f"examples/README.md does not name {name}")
    if name == "serve_data.c" and not has_uv:
        continue
    package = "sieben_uv" if name == "serve_data.c" else "sieben"
    check(compile_program(project / "examples" / name, work / Path(name).stem, package))
    print(name)
