# SPDX-License-Identifier: MIT
"""What may be the matter on the way: nftables, routes and hosts that are not there."""
from doctor_case import Case, played

NFT, ROUTE, KERNEL = "nftables", "ip route", "Linux"
DATA = "@th,392,8"  # function of a Job behind 32 octets of TCP header
OTHER_ORDER = "6ES7 512-1CK01-0AB0"


def dropped(made, rules, sign="TCP_SILENT_ALIVE", **more):
    return Case("FILTER_DROPS", made, NFT, sign, forward=rules, listens="accepts",
                does=f"from {net(more.get('six'), 1, 2)} to {{to}} port 102", **more)


def rejected(how, six, sign):
    family = "icmpv6" if six else "icmp"
    first = {"first": "ROUTER_NO_ROUTE"} if sign == "TCP_NO_NETWORK" else {}
    return Case("FILTER_REJECTS", f"reject with {family} type {how}", NFT, sign, six=six, listens="accepts", **first,
                forward=f"ip{{v}} daddr {{to}} tcp dport 102 reject with {family} type {how}",
                says=f"from {net(six, 1, 1)}", does=net(six, 1, 1) if sign != "TCP_UNREACHABLE" else "")


def family(six):
    return "IPv6" if six else "IPv4"


def net(six, segment, host):
    return f"fd77:{segment}::{host}" if six else f"10.77.{segment}.{host}"


