/* SPDX-License-Identifier: MIT */
#include "cli/fault_reading.h"
#include "unit/cli/faulty.h"

/* The reason, "" when it is read; the fault of the last one. */
static struct s7_fault_reading last;

static const char *reason(struct faulty *faulty, const char *text)
{
    static char why[S7_CPU_FAULTS_WHY_SIZE];
    json_t *object = json_loads(text, JSON_DECODE_ANY, NULL);
    assert_non_null(object);
    why[0] = '\0';
    bool read = s7_fault_read(faulty->plant, object, &last, why);
    assert_int_equal(read, why[0] == 0);
    json_decref(object);
    return why;
}

#define READS(text)       assert_string_equal(reason(faulty, text), "")
#define FAILS(text, says) assert_string_equal(reason(faulty, text), says)

static void every_kind_is_read_with_what_it_needs(void **state)
{
    struct faulty *faulty = *state;
    READS("{\"kind\": \"db_short\", \"db\": 65535, \"size\": 65535, \"after\": 1000000, \"times\": 7}");
    assert_int_equal(last.fault.kind, S7_PLANT_FAULT_DB_SHORT);
    assert_int_equal(last.fault.db, 65535);
    assert_int_equal(last.fault.size, 65535);
    assert_int_equal(last.fault.after, 1000000);
    assert_int_equal(last.fault.times, 7);
    READS("{\"kind\": \"exhausted\", \"class\": \"pg\"}");
    assert_int_equal(last.fault.connection_class, S7_PLANT_CLASS_PG);
    READS("{\"kind\": \"delay\", \"time\": \"2m\"}");
    assert_int_equal(last.fault.time, 120 * S7_SECOND);
    assert_string_equal(last.address, "");
    READS("{\"kind\": \"stop\", \"partner\": \"DESK\"}"); /* by name, or by address */
    assert_string_equal(last.address, "127.0.0.9");
    READS("{\"kind\": \"stop\", \"partner\": \"10.9.8.7\"}");
    assert_string_equal(last.address, "10.9.8.7");
}

static void what_is_wrong_is_said(void **state)
{
    struct faulty *faulty = *state;
    FAILS("[]", "an object with a \"kind\" is expected");
    FAILS("{}", "\"kind\" is missing");
    FAILS("{\"kind\": \"slow\"}", "kind: \"slow\" is none; `sieben help fault` names them");
    FAILS("{\"kind\": 5}", "kind: \"?\" is none; `sieben help fault` names them");
    FAILS("{\"kind\": \"stop\", \"colour\": 1}", "colour: a fault has no such key");
    FAILS("{\"kind\": \"db_short\", \"db\": 1}", "db_short: \"size\" is missing");
    FAILS("{\"kind\": \"stop\", \"db\": 1}", "stop: this kind of fault has no \"db\"");
    FAILS("{\"kind\": \"db_missing\", \"db\": 0}", "db: a whole number from 1 to 65535 is expected");
    FAILS("{\"kind\": \"db_missing\", \"db\": 65536}", "db: a whole number from 1 to 65535 is expected");
    FAILS("{\"kind\": \"db_missing\", \"db\": \"1\"}", "db: a whole number from 1 to 65535 is expected");
    FAILS("{\"kind\": \"silent\", \"after\": -1}", "after: a whole number from 0 to 1000000 is expected");
    FAILS("{\"kind\": \"exhausted\", \"class\": \"hmi\"}",
          "class: \"hmi\" is none; `sieben help fault` names them");
    FAILS("{\"kind\": \"delay\", \"time\": 5}", "time: a duration like 500ms, 5s or 1m is expected");
    FAILS("{\"kind\": \"delay\", \"time\": \"0ms\"}", "time: from 1ms to 24h");
    FAILS("{\"kind\": \"delay\", \"time\": \"25h\"}", "time: from 1ms to 24h");
    FAILS("{\"kind\": \"stop\", \"partner\": \"LOST\"}",
          "partner: \"LOST\" is no CPU or host of the plant, and no address");
    FAILS("{\"kind\": \"stop\", \"partner\": 7}",
          "partner: \"?\" is no CPU or host of the plant, and no address");
}

/* What is written is what is read. */
static void writing_is_the_other_way_round(void **state)
{
    static const struct {
        struct s7_cpu_fault fault;
        const char *text;
    } rows[] = {
        {{.kind = S7_CPU_FAULT_DB_SHORT, .db = 2, .size = 3, .times = 4},
         "{\"db\":2,\"kind\":\"db_short\",\"size\":3,\"times\":4}"},
        {{.kind = S7_CPU_FAULT_EXHAUSTED, .connection_class = S7_CPU_CLASS_OP, .partner = "10.1.1.9"},
         "{\"class\":\"op\",\"kind\":\"exhausted\",\"partner\":\"10.1.1.9\"}"},
        {{.kind = S7_CPU_FAULT_TRICKLE, .time = 60 * S7_SECOND, .after = 1},
         "{\"after\":1,\"kind\":\"trickle\",\"time\":\"60000ms\"}"},
        {{.kind = S7_CPU_FAULT_WRONG_SLOT}, "{\"kind\":\"wrong_slot\"}"},
    };
    struct faulty *faulty = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *object = s7_fault_write(&rows[i].fault);
        char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
        assert_string_equal(text, rows[i].text);
        READS(text);
        assert_int_equal((int)last.fault.kind, (int)rows[i].fault.kind);
        assert_int_equal(last.fault.time, rows[i].fault.time);
        assert_string_equal(last.address, rows[i].fault.partner);
        free(text);
        json_decref(object);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULTY(every_kind_is_read_with_what_it_needs),
        FAULTY(what_is_wrong_is_said),
        FAULTY(writing_is_the_other_way_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
