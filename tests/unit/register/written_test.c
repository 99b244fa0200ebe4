/* SPDX-License-Identifier: MIT */
#include "register/written.h"

#include "base/strbuf.h"
#include "check.h"

static const struct s7_range put_remote = {S7_AREA_DB, 1, 0, 8}, put_local = {S7_AREA_DB, 2, 0, 8};
static const struct s7_range get_remote = {S7_AREA_DB, 3, 0, 8}, get_local = {S7_AREA_DB, 4, 0, 8};
static struct s7_range writes[] = {{S7_AREA_MEMORY, 0, 8, 1}}, reads[] = {{S7_AREA_MEMORY, 0, 16, 1}};
static struct s7_range own[] = {{S7_AREA_OUTPUT, 0, 0, 8}};

static struct s7_plant_cpu cpus[] = {{.name = "A", .program_writes = own, .program_write_count = 1},
                                     {.name = "B"}};
static struct s7_plant_simulation moving[] = {{.tag = {.range = {S7_AREA_DB, 9, 0, 32}}}};
static struct s7_plant_cpu hosts[] = {
    {.name = "H", .is_host = true, .simulations = moving, .simulation_count = 1}};
static struct s7_plant_job jobs[] = {{.kind = S7_PLANT_PUT, .area_count = 1},
                                     {.kind = S7_PLANT_GET, .area_count = 1}};
static struct s7_plant_connection connections[] = {
    {.id = "C-0", .from = &cpus[0], .to = &cpus[1], .jobs = jobs, .job_count = 2},
    {.id = "C-1",
     .from = &hosts[0],
     .to = &cpus[1],
     .writes = writes,
     .write_count = 1,
     .reads = reads,
     .read_count = 1}};
static const struct s7_plant plant = {.cpus = cpus,
                                      .cpu_count = 2,
                                      .hosts = hosts,
                                      .host_count = 1,
                                      .connections = connections,
                                      .connection_count = 2};

/** "hand partner range; …" in the order of hands. */
static void assert_spans(bool (*collect)(struct s7_checking *, struct s7_spans *), const char *expected)
{
    char text[500];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_checking checking = {.plant = &plant};
    struct s7_spans spans;
    assert_true(collect(&checking, &spans));
    for (size_t i = 0; i < spans.count; i++)
        s7_strbuf_printf(&buf, "%zu %zu %s; ", spans.by_hand[i].hand, spans.by_hand[i].partner,
                         s7_checking_range(&spans.by_hand[i].range).text);
    assert_string_equal(text, expected);
    s7_storage_free(&checking.scratch);
}

static void each_view_has_what_it_says(void **state)
{
    (void)state;
    jobs[0].remote[0] = put_remote;
    jobs[0].local[0] = put_local;
    jobs[1].remote[0] = get_remote;
    jobs[1].local[0] = get_local;
    assert_spans(s7_written_by_connections,
                 "0 0 P#DB4.DBX0.0 BYTE 1; 0 1 P#DB1.DBX0.0 BYTE 1; 1 1 P#M1.0 BOOL 1; ");
    assert_spans(s7_read_by_connections,
                 "0 0 P#DB2.DBX0.0 BYTE 1; 0 1 P#DB3.DBX0.0 BYTE 1; 1 1 P#M2.0 BOOL 1; ");
    assert_spans(s7_written_by_partners, "0 0 P#Q0.0 BYTE 1; 0 2 P#DB9.DBX0.0 BYTE 4; ");
    assert_spans(s7_written_by_all, "0 0 P#Q0.0 BYTE 1; 0 0 P#DB4.DBX0.0 BYTE 1; 0 1 P#M1.0 BOOL 1; "
                                    "0 1 P#DB1.DBX0.0 BYTE 1; 0 2 P#DB9.DBX0.0 BYTE 4; ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_view_has_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
