#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""windows_test.py PROJECT WORK: libsieben for Windows, compiled by gcc-mingw-w64-x86-64, every warning an error.

Nothing is told to be left out: the build must find out by itself that the target has no POSIX sockets.  What is
installed is then linked, shared and static, by a program of its own.  Nothing is run.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

project, work = sys.argv[1], Path(sys.argv[2])
COMPILER = "x86_64-w64-mingw32-gcc"


def run(*command):
    result = subprocess.run([str(word) for word in command], text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT)
    if result.returncode != 0:
        sys.exit(f"FAIL {' '.join(str(word) for word in command)}\n{result.stdout}")
    return result.stdout


def imported(program):
    return set(re.findall(r"DLL Name: (\S+)", run("x86_64-w64-mingw32-objdump", "-p", program)))


def check(what, good):
    if not good:
        sys.exit(f"FAIL {what}")


if not shutil.which(COMPILER):
    print(f"{COMPILER} is not installed (Debian: gcc-mingw-w64-x86-64)")
    sys.exit(77)
shutil.rmtree(work, ignore_errors=True)
build, prefix = work / "build", work / "installed"
said = run("cmake", "-G", "Ninja", "-S", project, "-B", build, "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DSIEBEN_WERROR=ON",
           f"-DCMAKE_TOOLCHAIN_FILE={project}/cmake/toolchains/x86_64-w64-mingw32.cmake")
for part in ("net_posix", "libsieben_uv", "the program", "the tests"):
    check(f"{part} is not left out:\n{said}", re.search(rf"^-- {part} (is|are) left out", said, re.M))
run("ninja", "-C", build)
run("cmake", "--install", build, "--prefix", prefix)

headers = {path.name for path in (prefix / "include/sieben").iterdir()}
check(f"headers: {sorted(headers)}", {"cpu.h", "session.h", "error.def"} <= headers and "posix.h" not in headers)
(library,) = (prefix / "bin").glob("*.dll")
check(f"the library imports {imported(library)}", imported(library) <= {"KERNEL32.dll", "msvcrt.dll"})
for kind, link in (("static", ["-Wl,-Bstatic", "-lsieben"]), ("shared", ["-lsieben"])):
    program = work / f"{kind}.exe"
    run(COMPILER, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{prefix}/include",
        Path(__file__).parent / "embedder.c", f"-L{prefix}/lib", *link, "-o", program)
    check(f"{program.name} imports {imported(program)}", (library.name in imported(program)) == (kind == "shared"))
print(f"{library.name}, and programs on it")
