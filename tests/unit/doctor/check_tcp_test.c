/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/line.h"

static const s7_time soon = S7_MILLISECOND, late = 3070 * S7_MILLISECOND;

static void run(struct s7_probe opening)
{
    bed.diagnosis.seen.probe = bed.world.route; /* as the check before left it */
    bed.world.opening = opening;
    s7_check_tcp_run(&bed.examination);
}

static void assert_fails(struct s7_probe opening, enum s7_sign sign)
{
    bed_open(S7_CHECK_TCP);
    run(opening);
    assert_sign(sign);
    assert_true(bed.examination.over);
}

static void test_connected(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    run(world_probe(0, 2 * S7_MILLISECOND));
    assert_in_order("connected in 2 ms");
    assert_string_equal(bed.diagnosis.seen.probe.gateway, WORLD_ROUTER); /* what the route told stays */
    assert_int_equal(bed.diagnosis.budget.pings, 0);
    s7_line_close(&bed.examination, &bed.examination.line);
}

static void test_icmp(void **state)
{
    (void)state;
    assert_fails(world_icmp(EHOSTUNREACH, 3, 13, WORLD_ROUTER, soon), S7_SIGN_TCP_PROHIBITED);
    assert_fails(world_icmp(EHOSTUNREACH, 3, 1, WORLD_ROUTER, soon), S7_SIGN_TCP_UNREACHABLE);
    assert_fails(world_icmp(EHOSTUNREACH, 3, 1, WORLD_ROUTER, late), S7_SIGN_TCP_LAST_HOP);
    assert_fails(world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, late), S7_SIGN_TCP_NO_GATEWAY);
    assert_fails(world_icmp(ECONNREFUSED, 3, 3, WORLD_ROUTER, soon), S7_SIGN_TCP_PORT_BY_OTHER);
    assert_fails(world_icmp(ECONNREFUSED, 3, 3, WORLD_PARTNER, soon), S7_SIGN_TCP_PORT_BY_HOST);
    assert_fails(world_icmp(ECONNREFUSED, 3, 3, WORLD_HERE, soon), S7_SIGN_TCP_DENIED_HERE);
    assert_fails(world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, soon), S7_SIGN_TCP_UNREACHABLE_HERE);
    assert_fails(world_icmp(ENETUNREACH, 3, 0, WORLD_HERE, soon), S7_SIGN_TCP_UNREACHABLE_HERE);
    assert_fails(world_icmp(ENETUNREACH, 3, 0, WORLD_ROUTER, soon), S7_SIGN_TCP_NO_NETWORK);
    assert_fails(world_icmp(EHOSTUNREACH, 11, 0, WORLD_ROUTER, late), S7_SIGN_TCP_NO_NETWORK);
    bed_open(S7_CHECK_TCP);
    bed.world.after = S7_NEIGHBOUR_FAILED; /* somebody else's search for it had begun before */
    run(world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, soon));
    assert_sign(S7_SIGN_TCP_NO_GATEWAY);
}

/* The partner is this machine: what it says, the partner says. */
static void test_icmp_of_a_partner_here(void **state)
{
    struct s7_probe probe = world_icmp(ECONNREFUSED, 3, 3, WORLD_PARTNER, soon);
    (void)state;
    snprintf(probe.local, sizeof probe.local, WORLD_PARTNER);
    assert_fails(probe, S7_SIGN_TCP_PORT_BY_HOST);
}

static void test_own_address(void **state)
{
    struct s7_probe probe = world_probe(ECONNREFUSED, soon);
    (void)state;
    probe.local[0] = '\0';
    assert_fails(probe, S7_SIGN_TCP_RESET);
    assert_string_equal(bed.diagnosis.seen.probe.local, WORLD_HERE); /* the route told it */
    snprintf(probe.local, sizeof probe.local, "10.1.0.10");
    assert_fails(probe, S7_SIGN_TCP_RESET);
    assert_string_equal(bed.diagnosis.seen.probe.local, "10.1.0.10");
}

static void test_errno(void **state)
{
    (void)state;
    assert_fails(world_probe(ECONNREFUSED, soon), S7_SIGN_TCP_RESET);
    assert_fails(world_probe(EHOSTUNREACH, late), S7_SIGN_TCP_NO_GATEWAY);
    assert_fails(world_probe(ENETUNREACH, 0), S7_SIGN_ROUTE_NONE);
    assert_fails(world_probe(EINVAL, 0), S7_SIGN_ROUTE_NONE);
    assert_fails(world_probe(EPERM, 0), S7_SIGN_TCP_DENIED_HERE);
    assert_fails(world_probe(EADDRNOTAVAIL, 0), S7_SIGN_TCP_SYSTEM);
    assert_fails(world_probe(ETIMEDOUT, 60 * S7_SECOND), S7_SIGN_TCP_SILENT);
    assert_int_equal(bed.diagnosis.budget.pings, 1);
}

