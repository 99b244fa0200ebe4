/* SPDX-License-Identifier: MIT */
#include "cases.h"
#include "check.h"
#include "tables.h"
#include "unit/plant/fmt_scribble.h"

static const char base[] =
    "sieben: 1 # version\n"
    "plant: {name: Line 4}\n"
    "cpus:\n"
    "  A: {address: 10.0.0.1, profile: s7-400, dbs: {1: {size: 40}}} # the first\n"
    "  # the second\n"
    "  B:\n"
    "    address: 10.0.0.2\n"
    "    profile: s7-400\n"
    "    owner: me # of course\n"
    "    dbs:\n"
    "      1: {size: 40}\n"
    "    simulate:\n"
    "      - {tag: DB1.DBB39, wave: ramp, max: 9, period: 3s} # slow\n"
    "hosts:\n"
    "  H: {address: 10.0.0.9}\n"
    "connections:\n"
    "  C-1: # the only one\n"
    "    from: A\n"
    "    to: B\n"
    "    tsap: {from: 10.01}\n"
    "    jobs:\n"
    "      - put: {send: P#DB1.DBX0.0 BYTE 4, to: P#DB1.DBX0.0 BYTE 4, every: 1s} # often\n"
    "      - get: {from: P#DB1.DBX8.0 BYTE 4, receive: P#DB1.DBX8.0 BYTE 4}\n";

/** The base with this in place of that. */
static void expect(const char *table, const char *that, const char *this)
{
    static char expected[4000];
    const char *at = strstr(base, that);
    must(at);
    snprintf(expected, sizeof expected, "%.*s%s%s", (int)(at - base), base, this, at + strlen(that));
    char *text = tables_into(base, &table, 1);
    assert_string_equal(tables_told, "");
    assert_string_equal(text, expected);
    free(text);
}

static void what_differs_is_changed_and_nothing_else(void **state)
{
    (void)state;
    expect("partner,owner\nB,me\n", "me", "me");
    expect("partner,owner\nB,you\n", "me #", "you #");
    expect("partner,slot\nA,3\n", "dbs: {1: {size: 40}}}", "dbs: {1: {size: 40}}, slot: 3}");
    expect("partner,address\nH,10.0.0.8\n", "10.0.0.9", "10.0.0.8"); /* a host without saying so */
    expect("cpu,db,size\nB,1,50\nB,2,8\n", "      1: {size: 40}\n    sim",
           "      1: {size: 50}\n      2: {size: 8}\n    sim");
    expect("cpu,tag,wave,max\nB,DB1.DBB39,ramp,8\n", "max: 9",
           "max: 8"); /* its period has no column and stays */
    expect("zone,nets\nz,10.0.0.0/8\n",
           "every: 1s} # often\n      - get: {from: P#DB1.DBX8.0 BYTE 4, receive: P#DB1.DBX8.0 BYTE 4}\n",
           "every: 1s} # often\n      - get: {from: P#DB1.DBX8.0 BYTE 4, receive: P#DB1.DBX8.0 BYTE 4}\n"
           "\nzones:\n  z: {nets: [10.0.0.0/8]}\n");
}

/* A new member of the last mapping and one of the mapping around it stand at the same place. */
static void what_is_new_stays_apart(void **state)
{
    (void)state;
    static const char plant[] =
        "sieben: 1\nplant: {name: x}\ncpus:\n  A:\n    address: a\n    profile: s7-300\n";
    static const char *const tables[] = {"zone,owner\nz,me\n",
                                         "partner,address,profile,zone\nB,b,s7-300,z\nA,a,s7-300,z\n",
                                         "cpu,db,size\nA,1,4\n"};
    char *text = tables_into(plant, tables, 3);
    assert_string_equal(tables_told, "");
    assert_string_equal(
        text, "sieben: 1\nplant: {name: x}\ncpus:\n  A:\n    address: a\n    profile: s7-300\n    zone: z\n"
              "    dbs:\n      1: {size: 4}\n  B: {address: b, profile: s7-300, zone: z}\n"
              "\nzones:\n  z: {owner: me}\n");
    free(text);
}

static void an_empty_cell_takes_the_key_away(void **state)
{
    (void)state;
    expect("partner,owner,purpose\nA,,\n", "A", "A"); /* there is none */
    expect("connection,tsap_from,tsap_to\nC-1,,\n", "    tsap: {from: 10.01}\n", "");
    expect("connection,tsap_from,tsap_to\nC-1,,02.01\n", "{from: 10.01}", "{to: \"02.01\"}");
}