def on_the_way(six):
    v = family(six)
    ip = ["-6"] if six else []

    def towards(segment):
        return f"fd77:{segment}::/64" if six else f"10.77.{segment}.0/24"

    def routed(cause, made, sign, segment, words, **more):
        where = more.pop("where", "fw")
        return Case(cause, f"{v}: {made}", ROUTE, sign, six=six, to=net(six, segment, 2),
                    ip=((where, (*ip, "route", "add", *words)),), **more)

    def kind(kind, segment):
        return (kind, towards(segment))

    def remembered(since, state, sign, host, **more):
        known = ("neigh", "replace", net(six, 1, host), "lladdr", f"02:00:00:77:01:{host}", "dev", "cli0", "nud", state)
        return Case("HOST_ABSENT", f"{v}: the same, but it was there {since} ago", ROUTE, sign, six=six,
                    to=net(six, 1, host), may_ping=False, ip=(("cli", known),), **more)

    return [
        Case("", f"{v}: nothing is the matter", "nothing", six=six, cpu=played()),
        dropped(f"{v}: drop towards 102", "ip{v} daddr {to} tcp dport 102 drop", six=six),
        dropped(f"{v}: drop of the answers from 102", "ip{v} saddr {to} tcp sport 102 drop", six=six),
        dropped(f"{v}: drop of all, ping too", "ip{v} daddr {to} drop", "TCP_SILENT", six=six),
        dropped(f"{v}: drop towards 102, ping not permitted here", "ip{v} daddr {to} tcp dport 102 drop", "TCP_SILENT",
                six=six, may_ping=False),
        Case("FILTER_RESETS", f"{v}: reject with tcp reset", NFT, "TCP_RESET", first="NOTHING_LISTENS", six=six,
             listens="accepts", forward="ip{v} daddr {to} tcp dport 102 reject with tcp reset"),
        Case("NOTHING_LISTENS", f"{v}: port closed", KERNEL, "TCP_RESET", six=six),
        Case("FILTER_REJECTS", f"{v}: the partner itself rejects with port-unreachable", NFT, "TCP_PORT_BY_HOST",
             first="NOTHING_LISTENS", six=six, listens="accepts",
             there="ip{v} daddr {to} tcp dport 102 reject with icmpx type port-unreachable"),
        routed("ROUTER_NO_ROUTE", "the router has a route that is unreachable",
               "TCP_NO_NETWORK" if six else "TCP_UNREACHABLE", 3, kind("unreachable", 3),
               first="ROUTER_NO_ROUTE" if six else "FILTER_REJECTS"),
        routed("FILTER_DROPS", "the router has a blackhole route", "TCP_SILENT", 4, kind("blackhole", 4)),
        routed("FILTER_REJECTS", "the router has a route that is prohibited", "TCP_PROHIBITED", 5, kind("prohibit", 5)),
        Case("ROUTER_NO_ROUTE", f"{v}: the router has no route", ROUTE, "TCP_NO_NETWORK", six=six, to=net(six, 6, 2)),
        routed("ROUTER_NO_ROUTE", "two routers send it round", "TCP_NO_NETWORK", 7,
               (towards(7), "via", net(six, 2, 2))),
        routed("LOCAL_FILTER", "prohibited by a route of this machine", "TCP_DENIED_HERE", 8, kind("prohibit", 8),
               where="cli"),
        routed("LOCAL_ROUTE", "blackhole route of this machine", "ROUTE_NONE", 9, kind("blackhole", 9), where="cli"),
        routed("LOCAL_ROUTE", "unreachable by a route of this machine", "ROUTE_NONE", 10, kind("unreachable", 10),
               where="cli"),
        Case("LOCAL_ROUTE", f"{v}: no route on this machine", ROUTE, "ROUTE_NONE", six=six,
             to="2001:db8::1" if six else "192.0.2.1"),
        Case("ADDRESS_WRONG", f"{v}: multicast address", KERNEL, "NAME_NO_DEVICE", six=six,
             to="ff02::1" if six else "224.0.0.1"),
        Case("HOST_ABSENT", f"{v}: nobody at the address, own subnet", KERNEL, "TCP_NO_NEIGHBOUR", six=six,
             to=net(six, 1, 99)),
        Case("HOST_ABSENT", f"{v}: nobody at the address, behind the router", KERNEL, "TCP_LAST_HOP", six=six,
             to=net(six, 2, 99)),
        remembered("minutes", "stale", "TCP_NO_NEIGHBOUR", 96, most=8.6),  # given up after 8 s by Linux
        remembered("seconds", "reachable", "TCP_SILENT", 95, first="FILTER_DROPS"),
        Case("OTHER_SEGMENT", f"{v}: the partner is behind the router, its address in the own subnet", ROUTE,
             "TCP_NO_NEIGHBOUR", first="HOST_ABSENT", six=six, to=net(six, 1, 98),
             ip=(("plc", (*ip, "addr", "add", net(six, 1, 98) + ("/128" if six else "/32"), "dev", "plc0")),)),
        routed("GATEWAY_ABSENT", "nobody is at the gateway's address", "TCP_NO_GATEWAY", 11,
               (towards(11), "via", net(six, 1, 97)), where="cli"),
        Case("NO_WAY_BACK", f"{v}: the partner has no route back", ROUTE, "TCP_SILENT", first="FILTER_DROPS", six=six,
             listens="accepts", ip=(("plc", (*ip, "rule", "add", "from", "{to}", "blackhole")),)),
        Case("LOCAL_FILTER", f"{v}: reject in this machine's own filter", NFT, "TCP_DENIED_HERE", six=six,
             listens="accepts", own="ip{v} daddr {to} tcp dport 102 reject with icmpx type admin-prohibited"),
        Case("LOCAL_FILTER", f"{v}: reject as host-unreachable in this machine's own filter", NFT, "TCP_UNREACHABLE_HERE",
             six=six, listens="accepts", own="ip{v} daddr {to} tcp dport 102 reject with icmpx type host-unreachable"),
        Case("LOCAL_FILTER", f"{v}: drop in this machine's own filter", NFT, "TCP_SILENT", first="FILTER_DROPS", six=six,
             listens="accepts", may_ping=False, own="ip{v} daddr {to} tcp dport 102 drop"),
        Case("WRONG_DEVICE", f"{v}: address translation to another CPU", NFT, "IDENTITY_OTHER", six=six,
             nat="ip{v} daddr {to} dnat ip{v} to {other}", at="{other}", told={"model": OTHER_ORDER}, cpu=played()),
    ]


REJECTS = [
    *(rejected(how, False, sign) for how, sign in (
        ("net-unreachable", "TCP_NO_NETWORK"), ("host-unreachable", "TCP_UNREACHABLE"),
        ("port-unreachable", "TCP_PORT_BY_OTHER"), ("net-prohibited", "TCP_PROHIBITED"),
        ("host-prohibited", "TCP_PROHIBITED"), ("admin-prohibited", "TCP_PROHIBITED"))),
    *(rejected(how, True, sign) for how, sign in (
        ("no-route", "TCP_NO_NETWORK"), ("addr-unreachable", "TCP_UNREACHABLE"),
        ("port-unreachable", "TCP_PORT_BY_OTHER"), ("admin-prohibited", "TCP_PROHIBITED"),
        ("policy-fail", "TCP_PROHIBITED"), ("reject-route", "TCP_PROHIBITED"))),
]


