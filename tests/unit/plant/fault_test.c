/* SPDX-License-Identifier: MIT
 *
 * Whole plant files: what is refused or warned of, where, and in which words.
 */
#include "check.h"
#include "unit/plant/loading.h"

#define HEAD "sieben: 1\nplant: {name: P}\n"
#define CPUS                                                                                                   \
    HEAD "cpus:\n  A: {address: a, profile: s7-1500, put_get: permitted, dbs: {1: {size: 20}, 2: {size: 9, "   \
         "access: optimized}}}\n"                                                                              \
         "  B: {address: b, profile: s7-300, dbs: {5: {size: 300}, 6: {size: 4, write: protected}}}\n"
#define CONN CPUS "connections:\n  X:\n    from: A\n    to: B\n    jobs:\n"
#define E    S7_PLANT_ERROR
#define W    S7_PLANT_WARNING

static struct loading loading;

/** One text with a ~ in front of the culprit, and the finding that it must give. */
struct row {
    const char *text;
    enum s7_plant_severity severity;
    const char *says;
};

static const struct row yaml_rows[] = {
    {"~", E, "the file is empty"},
    {"~# nothing\n", E, "the file is empty"},
    {"~- a\n", E, "is a mapping"},
    {"~word\n", E, "is a mapping"},
    {HEAD "cpus:\n~\tA: 1\n", E, "a tab cannot indent"},
    {HEAD "cpus:\n  A:\n    address: a\n   ~slot: 1\n", E, "check the indentation"},
    {HEAD "cpus: {A: {address: [~::1]:102}}\n", E, "quotes here: \"[::1]:102\""},
    {HEAD "cpus:\n  A:\n    address: [~::1]:102\n", E, "quotes here: \"[::1]:102\""},
    {HEAD "cpus: {A: {simulate: [{tag: ~%DB1.DBW4:INT}]}}\n", E, "quotes here: \"%DB1.DBW4:INT\""},
    {HEAD "cpus: {A: {dbs: {1: {name: STRING~[32], size: 4}}}}\n", E, "quotes here: \"STRING[32]\""},
    {HEAD "zones: {a: {nets: [~::/0]}}\n", E, "quotes here: \"::/0\""},
    {HEAD "cpus: {A: {address: ~@x}}\n", E, "quotes here: \"@x\""},
    {HEAD "cpus: {A: {address: a\n~", E, "begins at 3:11"},
    {HEAD "cpus: \"A\n~", E, "begins at 3:7"},
    {HEAD "cpus: A~: b\n", E, "quote the value"},
    {HEAD "cpus: {A: {address: ~*x}}\n", E, "aliases (*) are not allowed"},
    {HEAD "cpus: {A: ~&x {address: a, profile: logo}}\n", E, "anchors (&) are not allowed"},
    {HEAD "cpus: {A: {address: ~!!str a, profile: logo}}\n", E, "types (!) are not allowed"},
    {HEAD "---\n~sieben: 1\n", E, "one document"},
    {HEAD "cpus:\n  ? ~[a]\n  : 1\n", E, "a key is a single word"},
    {HEAD "cpus: {A: {address: ~\"a\\0b\", profile: logo}}\n", E, "NUL"},
    {HEAD "x~\x01: 1\n", E, "UTF-8"},
    {HEAD "caf\xc3\xa9 ~\xff: 1\n", E, "UTF-8"},
    {HEAD "~plant: {name: Q}\n", E, "\"plant\" is here for the second time; first at 2:1"},
    {HEAD "cpus:\n  A: {address: a, profile: logo, slot: 1, ~slot: 2}\n", E, "second time; first at 4:34"},
    {HEAD "cpus: {A: [[[[[[[[[[[[[[~[[1]]]]]]]]]]]]]]]]}\n", E, "nested too deeply"},
};

