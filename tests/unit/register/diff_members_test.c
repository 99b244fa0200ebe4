/* SPDX-License-Identifier: MIT */
#include "unit/register/differing.h"

static void what_is_gone_and_what_is_new(void **state)
{
    (void)state;
    assert_told(DIFFERING_HEAD,
                DIFFERING_HEAD "hosts: {PC: {address: 10.0.0.3, owner: b}}\nzones: {a: {nets: [10.0.0.0/8]}}\n",
                "info added zones.a:  -> nets 10.0.0.0/8\n"
                "error new_partner hosts.PC:  -> address 10.0.0.3, owner b\n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN}\n", DIFFERING_HEAD,
                "warning removed connections.C: from PRESS, to OVEN -> \n");
    assert_told(
        DIFFERING_HEAD,
        DIFFERING_HEAD
        "connections:\n  C: {from: PRESS, to: OVEN, jobs: [{put: {send: DB10.DBW0, to: DB100.DBW0}}]}\n",
        "error new_connection connections.C:  -> from PRESS, to OVEN, writes P#DB100.DBX0.0 BYTE 2\n");
}

static void members_of_lists_are_found_wherever_they_stand(void **state)
{
    (void)state;
    assert_told("sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {1: {size: "
                "1}, 2: {size: 2}}, simulate: [{tag: MB0, wave: ramp}, {tag: MB1, wave: ramp}], diagnostics: "
                "[{event: 0x4302, at: \"2026-11-18 06:12:10\"}]}\n",
                "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {2: {size: "
                "2}, 1: {size: 1}}, simulate: [{tag: MB1, wave: ramp}, {tag: MB0, wave: ramp}], diagnostics: "
                "[{event: 0x4302, at: \"2026-11-18 06:12:10\"}]}\n",
                "");
    assert_told("sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {}, "
                "simulate: [{tag: MB0, wave: ramp}, {tag: MB1, wave: ramp}], diagnostics: [{event: 0x4302, at: "
                "\"2026-11-18 06:12:10\"}]}\n",
                "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {}, "
                "simulate: [{tag: MB1, wave: sine}, {tag: MB0, wave: ramp}], diagnostics: [{event: 0x4302, at: "
                "\"2026-11-18 06:12:10\"}]}\n",
                "info value cpus.A.simulate.1.wave: ramp -> sine\n");
    assert_told(
        "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {9: {size: 1}, 10: "
        "{size: 1}}, simulate: [], diagnostics: [{event: 0x4302, at: \"2026-11-18 06:12:10\"}]}\n",
        "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {10: {size: 1}}, "
        "simulate: [], diagnostics: [{event: 0x4302, at: \"2026-11-18 06:12:10\"}]}\n",
        "warning removed cpus.A.dbs.9: size 1 -> \n");
    assert_told(
        "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {}, simulate: "
        "[{tag: MB0, wave: ramp}, {tag: MB1, wave: ramp}], diagnostics: [{event: 0x4302, at: \"2026-11-18 "
        "06:12:10\"}]}\n",
        "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {}, simulate: "
        "[{tag: MB1, wave: ramp}], diagnostics: [{event: 0x4302, at: \"2026-11-18 06:12:10\"}]}\n",
        "info removed cpus.A.simulate.1: tag MB0:BYTE, wave ramp -> \n");
    assert_told("sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {}, "
                "simulate: [], diagnostics: [{event: 0x4302, at: \"2026-11-18 06:12:10\"}, {event: 0x4303, at: "
                "\"2026-11-18 06:12:09\"}]}\n",
                "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {}, "
                "simulate: [], diagnostics: [{event: 0x4303, at: \"2026-11-18 06:12:09\"}, {event: 0x4302, at: "
                "\"2026-11-18 06:12:10\"}]}\n",
                "info order cpus.A.diagnostics:  -> \n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_gone_and_what_is_new),
        cmocka_unit_test(members_of_lists_are_found_wherever_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
