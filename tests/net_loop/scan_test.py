#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""scan_test.py SCAN SIEBEN PLANT: examples/embed/scan.c against `sieben cpu`, and against nobody."""
import re
import signal
import subprocess
import sys

scan, sieben, plant = sys.argv[1:4]
MOVED = re.compile(r"GET NDR STATUS 0: no error; sent (\d+), received (\d+)$")


def port_of(cpu):
    for line in cpu.stdout:
        found = re.search(r"listening on 127\.0\.0\.1:(\d+)", line)
        if found:
            return found.group(1)
    sys.exit("FAIL the CPU does not come up")


def follow(port, moves):
    """Lines of the example until it has received so many values."""
    lines, received = [], []
    program = subprocess.Popen([scan, "127.0.0.1", port], text=True, stdout=subprocess.PIPE)
    for line in program.stdout:
        lines.append(line)
        found = MOVED.match(line.strip())
        if found:
            received.append((int(found.group(1)), int(found.group(2))))
            if len(received) == moves:
                break
    program.kill()
    program.wait()
    if len(received) < moves:
        sys.exit(f"FAIL it ended with {program.returncode} after\n{''.join(lines)}")
    return lines, received


def check_rounds(lines, received):
    """What a GET brings is what the PUT before it has sent."""
    if received != [(n, n) for n in range(len(received))]:
        sys.exit(f"FAIL sent and received: {received}")
    done = sum(line.startswith("PUT DONE STATUS 0: no error") for line in lines)
    if done < len(received) - 1:  # the first PUT may find the connection not yet made
        sys.exit(f"FAIL {done} PUTs, {len(received)} GETs:\n{''.join(lines)}")


cpu = subprocess.Popen([sieben, "cpu", plant, "OVEN", "--listen", "127.0.0.1:0"], text=True, stdout=subprocess.PIPE)
try:
    port = port_of(cpu)
    check_rounds(*follow(port, 10))
    subprocess.run([scan, "127.0.0.1", port, "20"], check=True, timeout=60, stdout=subprocess.DEVNULL)
finally:
    cpu.send_signal(signal.SIGINT)
    cpu.wait()
alone = subprocess.run([scan, "127.0.0.1", port, "20"], check=True, timeout=60, text=True, stdout=subprocess.PIPE).stdout
if "PUT ERROR STATUS 1: communication problem" not in alone or "DONE" in alone:
    sys.exit(f"FAIL without a partner it says\n{alone}")
print("scanned")