static const struct row value_rows[] = {
    {"~plant: {name: P}\n", E, "\"sieben\" is missing"},
    {"sieben: ~2\nplant: {name: P}\n", E, "this program reads 1, found \"2\""},
    {"~sieben: 1\n", E, "\"plant\" is missing"},
    {"sieben: 1\n~plant: {}\n", E, "\"name\" is missing in plant"},
    {"sieben: 1\nplant:\n  name:\n~revision: 4\n", E, "unknown key \"revision\" in the file"},
    {"sieben: 1\nplant:\n  name:~\n", E, "name: expected a text, found nothing"},
    {"sieben: 1\nplant: {name: ~[a]}\n", E, "found a list"},
    {"sieben: 1\nplant: {name: ~\"a\\eb\"}\n", E, "control characters"},
    {"sieben: 1\nplant: {name: ~\"a\\Nb\"}\n", E, "control characters"},
    {"sieben: 1\nplant: {name: P, revision: ~4294967296}\n", E, "from 0 to 4294967295"},
    {"sieben: 1\nplant: {name: P, revision: ~010}\n", E, "found \"010\""},
    {"sieben: 1\nplant: {name: P, revision: ~1_000}\n", E, "whole number"},
    {"sieben: 1\nplant: {name: P, revision: ~-1}\n", E, "whole number"},
    {HEAD "zones: {a: {nets: ~10.0.0.0/8}}\n", E, "expected a list"},
    {HEAD "zones: {a: {nets: [~10.1.1.5/24]}}\n", E, "the network is 10.1.1.0/24"},
    {HEAD "zones: {a: {nets: [10.1.1.0/~33]}}\n", E, "from /0 to /32"},
    {HEAD "zones: {a: {nets: [~10.1.1.0]}}\n", E, "such as 10.10.1.0/24"},
    {HEAD "zones: {a: {nets: [~10.1.256.0/24]}}\n", E, "such as 10.10.1.0/24"},
    {HEAD "zones: {a: {nets: [~\"fd00::1/64\"]}}\n", E, "the network is fd00::/64"},
    {HEAD "zones: {a: {~net: []}}\n", E, "did you mean \"nets\"?"},
    {HEAD "zones: {~a b: {}}\n", E, "a name has 1 to 64 octets"},
    {HEAD "zones: {~a@b: {}}\n", E, "a name has 1 to 64 octets"},
    {HEAD "zones: {~\"a\\Nb\": {}}\n", E, "a name has 1 to 64 octets"},
    {HEAD "zones: {~-a: {}}\n", E, "a name has 1 to 64 octets"},
    {HEAD "zones: ~[a]\n", E, "zones: expected a mapping by name"},
    {HEAD "cpus: {A: {address: a, profile: ~s7-1501}}\n", E,
     "no profile \"s7-1501\"; did you mean \"s7-1500\"?"},
    {HEAD "cpus: {~A: {address: a}}\n", E, "\"profile\" is missing in cpus.NAME"},
    {HEAD "cpus: {~A: {profile: logo}}\n", E, "\"address\" is missing"},
    {HEAD "cpus: {A: ~}\n", E, "cpus.NAME is a mapping"},
    {HEAD "cpus: {A: {address: ~10.0.0.256, profile: logo}}\n", E, "IPv4 or IPv6 address or a host name"},
    {HEAD "cpus: {A: {address: ~a_b, profile: logo}}\n", E, "host name"},
    {HEAD "cpus: {A: {address: ~a..b, profile: logo}}\n", E, "host name"},
    {HEAD "cpus: {A: {address: 10.0.0.5:~0, profile: logo}}\n", E, "ports go from 1 to 65535"},
    {HEAD "cpus: {A: {address: 10.0.0.5:~65536, profile: logo}}\n", E, "ports go from 1 to 65535"},
    {HEAD "cpus: {A: {address: 10.0.0.5:~0102, profile: logo}}\n", E, "a port has no leading zero"},
    {HEAD "cpus: {A: {address: 10.0.0.5:~00, profile: logo}}\n", E, "ports go from 1 to 65535"},
    {HEAD "cpus: {A: {address: ~\"[::1]x\", profile: logo}}\n", E, "host name"},
    {HEAD "cpus: {A: {address: ~\"[10.0.0.1]:102\", profile: logo}}\n", E, "host name"},
    {HEAD "cpus: {A: {address: ~\"[oven]:102\", profile: logo}}\n", E, "host name"},
    {HEAD "zones: {oven: {}}\ncpus: {A: {address: a, profile: logo, zone: ~ovne}}\n", E,
     "no zone \"ovne\"; did you mean \"oven\"?"},
    {HEAD "cpus: {A: {address: a, profile: logo, ~slto: 1}}\n", E,
     "unknown key \"slto\" in cpus.NAME; did you mean \"slot\"?"},
    {HEAD "cpus: {A: {address: a, profile: logo, ~xyzzyxyzzy: 1}}\n", E,
     "unknown key \"xyzzyxyzzy\" in cpus.NAME"},
    {HEAD "cpus: {A: {address: a, profile: logo, rack: ~zero}}\n", E, "from 0 to 7, found \"zero\""},
    {HEAD "cpus: {A: {address: a, profile: logo, slot: ~32}}\n", E, "from 0 to 31, found \"32\""},
    {HEAD "cpus: {A: {address: a, profile: s7-1500, put_get: ~yes}}\n", E,
     "expected permitted or blocked, found \"yes\""},
    {HEAD "cpus: {A: {address: a, profile: s7-1500, access_level: ~Full}}\n", E,
     "expected full, read, hmi or none"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, put_get: ~blocked}}\n", W, "S7-300 has no such switch"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, mode: ~hold}}\n", E, "expected run or stop, found \"hold\""},
    {HEAD "cpus: {A: {address: a, profile: s7-300, mode_switch: stop, mode: ~run}}\n", E,
     "a position without RUN"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, mode_switch: ~on}}\n", E,
     "expected run, run-p, stop or mres"},
    {HEAD "cpus: {A: {address: a, profile: s7-1500, password_file: ~pass}}\n", W,
     "no session password of this kind"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, clock: ~now}}\n", E,
     "expected system, or a date from 1990 to 2089"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, clock: ~\"2016-02-30 14:51:37\"}}\n", E,
     "expected system, or a date"},
    {HEAD "profiles: {P: {like: s7-300, code_level: ~0}}\n", E, "from 0x0001 to 0xFFFF"},
    {HEAD "profiles: {P: {like: s7-300, clock_century: ~100}}\n", E, "from 0 to 99"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, ~resources: {reserved: {pg: 10, op: 10}}}}\n", E,
     "20 are reserved, but there are only 16"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, resources: {reserved: {pg: 4}, cap: {pg: ~2}}}}\n", E,
     "2 at most, but 4 are reserved"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: {~0: {size: 1}}}}\n", E,
     "from 1 to 65535, found \"0\""},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: {~010: {size: 1}}}}\n", E,
     "a DB number has no leading zero, found \"010\""},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: {~070000: {size: 1}}}}\n", E, "from 1 to 65535"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: {~70000: {size: 1}}}}\n", E, "from 1 to 65535"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: {~DB1: {size: 1}}}}\n", E, "found \"DB1\""},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: {~1: {}}}}\n", E,
     "\"size\" is missing in cpus.NAME.dbs.NUMBER"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: {1: {size: ~65536}}}}\n", E, "from 0 to 65535"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: {1: {size: 1, access: ~optimized}}}}\n", E,
     "S7-300 has no optimized block access"},
    {HEAD "cpus: {A: {address: a, profile: s7-300, dbs: ~[1]}}\n", E, "expected a mapping by number"},
    {HEAD "cpus: {A: {address: a, profile: logo}, B: {address: ~a, profile: logo}}\n", W, "A has the same one"},
    {HEAD "cpus: {A: {address: a, profile: logo, simulate: ~{}}}\n", E, "expected a list"},
};

