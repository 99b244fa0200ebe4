/* SPDX-License-Identifier: MIT
 *
 * What is discovered, from talks to the plant that the text means.
 */
#include "capture/discover.h"

#include "cases.h"
#include "check.h"
#include "plant/schema.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;

static const struct s7_plant_connection *only(const struct discovered *d)
{
    assert_int_equal(d->plant->connection_count, 1);
    return &d->plant->connections[0];
}

static void assert_set(const struct s7_range *ranges, size_t count, const char *expected)
{
    char text[2000];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_access_set set = s7_access_set_new();
    for (size_t i = 0; i < count; i++)
        assert_int_equal(s7_access_set_add(&set, &ranges[i]), S7_OK);
    s7_access_set_print(&set, &buf);
    s7_access_set_free(&set);
    assert_string_equal(text, expected);
}

/** Two cells: PUT and GET of one, as it stands in examples/two-cells.yaml. */
static void a_put_get_connection_is_found_again(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *talk = talks_add(&talks, "10.10.1.11", "10.20.1.21", 102, "01.00", "03.02");
    talks_setup(talk, 960, 240, 3, 1);
    talks_use(talk, 1, 0xF0, 0, 0, 1);
    talks_use(talk, 1, 0x04, 0, 0, 6001);
    talks_use(talk, 1, 0x05, 0, 0, 6001);
    talks_access(talk, S7_MEANS_READ_VAR, "P#DB100.DBX20.0 BYTE 40", 6001, 0);
    talks_access(talk, S7_MEANS_WRITE_VAR, "P#DB100.DBX0.0 BYTE 20", 6001, 0);
    discovered_plainly(&d, &talks);
    const struct s7_plant_connection *c = only(&d);
    assert_string_equal(c->id, "S-001");
    assert_string_equal(c->from->name, "HOST-10-10-1-11");
    assert_string_equal(c->to->name, "CPU-10-20-1-21");
    assert_string_equal(c->to->host, "10.20.1.21");
    assert_int_equal(c->to->port, 102);
    assert_string_equal(c->to->profile->name, "s7-300");
    assert_int_equal(c->to->slot, 2);
    assert_int_equal(c->service, S7_PLANT_SERVICE_PUT_GET);
    assert_int_equal(c->tsap_from.length, 0);
    assert_int_equal(c->tsap_to.length, 0);
    assert_int_equal(c->rate_cycle, 100 * S7_MILLISECOND);
    assert_int_equal(c->pdu_length, 0);
    assert_int_equal(c->amq, 3);
    assert_int_equal(c->functions, 0);
    assert_string_equal(c->owner, "");
    assert_string_equal(c->purpose, "");
    assert_set(c->reads, c->read_count, "P#DB100.DBX20.0 BYTE 40");
    assert_set(c->writes, c->write_count, "P#DB100.DBX0.0 BYTE 20");
    assert_int_equal(c->to->db_count, 1);
    assert_int_equal(c->to->dbs[0].number, 100);
    assert_int_equal(c->to->dbs[0].size, 60);
    assert_non_null(
        strstr(d.text, "# 1 connection, 24006 PDUs; the client is known by its connection request\n"));
    assert_non_null(strstr(d.text, "seen_from: \"2026-11-20 12:00:00.000\""));
    assert_int_equal(d.count.cpus, 1);
    assert_int_equal(d.count.hosts, 1);
    assert_int_equal(d.count.connections, 1);
    discovered_end(&d);
    talks_end(&talks);
}

static void what_was_refused_is_no_area_but_told(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *talk = talks_add(&talks, "10.30.0.5", "10.20.1.21", 102, "02.00", "02.02");
    talks_use(talk, 1, 0x04, 0, 0, 20);
    talks_access(talk, S7_MEANS_READ_VAR, "DB7.DBW0", 10, 0);
    talks_access(talk, S7_MEANS_READ_VAR, "DB8.DBW0", 10, 0x0A);
    discovered_plainly(&d, &talks);
    assert_set(only(&d)->reads, only(&d)->read_count, "P#DB7.DBX0.0 BYTE 2");
    assert_int_equal(only(&d)->to->db_count, 1);
    assert_int_equal(only(&d)->from->connection_class, S7_PLANT_CLASS_OP);
    assert_int_equal(only(&d)->service, S7_PLANT_SERVICE_HMI);
    assert_non_null(strstr(d.text, "# refused: P#DB8.DBX0.0 BYTE 2 by Read Var, 10 of 10 times, last 0A"));
    discovered_end(&d);
    talks_end(&talks);
}