/* Where the system tells neither routes nor ICMP, its errno may be either. */
static void test_errno_of_other_systems(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    bed.world.route = s7_probe_unknown();
    run(world_probe(EHOSTUNREACH, soon));
    assert_sign(S7_SIGN_TCP_UNREACHABLE);
}

static void test_neighbour(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    world_bring_near(&bed.world, S7_NEIGHBOUR_FAILED);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_NO_NEIGHBOUR);
    assert_int_equal(bed.diagnosis.budget.pings, 0); /* a ping could not leave either */
    bed_open(S7_CHECK_TCP);                          /* failed before, and not asked again */
    world_bring_near(&bed.world, S7_NEIGHBOUR_FAILED);
    bed.world.route.neighbour = S7_NEIGHBOUR_FAILED;
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT);
    bed_open(S7_CHECK_TCP);
    world_bring_near(&bed.world, S7_NEIGHBOUR_FAILED);
    bed.world.route.neighbour = S7_NEIGHBOUR_FAILED;
    run(world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, soon));
    assert_sign(S7_SIGN_TCP_UNREACHABLE_HERE);
    bed_open(S7_CHECK_TCP);
    world_bring_near(&bed.world, S7_NEIGHBOUR_FAILED);
    bed.world.route.neighbour = S7_NEIGHBOUR_FAILED;
    run(world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, late));
    assert_sign(S7_SIGN_TCP_NO_NEIGHBOUR);
    bed_open(S7_CHECK_TCP);
    world_bring_near(&bed.world, S7_NEIGHBOUR_ANSWERED);
    bed.world.route.neighbour = S7_NEIGHBOUR_NONE;
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT_NEAR);
    assert_int_equal(bed.diagnosis.budget.pings, 1);
    bed_open(S7_CHECK_TCP); /* known from before: proves nothing */
    world_bring_near(&bed.world, S7_NEIGHBOUR_ANSWERED);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT);
    assert_int_equal(bed.diagnosis.budget.pings, 1);
    bed_open(S7_CHECK_TCP);
    world_bring_near(&bed.world, S7_NEIGHBOUR_FAILED);
    run(world_probe(EHOSTUNREACH, late));
    assert_sign(S7_SIGN_TCP_NO_NEIGHBOUR);
}

static void run_doubted(enum s7_neighbour settled, s7_time at)
{
    bed_open(S7_CHECK_TCP);
    world_bring_near(&bed.world, S7_NEIGHBOUR_DOUBTED);
    world_neighbour(&bed.world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_DOUBTED, settled, at);
    bed.world.echo = world_probe(EPERM, 0);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
}

/* What was known before counts when it is confirmed, or given up; that is waited for, and not for ever. */
static void test_neighbour_known_before(void **state)
{
    (void)state;
    run_doubted(S7_NEIGHBOUR_ANSWERED, 5 * S7_SECOND);
    assert_sign(S7_SIGN_TCP_SILENT_NEAR);
    assert_true(bed.diagnosis.seen.host_alive);
    assert_int_equal(bed.world.now, S7_SECOND + 5 * S7_SECOND);
    run_doubted(S7_NEIGHBOUR_FAILED, 8 * S7_SECOND);
    assert_sign(S7_SIGN_TCP_NO_NEIGHBOUR);
    assert_int_equal(bed.world.now, S7_SECOND + 8 * S7_SECOND);
    run_doubted(S7_NEIGHBOUR_FAILED, 60 * S7_SECOND);
    assert_sign(S7_SIGN_TCP_SILENT);
    assert_int_equal(bed.world.now, S7_SECOND + 8500 * S7_MILLISECOND);
    bed_open(S7_CHECK_TCP); /* the packet has not reached the neighbour table: nothing to wait for */
    world_bring_near(&bed.world, S7_NEIGHBOUR_KNOWN);
    world_neighbour(&bed.world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_KNOWN, 0);
    bed.world.echo = world_probe(EPERM, 0);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT);
    assert_int_equal(bed.world.now, S7_SECOND + 4 * S7_SECOND);
}

static bool ended(void *self)
{
    return ((struct world *)self)->now > 5 * S7_SECOND;
}

/* Nobody waits for a neighbour when the end of the examination was asked for. */
static void test_ended_while_waiting(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    world_bring_near(&bed.world, S7_NEIGHBOUR_DOUBTED);
    world_neighbour(&bed.world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_DOUBTED, S7_NEIGHBOUR_FAILED, 8 * S7_SECOND);
    bed.world.echo = world_probe(EPERM, 0);
    bed.world.network.ended = ended;
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_int_equal(bed.diagnosis.finding_count, 0);
    assert_in_range(bed.world.now, 5 * S7_SECOND, 5 * S7_SECOND + 200 * S7_MILLISECOND);
}

/* A ping proves more than the neighbour table: the way back is there. */
static void test_neighbour_pinged(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    world_bring_near(&bed.world, S7_NEIGHBOUR_ANSWERED);
    bed.world.route.neighbour = S7_NEIGHBOUR_NONE;
    bed.world.echo = world_probe(0, soon);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT_ALIVE);
}