#define SIM(rest)                                                                                              \
    HEAD "cpus:\n  A:\n    address: a\n    profile: s7-300\n    dbs: {1: {size: 8}}\n    simulate:\n      "    \
         "- " rest "\n"

static const struct row simulation_rows[] = {
    {SIM("~{wave: sine}"), E, "\"tag\" is missing"},
    {SIM("~{tag: DB1.DBW0}"), E, "\"wave\" is missing"},
    {SIM("{tag: DB1.DBX0.~8, wave: sine}"), E, "tag: bits go from 0 to 7"},
    {SIM("{tag: \"DB1.DBW0:~REAL\", wave: sine}"), E, "write DBD, not DBW"},
    {SIM("{tag: ~DB2.DBW0, wave: sine}"), E, "A has no DB2"},
    {SIM("{tag: ~DB1.DBD6, wave: sine}"), E, "DB1 of A has 8 octets, this ends at octet 10"},
    {SIM("{tag: ~MB2048, wave: sine}"), W, "this ends at octet 2049; it will not move here"},
    {SIM("{tag: ~T256, wave: sine}"), W, "has 512 octets"},
    {SIM("{tag: MB0, wave: ~sinus}"), E, "sine, ramp, square, triangle, count or constant"},
    {SIM("{tag: MB0, wave: ramp, max: ~256}"), E, "max: BYTE does not hold this"},
    {SIM("{tag: MW0:INT, wave: ramp, min: ~5, max: 4}"), E, "min is greater than max"},
    {SIM("{tag: MW0:INT, wave: ramp, min: 1,~5}"), E, "unknown key \"5\""},
    {SIM("{tag: MW0:INT, wave: ramp, min: ~0x10}"), E, "a number such as 20 or -0.5"},
    {SIM("{tag: MW0, wave: ramp, period: ~5}"), E, "a duration such as 100ms, 5s or 1m, found \"5\""},
    {SIM("{tag: MW0, wave: ramp, period: ~5 s}"), E, "a duration such as"},
    {SIM("{tag: MW0, wave: ramp, period: ~9ms}"), E, "from 10ms to 86400s"},
    {SIM("~MW0"), E, "cpus.NAME.simulate is a mapping"},
};

