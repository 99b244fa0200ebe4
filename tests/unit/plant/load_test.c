/* SPDX-License-Identifier: MIT
 *
 * Whole plant files: what is read from good ones.
 */
#include "unit/plant/loading.h"

#include "check.h"
#include "plant/kind.h"
#include "plant/schema.h"

static struct loading loading;

/** The plant file that the architecture starts from. */
static const char line_four[] =
    "sieben: 1\n"
    "plant: {name: Line 4, revision: 7}\n"
    "zones:\n"
    "  press-cell: {nets: [10.10.1.0/24]}\n"
    "  oven-cell:  {nets: [10.20.1.0/24]}\n"
    "cpus:\n"
    "  PRESS:\n"
    "    address: 10.10.1.11            # port 102 unless \"host:port\"\n"
    "    zone: press-cell\n"
    "    profile: s7-1500               # s7-300 s7-400 s7-1200 s7-1500 et200sp logo s7-200-smart, or a user "
    "profile\n"
    "    rack: 0\n"
    "    slot: 1\n"
    "    put_get: permitted             # permitted | blocked; default: what the profile ships with\n"
    "    access_level: full             # full | read | hmi | none  (only none stops PUT/GET on 1200/1500)\n"
    "    resources: {total: 96, reserved: {pg: 4, op: 4}}   # reserved: kept free for the class\n"
    "    dbs:\n"
    "      10: {name: Recipe, size: 100, access: standard}  # standard | optimized; write: allowed | "
    "protected\n"
    "      11: {name: Private, size: 64, access: optimized}\n"
    "    simulate:\n"
    "      - {tag: DB10.DBD0:REAL, wave: sine, min: 20, max: 80, period: 10s}\n"
    "  OVEN: {address: 10.20.1.21, zone: oven-cell, profile: s7-300, slot: 2, dbs: {100: {size: 60}}}\n"
    "connections:\n"
    "  C-001:\n"
    "    from: PRESS                    # active side: its program calls PUT and GET\n"
    "    to: OVEN                       # served side\n"
    "    owner: thermal team\n"
    "    purpose: recipe hand-over\n"
    "    jobs:\n"
    "      - put: {send: P#DB10.DBX0.0 BYTE 20, to: P#DB100.DBX0.0 BYTE 20, every: 100ms}\n"
    "      - get: {from: P#DB100.DBX20.0 BYTE 40, receive: P#DB10.DBX20.0 BYTE 40, every: 100ms}\n";

static void assert_clean(const char *text, size_t size)
{
    loading_run(&loading, text, size);
    if (loading.error || loading.count)
        loading_print(&loading);
    assert_int_equal(loading.error, S7_OK);
    assert_int_equal(loading.count, 0);
    assert_non_null(loading.plant);
}

static void assert_range(const struct s7_range *range, enum s7_area area, unsigned db, unsigned first,
                         unsigned count)
{
    assert_int_equal(range->area, area);
    assert_int_equal(range->db, db);
    assert_int_equal(range->first_bit, first);
    assert_int_equal(range->bit_count, count);
}

static void check_press(const struct s7_plant *plant)
{
    const struct s7_plant_cpu *press = s7_plant_find_cpu(plant, "PRESS");
    assert_non_null(press);
    assert_string_equal(press->host, "10.10.1.11");
    assert_int_equal(press->port, 102);
    assert_ptr_equal(press->zone, &plant->zones[0]);
    assert_ptr_equal(press->profile, s7_profile_find("s7-1500"));
    assert_int_equal(press->rack, 0);
    assert_int_equal(press->slot, 1);
    assert_true(press->put_get);
    assert_int_equal(press->access_level, S7_PLANT_LEVEL_FULL);
    assert_int_equal(press->resources_total, 96);
    assert_int_equal(press->pg.reserved, 4);
    assert_int_equal(press->op.reserved, 4);
    assert_int_equal(press->basic.reserved, 0);
    assert_int_equal(press->pg.most, 0);
    assert_int_equal(press->db_count, 2);
    assert_string_equal(press->dbs[0].name, "Recipe");
    assert_int_equal(press->dbs[0].size, 100);
    assert_false(press->dbs[0].optimized);
    assert_true(press->dbs[1].optimized);
    assert_false(press->dbs[1].write_protected);
    assert_ptr_equal(s7_plant_find_db(press, 11), &press->dbs[1]);
    assert_null(s7_plant_find_db(press, 12));
    assert_int_equal(press->mark.line, 7);
    assert_int_equal(press->mark.column, 3);
    assert_int_equal(press->simulation_count, 1);
    assert_range(&press->simulations[0].tag.range, S7_AREA_DB, 10, 0, 32);
    assert_int_equal(press->simulations[0].tag.type, S7_TYPE_REAL);
    assert_int_equal(press->simulations[0].wave, S7_PLANT_SINE);
    assert_true(press->simulations[0].min > 19.99 && press->simulations[0].min < 20.01);
    assert_true(press->simulations[0].max > 79.99 && press->simulations[0].max < 80.01);
    assert_int_equal(press->simulations[0].period, 10 * S7_SECOND);
}

