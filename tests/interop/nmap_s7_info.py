# SPDX-License-Identifier: MIT
"""nmap_s7_info.py SIEBEN EXAMPLE DOCUMENT WORK: nmap's script s7-info on virtual CPUs that listen on port 102, each on
an address of its own; what it shows is what the CPU's plant file says.
"""
import contextlib
import os
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

from document import check_section, table
from interop import check_equal

# What nmap calls what the identity in a plant file has; the texts of a module are padded with blanks by the CPU.
SHOWN = {"Module": "order_number", "Basic Hardware": "order_number", "Version": "firmware", "System Name": "station",
         "Module Type": "module", "Serial Number": "serial", "Plant Identification": "plant_id", "Copyright": "copyright"}
S7_300 = {"order_number": "6ES7 315-2EH14-0AB0", "firmware": "3.2.7", "station": "SIMATIC 300(1)",
          "module": "CPU 315-2 PN/DP", "serial": "S C-X4U421302009", "plant_id": "=F01+B2",
          "copyright": "Original Siemens Equipment"}
S7_1200 = {"order_number": "6ES7 212-1AE40-0XB0", "firmware": "4.4.0"}
PLANT = """\
sieben: 1
plant: {{name: Scanned}}
cpus:
  S300:
    address: 127.0.0.2
    profile: s7-300
    firmware: V{firmware}
    identity: {{{identity}}}
  S1200: {{address: 127.0.0.3, profile: s7-1200, firmware: V4.4.0, model: 6ES7 212-1AE40-0XB0}}
  LOGO: {{address: 127.0.0.4, profile: logo}}
"""


def of_the_plant(told):
    return {name: told.get(key, "") for name, key in SHOWN.items()}


def oven_of(example):
    """What the example's OVEN says of itself, as its plant file has it."""
    cpu = example.read_text(encoding="utf-8").split("\n  OVEN:\n")[1]
    identity = re.search(r"^    identity:.*\n((?:      .*\n)+)", cpu, re.M)[1]
    told = dict(line.strip().split(": ", 1) for line in identity.splitlines())
    return {**told, "firmware": re.search(r"^    firmware: V(.*)", cpu, re.M)[1]}


@contextlib.contextmanager
def listening(sieben, plant, name, address):
    process = subprocess.Popen([sieben, "cpu", plant, name, "--listen", f"{address}:102"], text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    try:
        if not any("listening on" in line for line in process.stdout):
            raise SystemExit(f"sieben cpu {name} ended with {process.wait()} before it listened")
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        code = process.wait(30)
    check_equal(f"exit code of sieben cpu {name}", code in (0, 130), True)


def scan(addresses):
    """What the script shows of each address.  A refused SZL is shorter than it waits for: it gives up after 30 s."""
    result = subprocess.run(["nmap", "-n", "-Pn", "-sT", "-p", "102", "--script", "s7-info", "-oX", "-", *addresses],
                            text=True, capture_output=True, check=True, env={**os.environ, "HOME": os.getcwd()})
    shown = {}
    for host in xml.fromstring(result.stdout).iter("host"):
        script = host.find(".//script[@id='s7-info']")
        elements = () if script is None else script.iter("elem")
        shown[host.find("address").get("addr")] = {one.get("key"): (one.text or "").rstrip() for one in elements}
    return shown


def main():
    sieben, example, document, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    work.mkdir(parents=True, exist_ok=True)
    os.chdir(work)
    plant = work / "scanned.yaml"
    identity = ", ".join(f"{key}: {text}" for key, text in S7_300.items() if key != "firmware")
    plant.write_text(PLANT.format(firmware=S7_300["firmware"], identity=identity), encoding="utf-8")
    cpus = (("examples/line.yaml OVEN (S7-300)", "127.0.0.1", example, "OVEN", oven_of(example)),
            ("S7-300 with an identity", "127.0.0.2", plant, "S300", S7_300),
            ("S7-1200", "127.0.0.3", plant, "S1200", S7_1200),
            ("LOGO!", "127.0.0.4", plant, "LOGO", {}))
    with contextlib.ExitStack() as stack:
        for _, address, file, name, _ in cpus:
            stack.enter_context(listening(sieben, file, name, address))
        shown = scan([address for _, address, *_ in cpus])
    rows = []
    for title, address, _, _, told in cpus:
        got = shown[address]
        check_equal(title, {name: got.get(name, "") for name in SHOWN}, of_the_plant(told))
        rows.append((title, *(f"`{got[name]}`" if got.get(name) else "–" for name in SHOWN)))
    check_section(document, "nmap s7-info", "`nmap -p 102 --script s7-info`, with the CPU on port 102 of a network"
                  " namespace. What it shows is what the plant file says (the profile, where that says nothing). An"
                  " S7-1200 has no SZL 001C: the script waits 30 s for a longer answer than the refusal, and shows what 0011"
                  " told. A LOGO! has no SZL; the script shows nothing.", table(("CPU", *SHOWN), rows))
    print(f"s7-info: {len(rows)} CPUs")


main()
