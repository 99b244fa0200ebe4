# SPDX-License-Identifier: MIT
"""What may be the matter with a name, and partners that have only an IPv6 address."""
from doctor_case import Case, played

PLC = ("10.77.2.2", "fd77:2::2")


def asked(cause, made, sign, to="plc.lab", by="stand-in", **more):
    return Case(cause, made, by, sign, to=to, **more)


CASES = [
    asked("", "a name with an IPv4 address", "", names="knows", cpu=played(), at=PLC[0]),
    asked("", "a name with an IPv6 address only", "", "six.lab", names="knows", cpu=played(), at=PLC[1]),
    asked("", "a name with two addresses, nobody is at the one of IPv6", "", "both.lab", names="knows",
          says="fd77:2::99"),
    asked("NAME_WRONG", "the name server does not know the name", "NAME_UNKNOWN", "pls.lab", names="knows"),
    asked("NAME_SERVER", "drop of what is asked", "NAME_SERVER_SILENT", by="nftables", names="silent",
          forward="ip daddr 10.77.2.7 udp dport 53 drop"),
    asked("NAME_SERVER", "nobody is a name server at the address", "NAME_SERVER_SILENT", by="Linux", names="closed"),
    asked("NAME_SERVER", "the name server cannot answer", "NAME_SERVER_SILENT", names="fails"),
    asked("NAME_SERVER", "the name server refuses", "NAME_SERVER_SILENT", names="refuses"),
    asked("HOST_ABSENT", "nobody is at the address of the name", "TCP_LAST_HOP", "gone.lab", by="Linux", names="knows"),
]