CASES = [
    *on_the_way(False), *on_the_way(True), *REJECTS,
    dropped("drop towards 102, the reference of the plant file answers", "ip daddr {to} drop", "TCP_SILENT",
            told={"reference": "10.77.2.3:102"}),
    dropped("drop towards 102 and of ping, another port of the partner answers with a reset",
            "ip daddr {to} tcp dport 102 drop\nip daddr {to} icmp type echo-request drop", "TCP_SILENT_ALIVE",
            told={"reference": "{to}:103"}),
    Case("ADDRESS_WRONG", "broadcast address of the own subnet", KERNEL, "ROUTE_BROADCAST", to="10.77.1.255"),
    Case("ADDRESS_WRONG", "broadcast address of all", KERNEL, "NAME_NO_DEVICE", to="255.255.255.255"),
    Case("MASK_WRONG", "the partner has the last address of a mask that is narrower here", ROUTE, "ROUTE_BROADCAST",
         first="ADDRESS_WRONG", to="10.77.12.127", ip=(("cli", ("addr", "add", "10.77.12.1/25", "dev", "cli0")),)),
    Case("NO_WAY_BACK", "own subnet: the partner is asked for and answers, and sends the rest nowhere", ROUTE,
         "TCP_SILENT_NEAR", first="FILTER_DROPS", to="10.77.1.94",
         ip=(("fw", ("addr", "add", "10.77.1.94/32", "dev", "cli1")),
             ("fw", ("rule", "add", "from", "10.77.1.94", "blackhole")))),
    Case("", "a firewall that knows the source address of the plant file only", NFT, cpu=played(),
         ip=(("cli", ("addr", "add", "10.77.1.3/24", "dev", "cli0")),), link={"source_address": "10.77.1.3"},
         options=("--connection", "C-001"), forward="ip daddr {to} ip saddr != 10.77.1.3 drop"),
    Case("SOURCE_ELSEWHERE", "the source address of the plant file is not here", "Linux", "SOURCE_NOT_HERE", cpu=played(),
         link={"source_address": "10.77.1.33"}, options=("--connection", "C-001")),
    Case("FILTER_DROPS", "drop towards the first of two addresses", NFT, "TCP_SILENT", first="FIRST_WAY_DOWN", cpu=played(),
         forward="ip daddr {to} drop", at="{other}", link={"second_address": "{other}"},
         options=("--connection", "C-001"), most=12),
    Case("FIRST_WAY_DOWN", "nobody at the first of two addresses", KERNEL, "TCP_LAST_HOP", cpu=played(), to="10.77.2.98",
         at="{other}", link={"second_address": "{other}"}, options=("--connection", "C-001"), most=12),
    Case("BACKLOG_FULL", "a server that accepts nobody", KERNEL, "TCP_SILENT_ALIVE", first="FILTER_DROPS",
         listens="full"),
    Case("SERVICE_FILTER", "drop of the S7 setup", NFT, "SETUP_SILENT", first="S7_NOT_OFFERED", cpu=played(),
         forward=f"ip daddr {{to}} tcp dport 102 {DATA} 0xf0 drop"),
    Case("SERVICE_FILTER", "drop of Read Var", NFT, "REQUEST_SILENT", first="OVERLOAD", cpu=played(),
         forward=f"ip daddr {{to}} tcp dport 102 {DATA} 0x04 drop"),
    Case("SERVICE_FILTER", "Read Var is answered with a TCP reset", NFT, "REQUEST_LOST", first="ENDED_BY_PARTNER",
         cpu=played(), forward=f"ip daddr {{to}} tcp dport 102 {DATA} 0x04 reject with tcp reset"),
    # from SYN to setup at most 315 octets, with the first read at least 346
    Case("PATH_LOST", "drop of all after 330 octets", NFT, "REQUEST_SILENT", first="OVERLOAD", cpu=played(),
         forward="ip daddr {to} quota over 330 bytes drop"),
    Case("STATE_TABLE", "established connections are forgotten after 2 s, drop of what is not known", NFT,
         "STATE_IDLE_CUT", cpu=played(), options=("--idle", "4s"), most=16,
         forward="ip daddr {to} tcp dport 102 ct state new tcp flags & (syn | ack) == syn ct timeout set \"short\" accept\n"
                 "ip daddr {to} ct state established accept\nip daddr {to} drop"),
]