static void who_serves_and_asks_is_one_cpu(void **state)
{
    (void)state;
    struct discovered d;
    struct s7_talk *one = talks_add(&talks, "10.0.0.1", "10.0.0.2", 102, "10.01", "03.02");
    struct s7_talk *other = talks_add(&talks, "10.0.0.2", "10.0.0.1", 102, "10.02", "03.01");
    talks_use(one, 1, 0x04, 0, 0, 5);
    talks_access(one, S7_MEANS_READ_VAR, "DB1.DBW0", 5, 0);
    talks_use(other, 1, 0x05, 0, 0, 5);
    talks_access(other, S7_MEANS_WRITE_VAR, "MW0", 5, 0);
    discovered_plainly(&d, &talks);
    assert_int_equal(d.plant->cpu_count, 2);
    assert_int_equal(d.plant->host_count, 0);
    assert_int_equal(d.plant->connection_count, 2);
    assert_ptr_equal(d.plant->connections[0].from, d.plant->connections[1].to);
    assert_ptr_equal(d.plant->connections[0].to, d.plant->connections[1].from);
    assert_int_equal(d.plant->connections[0].service, S7_PLANT_SERVICE_GET);
    assert_int_equal(d.plant->connections[1].service, S7_PLANT_SERVICE_PUT);
    assert_string_equal(d.plant->connections[0].tsap_from.text, "10.01");
    discovered_end(&d);
    talks_end(&talks);
}

/** The names of the known plant, also of a user profile's CPU. */
static void those_at_known_addresses_have_their_names(void **state)
{
    (void)state;
    static const char known_text[] =
        "sieben: 1\n"
        "plant: {name: P}\n"
        "profiles: {mine: {like: s7-1500, pdu_length: 480}}\n"
        "zones: {cell: {nets: [10.20.0.0/16]}}\n"
        "hosts: {PANEL: {address: 10.30.0.9, class: op}}\n"
        "cpus: {OVEN: {address: 10.20.1.21, profile: mine, slot: 3, zone: cell}}\n";
    struct discovered d;
    struct s7_plant *known = NULL;
    assert_int_equal(s7_plant_load(known_text, strlen(known_text), discovered_fault, &d, &known), S7_OK);
    struct s7_talk *talk = talks_add(&talks, "10.30.0.9", "10.20.1.21", 102, "01.00", "02.03");
    talks_use(talk, 1, 0x04, 0, 0, 5);
    talks_access(talk, S7_MEANS_READ_VAR, "DB1.DBW0", 5, 0);
    const struct s7_discover_config config = {.known = known, .zones = true};
    discovered_make(&d, &talks, &config);
    assert_string_equal(only(&d)->from->name, "PANEL");
    assert_true(only(&d)->from->is_host);
    assert_string_equal(only(&d)->to->name, "OVEN");
    assert_string_equal(only(&d)->to->profile->name, "s7-1500");
    assert_string_equal(only(&d)->to->zone->name, "cell");
    assert_string_equal(only(&d)->to->zone->nets[0], "10.20.0.0/16");
    assert_string_equal(only(&d)->from->zone->name, "net-10-30-0-0");
    assert_string_equal(only(&d)->from->zone->nets[0], "10.30.0.0/24");
    assert_int_equal(only(&d)->to->slot, 3);
    assert_int_equal(only(&d)->tsap_to.length, 0);
    assert_true(only(&d)->to->put_get);
    discovered_end(&d);
    s7_plant_free(known);
    talks_end(&talks);
}

static void no_talks_are_a_plant_file_too(void **state)
{
    (void)state;
    struct discovered d;
    discovered_plainly(&d, &talks);
    assert_int_equal(d.plant->cpu_count + d.plant->host_count + d.plant->connection_count, 0);
    discovered_end(&d);
}

/** More connections than a plant file holds: the rest is told. */
static void there_are_as_many_connections_as_a_file_holds(void **state)
{
    (void)state;
    enum { BEYOND = 5, COUNT = S7_SCHEMA_NAMED_MOST + BEYOND };
    struct s7_talk *many = calloc(COUNT, sizeof *many);
    const struct s7_talk **list = calloc(COUNT, sizeof *list);
    struct s7_function_use use = {.key = {1, 0x04, 0, 0}, .requests = 1, .answers = 1};
    const struct s7_discover_config config = {.known = NULL};
    struct discovered d = {.text = NULL};
    must(many && list);
    for (size_t i = 0; i < COUNT; i++) {
        char client[32], server[32];
        snprintf(client, sizeof client, "10.1.%zu.%zu", i >> 8, i & 0xFF);
        snprintf(server, sizeof server, "10.2.%zu.%zu", i >> 8, i & 0xFF);
        many[i] = (struct s7_talk){.client = talks_station(client, 0),
                                   .server = talks_station(server, 102),
                                   .protocol = S7_TALK_S7,
                                   .functions = &use,
                                   .function_count = 1};
        list[i] = &many[i];
    }
    assert_int_equal(s7_discover(list, COUNT, &config, &d.text, &d.size, &d.count), S7_OK);
    assert_int_equal(d.count.connections, S7_SCHEMA_NAMED_MOST);
    assert_int_equal(d.count.without, BEYOND);
    assert_int_equal(s7_plant_load(d.text, d.size, discovered_fault, &d, &d.plant), S7_OK);
    assert_int_equal(d.plant->connection_count, S7_SCHEMA_NAMED_MOST);
    assert_int_equal(d.plant->cpu_count, S7_SCHEMA_NAMED_MOST);
    assert_non_null(strstr(d.text, ": a connection for which a plant file has no room\n"));
    discovered_end(&d);
    free(list);
    free(many);
}

