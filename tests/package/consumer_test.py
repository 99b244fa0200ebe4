#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""consumer_test.py BUILD WORK SANITIZERS|none [uv]

Installs BUILD below WORK, moves the installation (what is relocatable must not notice), and builds and runs a
program against it four ways: pkg-config and find_package, shared and static.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

build, work, sanitizers, parts = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4:]
here = Path(__file__).parent
prefix = work / "moved"
sanitize = [f"-fsanitize={sanitizers}"] if sanitizers != "none" else []
CMAKE_LISTS = """cmake_minimum_required(VERSION 3.25)
project(outside LANGUAGES C)
find_package(sieben 0.1 REQUIRED {components})
add_executable(shared {source})
target_link_libraries(shared {shared})
add_executable(static {source})
target_link_libraries(static {static})
"""


def run(*command, **environment):
    result = subprocess.run([str(word) for word in command], env={**os.environ, **environment}, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        sys.exit(f"FAIL {' '.join(str(word) for word in command)}\n{result.stdout}")
    return result.stdout


def run_program(program, is_shared):
    dynamic = run("readelf", "-d", program)
    if ("libsieben" in dynamic) != is_shared:
        sys.exit(f"FAIL {program} is linked the other way:\n{dynamic}")
    print(program.relative_to(work), run(program, LD_LIBRARY_PATH=str(libraries)).strip())


for folder in (work / "installed", prefix):
    shutil.rmtree(folder, ignore_errors=True)
run("cmake", "--install", build, "--prefix", work / "installed")
(work / "installed").rename(prefix)
libraries = next(prefix.rglob("libsieben.a")).parent
pc_path = {"PKG_CONFIG_PATH": str(libraries / "pkgconfig")}

for source, package, archives, shared, static, components in [
    ("consumer.c", "sieben", "-lsieben", "sieben::sieben", "sieben::sieben_static", ""),
    ("consumer_uv.c", "sieben_uv", "-lsieben_uv -lsieben", "sieben::uv", "sieben::uv_static", "COMPONENTS uv"),
]:
    if package == "sieben_uv" and "uv" not in parts:
        continue
    place = work / "outside" / package
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    shutil.copy(here / source, place)
    flags = run("pkg-config", "--cflags", package, **pc_path).split()
    links = run("pkg-config", "--libs", package, **pc_path).split()
    strict = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Werror"]
    run("cc", *strict, *sanitize, place / source, *flags, *links, "-o", place / "pc-shared")
    run_program(place / "pc-shared", True)
    others = [word for word in links if word not in archives.split()]
    run("cc", *strict, *sanitize, place / source, *flags, f"-L{libraries}", "-Wl,-Bstatic", *archives.split(),
        "-Wl,-Bdynamic", *others, "-o", place / "pc-static")
    run_program(place / "pc-static", False)

    (place / "CMakeLists.txt").write_text(CMAKE_LISTS.format(source=source, shared=shared, static=static,
                                                             components=components))
    run("cmake", "-G", "Ninja", "-S", place, "-B", place / "cmake", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_C_FLAGS={' '.join(sanitize + ['-D_POSIX_C_SOURCE=200809L'])}")
    run("ninja", "-C", place / "cmake")
    run_program(place / "cmake/shared", True)
    run_program(place / "cmake/static", False)