static const struct row connection_rows[] = {
    {CPUS "connections: {~X: {from: A}}\n", E, "\"to\" is missing"},
    {CPUS "connections: {X: {from: A, to: ~C}}\n", E, "there is no CPU or host \"C\""},
    {CPUS "connections: {X: {from: A, to: ~A}}\n", E, "connection to itself"},
    {CPUS "connections: {X: {~frm: A, to: B}}\n", E, "did you mean \"from\"?"},
    {CPUS "connections: {X: {from: A, to: B, jobs: ~{}}}\n", E, "expected a list"},
    {CONN "      - ~{}\n", E, "a job is one put or one get"},
    {CONN "      - ~{put: {send: MB0, to: MB0}, get: {from: MB0, receive: MB0}}\n", E,
     "a job is one put or one get"},
    {CONN "      - ~send: MB0\n", E, "unknown key \"send\" in connections.NAME.jobs"},
    {CONN "      - ~put: {send: MB0}\n", E, "\"to\" is missing in connections.NAME.jobs.put"},
    {CONN "      - put: {send: MB0, to: MB0, every: ~0ms}\n", E, "from 1ms"},
    {CONN "      - put: {send: MB0, to: MB0, every: ~25h}\n", E, "to 86400s"},
    {CONN "      - put: {send: MB0, to: MB0, every: ~1.5s}\n", E, "a duration such as"},
    {CONN "      - put: {send: MB0, to: P#DB5.DBX0.0 BYTE~}\n", E, "to: a blank is missing"},
    {CONN "      - put: {send: MB0, to: [MB0, 'P#DB5.DBX0.0 BYTE ~x']}\n", E, "to: a number is missing"},
    {CONN "      - put: {send: ~[], to: MB0}\n", E, "1 to 4 areas"},
    {CONN "      - put: {send: ~[MB0, MB1, MB2, MB3, MB4], to: MB0}\n", E, "1 to 4 areas"},
    {CONN "      - put: {send: [MB0, MB1], to: ~MB0}\n", E, "to has 1 area, send has 2"},
    {CONN "      - put: {send: MW0, to: ~MB0}\n", E, "to has 1 octet here, send has 2"},
    {CONN "      - put: {send: M0.0, to: ~MB0}\n", E, "one of them is a bit"},
    {CONN "      - get: {from: [MB0, ~MW2], receive: [MB0, MB1]}\n", E,
     "from has 2 octets here, receive has 1"},
    {CONN "      - put: {send: ~M0.0:BOOL*3, to: MB0}\n", E, "one BOOL or whole octets, not 3 bits"},
    {CONN "      - put: {send: ~DB3.DBW0, to: MW0}\n", E, "send: A has no DB3"},
    {CONN "      - get: {from: MD0, receive: ~DB1.DBD17}\n", E,
     "DB1 of A has 20 octets, this ends at octet 21"},
    {CONN "      - get: {from: MW0, receive: ~DB2.DBW0}\n", W, "DB2 of A is optimized"},
    {CONN "      - put: {send: MW0, to: ~DB9.DBW0}\n", W, "B has no DB9; the job will end with STATUS 8"},
    {CONN "      - get: {from: ~DB5.DBD298, receive: MD0}\n", W, "300 octets, this ends at octet 302"},
    {CONN "      - put: {send: MW0, to: ~DB6.DBW0}\n", W, "write-protected in B"},
    {CONN "      - put: {send: MW0, to: ~T5}\n", W, "write-protected in B"},
    {CONN "      - ~get: {from: P#DB5.DBX0.0 BYTE 223, receive: P#M0.0 BYTE 223}\n", W,
     "carries 222 octets (PDU length 240), this has 223"},
    {CONN "      - ~put: {send: [P#M0.0 BYTE 95, P#M100.0 BYTE 101], to: [P#DB5.DBX0.0 BYTE 95, "
          "P#DB5.DBX100.0 BYTE 101]}\n",
     W, "carries 196 octets (PDU length 240), this has 197 with fill octets"},
    {CONN "      - ~put: {send: P#M0.0 BYTE 213, to: P#DB5.DBX0.0 BYTE 213}\n", W, "one PUT between"},
    {CPUS "connections:\n  X:\n    from: B\n    to: A\n    jobs:\n      - ~get: {from: [MB0, MB1], receive: "
          "[MB0, MB1]}\n",
     W, "S7-300 has 1 area per GET"},
    {CPUS
     "connections:\n  X:\n    from: B\n    to: A\n    jobs:\n      - get: {from: ~DB2.DBB0, receive: MB0}\n",
     W, "DB2 of A is optimized; the job will end with STATUS 8"},
    {HEAD "cpus: {A: {address: a, profile: logo}, B: {address: b, profile: s7-1200}}\n"
          "connections: {X: {from: A, to: ~B, jobs: [get: {from: MB0, receive: MB0}]}}\n",
     W, "B does not permit PUT/GET"},
    {HEAD "cpus: {A: {address: a, profile: logo}, B: {address: b, profile: s7-1200, put_get: permitted, "
          "access_level: none}}\n"
          "connections: {X: {from: A, to: ~B, jobs: [get: {from: MB0, receive: MB0}]}}\n",
     W, "at access_level none"},
};