/* Random talks. */

static uint32_t below(struct s7_chance *chance, uint32_t limit)
{
    return (uint32_t)(s7_chance_next(chance) % limit);
}

static struct s7_range random_range(struct s7_chance *chance)
{
    static const enum s7_area areas[] = {S7_AREA_COUNTER, S7_AREA_TIMER,  S7_AREA_INPUT,
                                         S7_AREA_OUTPUT,  S7_AREA_MEMORY, S7_AREA_DB};
    struct s7_range range = {.area = areas[below(chance, 6)]};
    uint32_t unit = range.area < S7_AREA_INPUT ? 16 : below(chance, 3) ? 8 : 1;
    range.db = range.area == S7_AREA_DB ? (uint16_t)(1 + below(chance, 5)) : 0;
    range.first_bit = below(chance, below(chance, 2) ? 2000 : 40) * unit;
    range.bit_count = (1 + below(chance, 30)) * unit;
    return range;
}

static void random_host(struct s7_chance *chance, char host[32])
{
    if (below(chance, 4))
        snprintf(host, 32, "10.%u.0.%u", below(chance, 3), below(chance, 4));
    else
        snprintf(host, 32, "fd00:%x::%x", below(chance, 2), 1 + below(chance, 3));
}

static void random_octets(struct s7_chance *chance, uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        octets[i] = (uint8_t)s7_chance_next(chance);
}

static void random_tsap(struct s7_chance *chance, struct s7_tsap *tsap)
{
    memset(tsap, 0, sizeof *tsap);
    if (below(chance, 3))
        *tsap =
            s7_tsap_of((enum s7_connection_class)(1 + below(chance, 3)), below(chance, 2), below(chance, 4));
    else if (below(chance, 2))
        assert_int_equal(s7_tsap_parse("\"SIMATIC-ROOT-ES: #{}\\\"", tsap), S7_OK);
    else
        random_octets(chance, tsap->octets, tsap->size = (uint8_t)below(chance, 33));
}

static void random_parts(struct s7_chance *chance, struct s7_talk *talk)
{
    size_t count = below(chance, 6);
    for (size_t i = 0; i < count; i++) {
        struct s7_usage *usage = talks_access(talk, (enum s7_means)below(chance, S7_MEANS_COUNT), "MW0",
                                              1 + below(chance, 9), below(chance, 3) ? 0 : 0x05);
        s7_access_set_remove(&talk->served[s7_means_operation(usage->means)], &usage->range);
        usage->range = random_range(chance);
        usage->last = usage->first + (s7_time)(s7_chance_next(chance) >> 1) % (1000 * S7_SECOND);
        if (!usage->refused)
            s7_access_set_add(&talk->served[s7_means_operation(usage->means)], &usage->range);
    }
    count = below(chance, 6);
    for (size_t i = 0; i < count; i++)
        talks_use(talk, below(chance, 2) ? 1 : 7, (uint8_t)s7_chance_next(chance), (uint8_t)below(chance, 16),
                  (uint8_t)below(chance, 20), below(chance, 3));
}

static void random_talk(struct s7_chance *chance)
{
    char client[32], server[32];
    random_host(chance, client);
    random_host(chance, server);
    struct s7_talk *talk = talks_add(&talks, client, server,
                                     (uint16_t)(below(chance, 8) ? 102 : 1100 + below(chance, 2)), NULL, NULL);
    talk->tsaps_known = below(chance, 3) > 0;
    if (talk->tsaps_known) {
        random_tsap(chance, &talk->calling);
        random_tsap(chance, &talk->called);
    }
    talk->role = (enum s7_role_evidence)below(chance, S7_ROLE_GUESSED + 1);
    talk->protocol =
        below(chance, 3) ? S7_TALK_S7 : (enum s7_talk_protocol)below(chance, S7_TALK_PROTOCOL_COUNT);
    talks_setup(talk, (uint16_t)s7_chance_next(chance), (uint16_t)(60 * below(chance, 20)),
                (uint16_t)below(chance, 300), (uint16_t)below(chance, 9));
    talk->first = below(chance, 5) ? TALKS_BEGIN : (s7_time)(s7_chance_next(chance) >> 2);
    talk->last = talk->first;
    if (below(chance, 4) == 0)
        random_octets(chance, talk->order_number, sizeof talk->order_number);
    else if (below(chance, 3) == 0)
        memcpy(talk->order_number, "6ES7 315-2EH14-0AB0 ", sizeof talk->order_number);
    talk->anomalies[S7_ANOMALY_SCAN] = below(chance, 4) == 0;
    random_parts(chance, talk);
}