/* Another host that answers shows the way out, not the partner. */
static void test_control(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    bed.config.control_port = 80;
    bed.world.control = world_probe(ECONNREFUSED, soon);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT_ALIVE);
    assert_true(bed.diagnosis.seen.control_answers);
    assert_int_equal(bed.diagnosis.budget.connections, 2);
    bed_open(S7_CHECK_TCP);
    bed.config.control_port = 80;
    bed.config.control_host = "OTHER";
    bed.world.control = world_probe(0, soon);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT);
    assert_true(bed.diagnosis.seen.control_answers);
    assert_int_equal(bed.world.open, 0);
    assert_int_equal(bed.world.resets, 0);
    bed_open(S7_CHECK_TCP); /* the partner by another name */
    bed.config.control_port = 80;
    bed.config.control_host = "STOVE";
    bed.world.control = world_probe(0, soon);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT_ALIVE);
    assert_int_equal(bed.diagnosis.budget.pings, 0);
}

/* What is dropped is known to be so within 8 s, whatever is asked besides. */
static void test_time(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    bed.config.control_port = 80;
    bed.config.control_host = "OTHER";
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT);
    assert_false(bed.diagnosis.seen.control_answers);
    assert_int_equal(bed.diagnosis.budget.pings, 1);
    assert_int_equal(bed.world.now, S7_SECOND + 7 * S7_SECOND);
}

/* A ping that is not permitted was not sent. */
static void test_ping_not_permitted(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    bed.world.echo = world_probe(EPERM, 0);
    run(world_probe(ETIMEDOUT, 60 * S7_SECOND));
    assert_sign(S7_SIGN_TCP_SILENT);
    assert_int_equal(bed.diagnosis.budget.pings, 0);
}

/* A source address that this machine does not have is told, and another is used. */
static void test_source(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    bed.config.source = WORLD_HERE;
    run(world_probe(0, soon));
    assert_in_order("connected");
    assert_int_equal(bed.world.bound, 1);
    s7_line_close(&bed.examination, &bed.examination.line);
    bed_open(S7_CHECK_TCP);
    bed.config.source = "10.9.9.9";
    run(world_probe(0, soon));
    assert_sign(S7_SIGN_SOURCE_NOT_HERE);
    assert_string_equal(bed.diagnosis.findings[0].evidence, "10.9.9.9");
    assert_int_equal(bed.world.bound, 0);
    assert_int_equal(bed.diagnosis.budget.connections, 1);
    assert_false(bed.examination.over);
    s7_line_close(&bed.examination, &bed.examination.line);
}

/* The failure is the first address's; what was tried besides is told. */
static void test_several_addresses(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    bed.world.aliases = 1;
    bed.world.alias[0] = world_probe(ECONNREFUSED, soon);
    bed.examination.address_count = 2;
    snprintf(bed.examination.addresses[1].text, sizeof bed.examination.addresses[1].text, "10.2.0.6");
    bed.config.second_host = "10.2.0.6";
    run(world_icmp(EHOSTUNREACH, 3, 13, WORLD_ROUTER, soon));
    assert_int_equal(bed.diagnosis.finding_count, 2);
    assert_int_equal(bed.diagnosis.findings[0].sign, S7_SIGN_TCP_PROHIBITED);
    assert_string_equal(bed.diagnosis.findings[0].evidence,
                        WORLD_PARTNER " port 102: ICMP type 3 code 13 from " WORLD_ROUTER
                                      " after 1 ms; 10.2.0.6 port 102: Connection refused after 1 ms");
    assert_int_equal(bed.diagnosis.findings[1].sign, S7_SIGN_SECOND_ADDRESS_FAILS);
    assert_string_equal(bed.diagnosis.seen.address.text, WORLD_PARTNER);
    bed_open(S7_CHECK_TCP);
    bed.world.aliases = 1;
    bed.world.alias[0] = world_probe(0, soon);
    bed.examination.address_count = 2;
    snprintf(bed.examination.addresses[1].text, sizeof bed.examination.addresses[1].text, "10.2.0.6");
    run(world_probe(ECONNREFUSED, soon));
    assert_in_order("Connection refused after 1 ms; 10.2.0.6 port 102: connected in 1 ms");
    s7_line_close(&bed.examination, &bed.examination.line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_connected),
                                       cmocka_unit_test(test_icmp),
                                       cmocka_unit_test(test_icmp_of_a_partner_here),
                                       cmocka_unit_test(test_own_address),
                                       cmocka_unit_test(test_errno),
                                       cmocka_unit_test(test_errno_of_other_systems),
                                       cmocka_unit_test(test_neighbour),
                                       cmocka_unit_test(test_neighbour_known_before),
                                       cmocka_unit_test(test_ended_while_waiting),
                                       cmocka_unit_test(test_neighbour_pinged),
                                       cmocka_unit_test(test_control),
                                       cmocka_unit_test(test_time),
                                       cmocka_unit_test(test_ping_not_permitted),
                                       cmocka_unit_test(test_source),
                                       cmocka_unit_test(test_several_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
