/* SPDX-License-Identifier: MIT */
#include "register/init.h"

#include <string.h>

static const char head[] =
    "# A plant file: which CPUs there are, and what they exchange by S7 communication.  Everything behind a # "
    "is a comment.\n"
    "# What stands here is an example of two CPUs: put yours in its place.\n"
    "#\n"
    "#   sieben plant check THIS-FILE                 every fault of the file, and what is unwise in it\n"
    "#   sieben plant show THIS-FILE                  the plant at a glance\n"
    "#   sieben plant show THIS-FILE OVEN.DB100       who reads and writes which octets\n"
    "#   sieben run THIS-FILE --desk                  plays all of it on this machine, on loopback only\n"
    "#   sieben capture discover LINE.pcapng -o seen.yaml, sieben plant merge seen.yaml --into THIS-FILE\n"
    "#                                                takes over what traffic shows\n"
    "#\n"
    "# All keys: docs/plant-file.md, or `sieben plant schema` for an editor that completes them.\n"
    "sieben: 1 # version of the format\n"
    "plant:\n"
    "  name: \"";

static const char body[] =
    "\"\n"
    "  revision: 1 # count it up with every release\n"
    "  # approved_by: who released it\n"
    "  # approved_on: 2026-11-18\n"
    "\n"
    "# Networks that belong together.  What two zones exchange passes a conduit: a firewall, with its rules.\n"
    "zones:\n"
    "  press-cell: {nets: [10.10.1.0/24], kind: cell, owner: press team, purpose: the presses}\n"
    "  oven-cell: {nets: [10.20.1.0/24], kind: cell, owner: thermal team, purpose: the ovens}\n"
    "conduits:\n"
    "  K-1: {between: [press-cell, oven-cell], device: fw-cell-1, allow: [s7], owner: automation, purpose: "
    "recipes}\n"
    "\n"
    "# Partners that are no CPU (panels, historians) stand under `hosts`, with an address and a zone.\n"
    "cpus:\n"
    "  PRESS:\n"
    "    address: 10.10.1.11 # or a name; another port than 102 with a colon\n"
    "    zone: press-cell\n"
    "    profile: s7-1500 # the families: sieben profile list\n"
    "    model: 6ES7 513-1AL02-0AB0\n"
    "    firmware: V2.9\n"
    "    owner: press team\n"
    "    purpose: press 1\n"
    "    put_get: permitted # S7-1200 and S7-1500 are shipped with PUT/GET blocked: a switch in the hardware "
    "configuration\n"
    "    dbs: # only what others can reach: number, size in octets, and no optimized access\n"
    "      10: {name: ToOven, size: 60, access: standard}\n"
    "    program_writes: P#DB10.DBX0.0 BYTE 20 # what the CPU's own program writes; nobody else may\n"
    "  OVEN:\n"
    "    address: 10.20.1.21\n"
    "    zone: oven-cell\n"
    "    profile: s7-300\n"
    "    model: 6ES7 315-2EH14-0AB0\n"
    "    firmware: V3.2\n"
    "    owner: thermal team\n"
    "    purpose: oven 1\n"
    "    slot: 2\n"
    "    dbs:\n"
    "      100: {name: FromPress, size: 60}\n"
    "    program_writes: P#DB100.DBX20.0 BYTE 40\n"
    "\n"
    "connections:\n"
    "  C-001:\n"
    "    from: PRESS # the active side: its program calls PUT and GET\n"
    "    to: OVEN # the served side: its program does nothing for it\n"
    "    owner: thermal team # who answers for it; without owner and purpose it is a draft\n"
    "    purpose: recipe to the oven, temperatures back\n"
    "    criticality: production # safety, production or information\n"
    "    local_id: W#16#100 # ID of the blocks in PRESS\n"
    "    via: K-1\n"
    "    on_loss: the oven holds the last set temperature\n"
    "    change: {ticket: CHG-0001, by: commissioning, since: 2026-11-18}\n"
    "    # review_by: 2027-11-18\n"
    "    jobs: # each PUT or GET of the program: areas here and there, and how often\n"
    "      - put: {send: P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20, every: 500ms, name: set values}\n"
    "      - get: {from: P#DB100.DBX20.0 BYTE 40, receive: P#DB10.DBX20.0 BYTE 40, every: 500ms, name: actual "
    "values}\n"
    "    # A partner that others programmed has `reads` and `writes` in place of jobs: what is known of it.\n";

/** The code of a character of UTF-8, 0: it is none; `ret_size` its octets. */
static uint32_t character_at(const unsigned char *at, size_t *ret_size)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = {{0x80, 0x00, 0}, {0xE0, 0xC0, 0x80}, {0xF0, 0xE0, 0x800}, {0xF8, 0xF0, 0x10000}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if ((at[0] & forms[i].mask) != forms[i].lead)
            continue;
        uint32_t code = at[0] & (unsigned)(unsigned char)~forms[i].mask;
        for (size_t k = 1; k <= i; k++) {
            if ((at[k] & 0xC0) != 0x80)
                return 0;
            code = code << 6 | (at[k] & 0x3FU);
        }
        *ret_size = i + 1;
        return code >= forms[i].least ? code : 0;
    }
    return 0;
}

static bool is_shown(uint32_t code)
{
    bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    bool surrogate = code >= 0xD800 && code < 0xE000;
    return !control && !surrogate && code != 0xFEFF && code != 0xFFFE && code != 0xFFFF && code <= 0x10FFFF;
}

bool s7_init_is_name(const char *name)
{
    const unsigned char *at = (const unsigned char *)name;
    size_t size = 0;
    if (!*name || strlen(name) > S7_INIT_NAME_MOST)
        return false;
    for (; *at; at += size)
        if (!is_shown(character_at(at, &size)))
            return false;
    return true;
}

void s7_init_write(const char *name, struct s7_strbuf *buf)
{
    s7_strbuf_add(buf, head);
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            s7_strbuf_char(buf, '\\');
        s7_strbuf_char(buf, *name);
    }
    s7_strbuf_add(buf, body);
}