static void lines_of_data_are_all_there_are(void **state)
{
    (void)state;
    static const char titles[] = "connection,direction,area,own_area,every\n";
    static const char put[] = "C-1,put,P#DB1.DBX0.0 BYTE 4,P#DB1.DBX0.0 BYTE 4,";
    static const char get[] = "C-1,get,P#DB1.DBX8.0 BYTE 4,P#DB1.DBX8.0 BYTE 4,";
    char table[500];
    snprintf(table, sizeof table, "%s%s1s\n%s\n", titles, put, get);
    expect(table, "C-1", "C-1");
    snprintf(table, sizeof table, "%s%s5s\n%s\n", titles, put, get);
    expect(table, "every: 1s", "every: 5s");
    snprintf(table, sizeof table, "%s%s1s\nC-1,put,P#DB1.DBX8.0 BYTE 4,P#DB1.DBX8.0 BYTE 4,\n", titles, put);
    expect(table, "get: {from: P#DB1.DBX8.0 BYTE 4, receive: P#DB1.DBX8.0 BYTE 4}",
           "put: {to: P#DB1.DBX8.0 BYTE 4, send: P#DB1.DBX8.0 BYTE 4}");
    snprintf(table, sizeof table, "%s%s1s\n%s\nC-1,read,M0.0,,\n", titles, put, get);
    expect(table, "receive: P#DB1.DBX8.0 BYTE 4}\n", "receive: P#DB1.DBX8.0 BYTE 4}\n    reads: [M0.0]\n");
}

static void what_is_wrong_has_a_cell_or_a_place(void **state)
{
    (void)state;
    static const char *const wrong = "partner,slot,profile\nB,99,s7-4000\n";
    assert_null(tables_into(base, &wrong, 1));
    assert_non_null(strstr(tables_told, "0 2:3 B2 error: slot: "));
    assert_non_null(strstr(tables_told, "0 2:6 C2 error: profile: "));
    static const char *const smaller =
        "cpu,db,size\nA,1,4\n"; /* what jobs of the plant file send is not there then */
    assert_null(tables_into(base, &smaller, 1));
    if (!strstr(tables_told, "1 23:51 - error: receive: "))
        fail_msg("%s", tables_told);
    static const char *const unknown = "cpu,db,size\nAB,1,4\n";
    assert_null(tables_into(base, &unknown, 1));
    assert_non_null(strstr(tables_told, "there is no CPU or host called \"AB\""));
    assert_null(tables_into("sieben: 2\n", &unknown, 1));
    assert_non_null(strstr(tables_told, "1 1:9 - error: "));
}

/* A file takes its own tables without a change of a single octet. */
static void what_says_the_same_changes_nothing(void **state)
{
    (void)state;
    static char scribbled[1 << 18];
    struct s7_chance chance = cases_begin(__func__);
    for (size_t i = 0; i < cases_count() / 50; i++) {
        struct s7_strbuf buf = s7_strbuf_over(scribbled, sizeof scribbled);
        struct scribble scribble = {.chance = &chance,
                                    .buf = &buf,
                                    .comment_odds = 4,
                                    .quote_odds = 3,
                                    .break_odds = 3,
                                    .newline = i % 2 ? "\n" : "\r\n"};
        struct tables tables;
        const char *texts[S7_CSV_TABLE_COUNT];
        size_t count = 0;
        scribble_plant(&scribble);
        must(!buf.truncated);
        tables_of(scribbled, buf.length, ';', &tables);
        for (int k = 0; k < S7_CSV_TABLE_COUNT; k++)
            if (tables.out[k].text)
                texts[count++] = tables.out[k].text;
        char *text = tables_into(scribbled, texts, count);
        if (!text)
            print_message("%s\n%s\n", tables_told, scribbled);
        assert_string_equal(text, scribbled);
        free(text);
        tables_free(&tables);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_differs_is_changed_and_nothing_else),
        cmocka_unit_test(what_is_new_stays_apart),
        cmocka_unit_test(an_empty_cell_takes_the_key_away),
        cmocka_unit_test(lines_of_data_are_all_there_are),
        cmocka_unit_test(what_is_wrong_has_a_cell_or_a_place),
        cmocka_unit_test(what_says_the_same_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