static void check_connection(const struct s7_plant *plant)
{
    const struct s7_plant_connection *connection = s7_plant_find_connection(plant, "C-001");
    assert_non_null(connection);
    assert_ptr_equal(connection->from, s7_plant_find_cpu(plant, "PRESS"));
    assert_ptr_equal(connection->to, s7_plant_find_cpu(plant, "OVEN"));
    assert_string_equal(connection->owner, "thermal team");
    assert_string_equal(connection->purpose, "recipe hand-over");
    assert_int_equal(connection->job_count, 2);
    const struct s7_plant_job *put = &connection->jobs[0];
    const struct s7_plant_job *get = &connection->jobs[1];
    assert_int_equal(put->kind, S7_PLANT_PUT);
    assert_int_equal(put->area_count, 1);
    assert_range(&put->local[0], S7_AREA_DB, 10, 0, 160);
    assert_range(&put->remote[0], S7_AREA_DB, 100, 0, 160);
    assert_int_equal(put->every, 100 * S7_MILLISECOND);
    assert_int_equal(put->mark.line, 29);
    assert_int_equal(put->mark.column, 9);
    assert_int_equal(get->kind, S7_PLANT_GET);
    assert_range(&get->remote[0], S7_AREA_DB, 100, 160, 320);
    assert_range(&get->local[0], S7_AREA_DB, 10, 160, 320);
    assert_null(s7_plant_find_connection(plant, "C-002"));
}

static void the_first_plant_file_is_read_as_meant(void **state)
{
    (void)state;
    assert_clean(line_four, sizeof line_four - 1);
    const struct s7_plant *plant = loading.plant;
    assert_string_equal(plant->name, "Line 4");
    assert_int_equal(plant->revision, 7);
    assert_int_equal(plant->zone_count, 2);
    assert_string_equal(plant->zones[0].name, "press-cell");
    assert_int_equal(plant->zones[1].net_count, 1);
    assert_string_equal(plant->zones[1].nets[0], "10.20.1.0/24");
    check_press(plant);
    check_connection(plant);
    s7_plant_free(loading.plant);
}

static void what_is_not_said_comes_from_the_profile(void **state)
{
    (void)state;
    static const char text[] =
        "sieben: 1\nplant: {name: P}\ncpus:\n"
        "  A: {address: a, profile: s7-1500}\n  B: {address: b, profile: s7-300}\n"
        "  C: {address: c, profile: logo, resources: {cap: {op: 2}}, dbs: {1: {size: 0}}}\n";
    assert_clean(text, sizeof text - 1);
    const struct s7_plant_cpu *cpu = loading.plant->cpus;
    assert_int_equal(cpu[0].slot, 1);
    assert_false(cpu[0].put_get);
    assert_int_equal(cpu[0].resources_total, 96);
    assert_int_equal(cpu[1].slot, 2);
    assert_true(cpu[1].put_get);
    assert_int_equal(cpu[1].resources_total, 16);
    assert_int_equal(cpu[2].slot, 0);
    assert_int_equal(cpu[2].resources_total, cpu[2].profile->resources_total.value);
    assert_int_equal(cpu[2].op.most, 2);
    assert_int_equal(cpu[2].access_level, S7_PLANT_LEVEL_FULL);
    assert_string_equal(cpu[2].dbs[0].name, "");
    assert_null(cpu[0].zone);
    assert_int_equal(loading.plant->revision, 0);
    assert_int_equal(loading.plant->connection_count, 0);
    s7_plant_free(loading.plant);
}

static void addresses_have_many_forms(void **state)
{
    (void)state;
    static const struct {
        const char *written, *host;
        unsigned port;
    } rows[] = {
        {"10.0.0.5", "10.0.0.5", 102},
        {"10.0.0.5:1102", "10.0.0.5", 1102},
        {"oven.plant-4.local", "oven.plant-4.local", 102},
        {"oven:65535", "oven", 65535},
        {"\"[::1]:102\"", "::1", 102},
        {"'[fd00::5]'", "fd00::5", 102},
        {"fe80::1", "fe80::1", 102},
        {"3com", "3com", 102},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[200];
        int size =
            snprintf(text, sizeof text,
                     "sieben: 1\nplant: {name: P}\ncpus: {A: {address: %s, profile: logo}}\n", rows[i].written);
        assert_clean(text, (size_t)size);
        assert_string_equal(loading.plant->cpus[0].host, rows[i].host);
        assert_int_equal(loading.plant->cpus[0].port, rows[i].port);
        s7_plant_free(loading.plant);
    }
}

