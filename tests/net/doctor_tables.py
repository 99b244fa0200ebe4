# SPDX-License-Identifier: MIT
"""All cases, by part; each part is a test and a section of docs/doctor.md."""
import doctor_cpu
import doctor_listener
import doctor_name
import doctor_network
import doctor_peer

PARTS = {"network": doctor_network, "name": doctor_name, "listener": doctor_listener, "cpu": doctor_cpu,
         "peer": doctor_peer}
ALL = [case for part in PARTS.values() for case in part.CASES]