/** The text without its ~, and where that stood. */
struct marked {
    char text[1000];
    size_t size;
    struct s7_plant_mark mark;
};

static struct marked unmark(const char *text)
{
    struct marked marked = {.mark = {1, 1}};
    const char *tilde = strchr(text, '~');
    assert_non_null(tilde);
    for (const char *c = text; c < tilde; c++) {
        marked.mark.column += ((unsigned char)*c & 0xC0) != 0x80;
        if (*c == '\n')
            marked.mark = (struct s7_plant_mark){marked.mark.line + 1, 1};
    }
    marked.size =
        (size_t)snprintf(marked.text, sizeof marked.text, "%.*s%s", (int)(tilde - text), text, tilde + 1);
    assert_true(marked.size < sizeof marked.text);
    return marked;
}

static bool has(const struct row *row, struct s7_plant_mark mark)
{
    for (size_t i = 0; i < loading.count; i++)
        if (loading.found[i].severity == row->severity && loading.found[i].mark.line == mark.line &&
            loading.found[i].mark.column == mark.column && strstr(loading.found[i].message, row->says))
            return true;
    return false;
}

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct marked marked = unmark(rows[i].text);
        loading_run(&loading, marked.text, marked.size);
        if (!has(&rows[i], marked.mark)) {
            loading_print(&loading);
            fail_msg("%s\nexpected at %u:%u: %s", marked.text, marked.mark.line, marked.mark.column,
                     rows[i].says);
        }
        assert_int_equal(loading.error, rows[i].severity == E ? S7_ERR_LOCAL_FILE : S7_OK);
        assert_true(rows[i].severity == E ? !loading.plant : loading.plant != NULL);
        s7_plant_free(loading.plant);
    }
}

#define CHECK(rows) check_rows(rows, sizeof rows / sizeof rows[0])

static void what_is_no_plain_yaml_is_refused_in_its_place(void **state)
{
    (void)state;
    CHECK(yaml_rows);
}

static void values_are_read_strictly(void **state)
{
    (void)state;
    CHECK(value_rows);
}

static void simulated_values_must_exist_and_fit(void **state)
{
    (void)state;
    CHECK(simulation_rows);
}