static void jobs_have_up_to_four_areas(void **state)
{
    (void)state;
    static const char text[] =
        "sieben: 1\nplant: {name: P}\ncpus:\n"
        "  A: {address: a, profile: s7-1500, dbs: {1: {size: 100}}}\n"
        "  B: {address: b, profile: s7-400, dbs: {2: {size: 100}}}\n"
        "connections:\n  X:\n    from: A\n    to: B\n    jobs:\n"
        "      - put:\n          send: [MW0, M4.0, DB1.DBD0:REAL*3, P#I0.0 BYTE 3]\n"
        "          to: [DB2.DBW0, DB2.DBX2.0, P#DB2.DBX4.0 BYTE 12, \"P#DB2.DBX16.0 BYTE 3\"]\n"
        "          every: 1m\n"
        "      - get: {from: T5, receive: DB1.DBW0}\n";
    assert_clean(text, sizeof text - 1);
    const struct s7_plant_job *jobs = loading.plant->connections[0].jobs;
    assert_int_equal(jobs[0].area_count, 4);
    assert_int_equal(jobs[0].every, 60 * S7_SECOND);
    assert_range(&jobs[0].local[1], S7_AREA_MEMORY, 0, 32, 1);
    assert_range(&jobs[0].local[2], S7_AREA_DB, 1, 0, 96);
    assert_range(&jobs[0].remote[3], S7_AREA_DB, 2, 128, 24);
    assert_range(&jobs[1].remote[0], S7_AREA_TIMER, 0, 80, 16);
    assert_int_equal(jobs[1].every, S7_SECOND);
    s7_plant_free(loading.plant);
}

/** The last octet of a DB and of what one call carries gives no finding. */
static void what_just_fits_is_no_finding(void **state)
{
    (void)state;
    static const char text[] = "sieben: 1\nplant: {name: P}\ncpus:\n"
                               "  A: {address: a, profile: s7-1500, dbs: {1: {size: 222}},\n"
                               "      simulate: [{tag: DB1.DBD218:REAL, wave: sine}]}\n"
                               "  B: {address: b, profile: s7-300, dbs: {2: {size: 222}}}\n"
                               "connections:\n  X:\n    from: A\n    to: B\n    jobs:\n"
                               "      - get: {from: P#DB2.DBX0.0 BYTE 222, receive: P#DB1.DBX0.0 BYTE 222}\n"
                               "      - put: {send: P#DB1.DBX10.0 BYTE 212, to: P#DB2.DBX10.0 BYTE 212}\n"
                               "      - put: {send: [P#M0.0 BYTE 95, P#M100.0 BYTE 100],\n"
                               "              to: [P#DB2.DBX0.0 BYTE 95, P#DB2.DBX100.0 BYTE 100]}\n";
    assert_clean(text, sizeof text - 1);
    s7_plant_free(loading.plant);
}

static void dbs_are_ordered_by_number(void **state)
{
    (void)state;
    static const char text[] =
        "\xEF\xBB\xBFsieben: 1\nplant: {name: P}\ncpus:\n"
        "  A: {address: a, profile: s7-300, dbs: {300: {size: 1}, 7: {size: 2, write: protected},"
        " 65535: {size: 65535}, 1: {size: 3}}}\n";
    static const uint16_t numbers[] = {1, 7, 300, 65535};
    assert_clean(text, sizeof text - 1);
    const struct s7_plant_cpu *cpu = loading.plant->cpus;
    assert_int_equal(cpu->db_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(cpu->dbs[i].number, numbers[i]);
        assert_ptr_equal(s7_plant_find_db(cpu, numbers[i]), &cpu->dbs[i]);
    }
    assert_true(cpu->dbs[1].write_protected);
    assert_int_equal(cpu->dbs[3].size, 65535);
    s7_plant_free(loading.plant);
}

/** Destinations of jobs and simulated values of the example do not overlap: each has one writer. */
struct writers {
    const struct s7_plant_cpu *cpu[64];
    struct s7_range range[64];
    size_t count;
};

static void add_writer(struct writers *writers, const struct s7_plant_cpu *cpu, const struct s7_range *range)
{
    for (size_t i = 0; i < writers->count; i++) {
        const struct s7_range *other = &writers->range[i];
        if (writers->cpu[i] != cpu || other->area != range->area || other->db != range->db)
            continue;
        assert_true(other->first_bit + other->bit_count <= range->first_bit ||
                    range->first_bit + range->bit_count <= other->first_bit);
    }
    writers->cpu[writers->count] = cpu;
    writers->range[writers->count++] = *range;
}