static bool is_at(const struct s7_plant_cpu *cpu, const struct s7_station *station)
{
    struct s7_station other = talks_station(cpu->host, cpu->port);
    return station->port ? s7_station_equal(station, &other) : s7_station_same_host(station, &other);
}

static void add_all(struct s7_access_set *set, const struct s7_range *ranges, size_t count)
{
    for (size_t k = 0; k < count; k++)
        must(s7_access_set_add(set, &ranges[k]) == S7_OK);
}

/** What the talks between the ends of a connection were served, and what the connections between them say. */
static void assert_accesses(const struct discovered *d, const struct s7_plant_connection *c,
                            enum s7_operation operation)
{
    struct s7_access_set seen = s7_access_set_new();
    struct s7_access_set declared = s7_access_set_new();
    char seen_text[8000], declared_text[8000];
    struct s7_strbuf seen_buf = s7_strbuf_over(seen_text, sizeof seen_text);
    struct s7_strbuf declared_buf = s7_strbuf_over(declared_text, sizeof declared_text);
    for (size_t i = 0; i < talks.count; i++) {
        const struct s7_talk *talk = &talks.talks[i];
        if (s7_discover_is_link(talk) && is_at(c->from, &talk->client) && is_at(c->to, &talk->server))
            must(s7_access_set_union(&seen, &talk->served[operation]) == S7_OK);
    }
    for (size_t i = 0; i < d->plant->connection_count; i++) {
        const struct s7_plant_connection *other = &d->plant->connections[i];
        if (other->from != c->from || other->to != c->to)
            continue;
        if (operation == S7_OPERATION_READ)
            add_all(&declared, other->reads, other->read_count);
        else
            add_all(&declared, other->writes, other->write_count);
    }
    s7_access_set_print(&seen, &seen_buf);
    s7_access_set_print(&declared, &declared_buf);
    assert_string_equal(declared_text, seen_text);
    s7_access_set_free(&seen);
    s7_access_set_free(&declared);
}

/** Every talk of a connection is in one. */
static void assert_linked(const struct discovered *d)
{
    for (size_t i = 0; i < talks.count; i++) {
        const struct s7_talk *talk = &talks.talks[i];
        bool found = !s7_discover_is_link(talk);
        for (size_t k = 0; k < d->plant->connection_count && !found; k++)
            found = is_at(d->plant->connections[k].from, &talk->client) &&
                    is_at(d->plant->connections[k].to, &talk->server);
        assert_true(found);
    }
}

static void any_talks_make_a_plant_file_that_says_what_was_served(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("any_talks_make_a_plant_file");
    unsigned long cases = cases_count() / 20 + 1;
    for (unsigned long i = 0; i < cases; i++) {
        struct discovered d;
        size_t count = below(&chance, 12);
        for (size_t k = 0; k < count; k++)
            random_talk(&chance);
        const struct s7_discover_config config = {.zones = below(&chance, 2), .redact = below(&chance, 4) == 0};
        discovered_make(&d, &talks, &config);
        if (!config.redact)
            assert_linked(&d);
        for (size_t k = 0; k < d.plant->connection_count && !config.redact; k++) {
            assert_accesses(&d, &d.plant->connections[k], S7_OPERATION_READ);
            assert_accesses(&d, &d.plant->connections[k], S7_OPERATION_WRITE);
        }
        assert_int_equal(d.count.connections, d.plant->connection_count);
        assert_int_equal(d.count.cpus, d.plant->cpu_count);
        assert_int_equal(d.count.hosts, d.plant->host_count);
        discovered_end(&d);
        talks_end(&talks);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_put_get_connection_is_found_again),
        cmocka_unit_test(what_was_refused_is_no_area_but_told),
        cmocka_unit_test(who_serves_and_asks_is_one_cpu),
        cmocka_unit_test(those_at_known_addresses_have_their_names),
        cmocka_unit_test(no_talks_are_a_plant_file_too),
        cmocka_unit_test(there_are_as_many_connections_as_a_file_holds),
        cmocka_unit_test(any_talks_make_a_plant_file_that_says_what_was_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