static void jobs_must_fit_and_the_wire_decides_the_rest(void **state)
{
    (void)state;
    CHECK(connection_rows);
}

/** One pass tells everything, in the order of the file, although zones and connections are read out of order. */
static void all_faults_are_told_in_the_order_of_the_file(void **state)
{
    (void)state;
    static const char text[] = "connections:\n  X: {from: A, to: Z}\n"
                               "cpus:\n  A: {address: 1.2.3, profile: s7-15, slot: x}\n"
                               "zones: {z: {nets: [1]}}\n"
                               "foo: 1\n";
    static const struct {
        unsigned line, column;
    } expected[] = {{1, 1}, {1, 1}, {2, 20}, {4, 16}, {4, 32}, {4, 45}, {5, 20}, {6, 1}};
    loading_run(&loading, text, sizeof text - 1);
    if (loading.count != sizeof expected / sizeof expected[0])
        loading_print(&loading);
    assert_int_equal(loading.count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < loading.count; i++) {
        assert_int_equal(loading.found[i].mark.line, expected[i].line);
        assert_int_equal(loading.found[i].mark.column, expected[i].column);
    }
    assert_int_equal(loading.error, S7_ERR_LOCAL_FILE);
}

static void a_flood_of_faults_is_cut(void **state)
{
    (void)state;
    char *text = malloc(400000);
    assert_non_null(text);
    size_t size = (size_t)sprintf(text, HEAD);
    for (int i = 0; i < 20000; i++)
        size += (size_t)sprintf(text + size, "key%d: 1\n", i);
    loading_run(&loading, text, size);
    free(text);
    assert_int_equal(loading.error, S7_ERR_LOCAL_FILE);
    assert_int_equal(loading.count, 201);
    assert_non_null(strstr(loading.found[200].message, "19800 further findings"));
}

static void too_much_is_refused_without_reading_it(void **state)
{
    (void)state;
    size_t size = (16U << 20) + 1;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, '#', size);
    loading_run(&loading, text, size);
    assert_int_equal(loading.error, S7_ERR_LOCAL_FILE);
    assert_non_null(strstr(loading.found[0].message, "larger than 16 MiB"));
    size_t many = (size_t)sprintf(text, HEAD "cpus: [");
    while (many < 2300000)
        many += (size_t)sprintf(text + many, "1,");
    loading_run(&loading, text, many);
    free(text);
    assert_int_equal(loading.error, S7_ERR_LOCAL_FILE);
    assert_non_null(strstr(loading.found[0].message, "more than 1000000 values"));
}

static void too_many_members_are_refused(void **state)
{
    (void)state;
    char *text = malloc(400000);
    assert_non_null(text);
    size_t size = (size_t)sprintf(text, HEAD "zones:\n");
    for (int i = 0; i < 10001; i++)
        size += (size_t)sprintf(text + size, "  z%d: {}\n", i);
    loading_run(&loading, text, size);
    assert_int_equal(loading.error, S7_ERR_LOCAL_FILE);
    assert_non_null(strstr(loading.found[0].message, "at most 10000 are possible"));
    size -= strlen("  z10000: {}\n");
    loading_run(&loading, text, size);
    free(text);
    assert_int_equal(loading.error, S7_OK);
    assert_int_equal(loading.plant->zone_count, 10000);
    s7_plant_free(loading.plant);
}

static void nobody_has_to_listen(void **state)
{
    (void)state;
    struct s7_plant *plant = NULL;
    assert_int_equal(s7_plant_load("x", 1, NULL, NULL, &plant), S7_ERR_LOCAL_FILE);
    assert_int_equal(s7_plant_load(NULL, 0, NULL, NULL, &plant), S7_ERR_LOCAL_FILE);
    assert_null(plant);
    s7_plant_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_plain_yaml_is_refused_in_its_place),
        cmocka_unit_test(values_are_read_strictly),
        cmocka_unit_test(simulated_values_must_exist_and_fit),
        cmocka_unit_test(jobs_must_fit_and_the_wire_decides_the_rest),
        cmocka_unit_test(all_faults_are_told_in_the_order_of_the_file),
        cmocka_unit_test(a_flood_of_faults_is_cut),
        cmocka_unit_test(too_much_is_refused_without_reading_it),
        cmocka_unit_test(too_many_members_are_refused),
        cmocka_unit_test(nobody_has_to_listen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