static void the_example_has_one_writer_per_place(void **state)
{
    (void)state;
    size_t size = 0;
    char *text = loading_file("examples/two-cells.yaml", &size);
    static struct writers writers;
    assert_clean(text, size);
    const struct s7_plant *plant = loading.plant;
    assert_int_equal(plant->cpu_count, 2);
    assert_int_equal(plant->connection_count, 2);
    for (size_t c = 0; c < plant->cpu_count; c++) {
        assert_true(plant->cpus[c].put_get && plant->cpus[c].simulation_count > 0);
        for (size_t i = 0; i < plant->cpus[c].simulation_count; i++)
            add_writer(&writers, &plant->cpus[c], &plant->cpus[c].simulations[i].tag.range);
    }
    for (size_t c = 0; c < plant->connection_count; c++) {
        const struct s7_plant_connection *connection = &plant->connections[c];
        assert_int_equal(connection->job_count, 2);
        for (size_t i = 0; i < connection->job_count; i++) {
            const struct s7_plant_job *job = &connection->jobs[i];
            bool put = job->kind == S7_PLANT_PUT;
            add_writer(&writers, put ? connection->to : connection->from, put ? job->remote : job->local);
            assert_int_equal(job->every, 100 * S7_MILLISECOND);
        }
    }
    s7_plant_free(loading.plant);
    free(text);
}

static bool is_text(const struct s7_plant_key *key)
{
    static const struct {
        void (*read)(struct s7_loader *, const struct s7_plant_key *, const struct s7_node *, void *);
    } kinds[] = {{s7_kind_text},     {s7_kind_ascii},  {s7_kind_mac},
                 {s7_kind_firmware}, {s7_kind_source}, {s7_kind_tsap}};
    for (size_t i = 0; key->size && i < sizeof kinds / sizeof kinds[0]; i++)
        if (key->kind->read == kinds[i].read)
            return true;
    return false;
}

/** Every text of the element, also that of a key that its mapping does not have; a TSAP begins with its text. */
static size_t assert_texts(enum s7_plant_element kind, const void *element)
{
    const struct s7_plant_keys keys = s7_schema_keys(kind);
    size_t count = 0;
    for (size_t i = 0; i < keys.count; i++) {
        const char *text = NULL;
        if (!is_text(&keys.first[i]) || strcmp(keys.first[i].name, "name") == 0)
            continue;
        memcpy(&text, (const unsigned char *)element + keys.first[i].offset, sizeof text);
        if (!text)
            fail_msg("%s.%s is NULL", s7_schema_element(kind)->path, keys.first[i].name);
        assert_string_equal(text, "");
        count++;
    }
    return count;
}

static void a_text_that_is_not_given_is_empty(void **state)
{
    (void)state;
    static const char text[] = "sieben: 1\nplant: {name: P}\nzones: {Z: {}}\nhosts: {H: {address: h}}\n"
                               "cpus: {A: {address: a, profile: s7-300, dbs: {1: {size: 9}}}}\n"
                               "connections: {C: {from: H, to: A}}\n";
    assert_clean(text, sizeof text - 1);
    const struct s7_plant *plant = loading.plant;
    const struct s7_plant_cpu *const partners[] = {&plant->cpus[0], &plant->hosts[0]};
    size_t count = assert_texts(S7_ELEMENT_PLANT, plant) + assert_texts(S7_ELEMENT_ZONE, &plant->zones[0]) +
                   assert_texts(S7_ELEMENT_DB, &plant->cpus[0].dbs[0]) +
                   assert_texts(S7_ELEMENT_CONNECTION, &plant->connections[0]) +
                   assert_texts(S7_ELEMENT_TSAP, &plant->connections[0]) +
                   assert_texts(S7_ELEMENT_CHANGE, &plant->connections[0]);
    for (size_t i = 0; i < 2; i++)
        count += assert_texts(S7_ELEMENT_HOST, partners[i]) + assert_texts(S7_ELEMENT_CPU, partners[i]) +
                 assert_texts(S7_ELEMENT_IDENTITY, partners[i]);
    assert_true(count > 50);
    s7_plant_free(loading.plant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_plant_file_is_read_as_meant),
        cmocka_unit_test(what_is_not_said_comes_from_the_profile),
        cmocka_unit_test(addresses_have_many_forms),
        cmocka_unit_test(jobs_have_up_to_four_areas),
        cmocka_unit_test(what_just_fits_is_no_finding),
        cmocka_unit_test(dbs_are_ordered_by_number),
        cmocka_unit_test(a_text_that_is_not_given_is_empty),
        cmocka_unit_test(the_example_has_one_writer_per_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
