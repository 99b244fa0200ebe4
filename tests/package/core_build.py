#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""core_build.py PROJECT WORK: builds libsieben alone in WORK/build, with no other library's .pc file visible."""
import os
import subprocess
import sys

project, work = sys.argv[1], sys.argv[2]
environment = {key: value for key, value in os.environ.items() if key not in {"PKG_CONFIG_PATH", "CFLAGS", "LDFLAGS"}}
environment["PKG_CONFIG_LIBDIR"] = "/nonexistent"
options = {"CMAKE_BUILD_TYPE": "RelWithDebInfo", "SIEBEN_WERROR": "ON", "SIEBEN_PROGRAM": "OFF", "SIEBEN_UV": "OFF",
           "SIEBEN_TESTS": "OFF"}
configure = ["cmake", "-G", "Ninja", "-S", project, "-B", f"{work}/build"]
for command in (configure + [f"-D{key}={value}" for key, value in options.items()], ["ninja", "-C", f"{work}/build"]):
    result = subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        print(result.stdout)
        sys.exit(1)
    if "libuv, version" in result.stdout:
        sys.exit("libuv was visible: this build proves nothing")
