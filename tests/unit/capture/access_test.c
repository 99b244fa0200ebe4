/* SPDX-License-Identifier: MIT */
#include "capture/access.h"

#include "access_telling.h"
#include "cases.h"
#include "check.h"
#include "value/range.h"

static void tell_access(void *user, const struct s7_access *access)
{
    char range[64] = "opaque", line[200];
    (void)user;
    if (access->addressed)
        snprintf(range, sizeof range, "area %02X DB%u at %u count %u", (unsigned)access->raw.area,
                 access->raw.db, (unsigned)access->raw.first_bit, (unsigned)access->raw.bit_count);
    else if (!access->opaque)
        assert_true(s7_range_format(&access->range, range, sizeof range) > 0);
    int length = snprintf(line, sizeof line, "%u.%u %s %02X %s", access->item, access->part,
                          s7_means_text(access->means), access->transport_size, range);
    if (access->value.size)
        snprintf(line + length, sizeof line - (size_t)length, " := %zu by %02X", access->value.size,
                 access->data_transport);
    tell(line);
}

/* The accesses of a PDU, one after the other. */
static const char *accesses(const uint8_t *pdu, size_t size)
{
    tell_nothing();
    s7_access_find(pdu, size, tell_access, NULL);
    return told;
}

static void check_hex(const char *hex, const char *expected)
{
    struct vector vector;
    assert_true(vector_hex(hex, &vector));
    assert_string_equal(accesses(vector.octets + PACKET_HEAD, vector.size - PACKET_HEAD), expected);
}

static void test_means(void **state)
{
    (void)state;
    assert_int_equal(s7_means_operation(S7_MEANS_READ_VAR), S7_OPERATION_READ);
    assert_int_equal(s7_means_operation(S7_MEANS_WRITE_VAR), S7_OPERATION_WRITE);
    assert_int_equal(s7_means_operation(S7_MEANS_CHANGE_DRIVEN), S7_OPERATION_READ);
    assert_int_equal(s7_means_operation(S7_MEANS_FORCE), S7_OPERATION_WRITE);
    assert_string_equal(s7_means_text(S7_MEANS_MODIFY_VARIABLE), "modify variable");
}

static void test_jobs(void **state)
{
    (void)state;
    check_hex("03 00 00 1f 02 f0 80 32 01 00 00 00 00 00 0e 00 00 04 01 12 0a 10 02 00 40 00 01 84 00 00 00",
              "0.0 Read Var 02 P#DB1.DBX0.0 BYTE 64");
    check_hex("03 00 00 1f 02 f0 80 32 01 00 00 00 00 00 0e 00 00 04 01 12 0a 10 02 00 02 00 00 80 00 08 00",
              "0.0 Read Var 02 area 80 DB0 at 2048 count 2");
    check_hex(
        "03 00 00 24 02 f0 80 32 01 00 00 00 01 00 0e 00 05 05 01 12 0a 10 01 00 01 00 00 83 00 00 08 00 03 "
        "00 01 00",
        "0.0 Write Var 01 P#M1.0 BOOL 1 := 1 by 03");
    check_hex(
        "03 00 00 26 02 f0 80 32 01 00 00 0d 00 00 15 00 00 04 01 12 11 b0 03 02 00 4a 00 6c 04 00 4c 01 94 02 "
        "00 51 00 3c",
        "0.0 Read Var 00 P#DB74.DBX108.0 BYTE 2, 0.1 Read Var 00 P#DB76.DBX404.0 BYTE 4, "
        "0.2 Read Var 00 P#DB81.DBX60.0 BYTE 2");
    /* symbolic */
    check_hex(
        "03 00 00 23 02 f0 80 32 01 00 00 02 00 00 12 00 00 04 01 12 0e b2 ff 8a 0e 00 0a 11 22 33 44 40 00 00 "
        "09",
        "0.0 Read Var 00 opaque");
    /* an odd item, its fill octet, and another item */
    check_hex(
        "03 00 00 29 02 f0 80 32 01 00 00 02 00 00 18 00 00 04 02 12 07 b0 01 02 00 4a 00 6c 00 12 0a 10 04 00 "
        "01 00 00 83 00 00 10",
        "0.0 Read Var 00 P#DB74.DBX108.0 BYTE 2, 1.0 Read Var 04 P#M2.0 BYTE 2");
    /* setup communication has none */
    check_hex("03 00 00 19 02 f0 80 32 01 00 00 00 00 00 08 00 00 f0 00 00 01 00 01 01 e0", "");
}

static void test_userdata(void **state)
{
    (void)state;
    check_hex(
        "03 00 00 2d 02 f0 80 32 07 00 00 05 00 00 08 00 14 00 01 12 04 11 42 01 00 ff 09 00 10 00 01 01 01 12 "
        "0a 10 02 00 04 00 00 83 00 00 00",
        "0.0 cyclic transfer 02 P#M0.0 BYTE 4");
    check_hex(
        "03 00 00 34 02 f0 80 32 07 00 00 24 00 00 08 00 1b 00 01 12 04 11 42 07 01 ff 09 00 17 00 01 01 01 12 "
        "11 b0 03 05 00 51 01 72 1d 00 83 00 3c 16 00 83 01 3e",
        "0.0 change-driven transfer 00 P#DB81.DBX370.0 BYTE 5, 0.1 change-driven transfer 00 "
        "P#DB131.DBX60.0 BYTE 29, 0.2 change-driven transfer 00 P#DB131.DBX318.0 BYTE 22");
    check_hex(
        "03 00 00 47 02 f0 80 32 07 00 00 6e 03 00 0c 00 2a 00 01 12 08 12 41 02 00 00 00 00 00 ff 09 00 26 00 "
        "14 00 0e 00 00 00 01 00 00 00 12 00 01 00 01 00 01 00 01 00 01 02 00 00 02 01 06 00 00 00 00 11 01 00 "
        "00 00 08",
        "0.0 variable status 02 P#M0.0 BYTE 6, 1.0 variable status 02 P#I8.0 BYTE 1");
    check_hex(
        "03 00 00 61 02 f0 80 32 07 00 00 68 03 00 0c 00 44 00 01 12 08 12 41 08 00 00 00 00 00 ff 09 00 40 00 "
        "14 00 28 00 00 00 01 00 01 00 06 00 01 00 01 00 01 00 01 00 01 02 00 00 03 03 01 00 00 00 00 02 01 00 "
        "00 00 04 10 01 00 00 00 08 00 09 00 04 41 33 85 1f 00 09 00 02 de ad 00 09 00 01 01 00",
        "0.0 modify variable 06 P#M0.0 BYTE 4 := 4 by 09, 1.0 modify variable 04 P#M4.0 BYTE 2 := 2 by 09, "
        "2.0 modify variable 01 P#I8.1 BOOL 1 := 1 by 09");
    /* a push, a record, an unsubscription, an answer: none */
    check_hex(
        "03 00 00 2b 02 f0 80 32 07 00 00 00 00 00 0c 00 0e 00 01 12 08 12 02 01 05 00 00 00 00 ff 09 00 0a 00 "
        "01 ff 04 00 20 01 02 03 05",
        "");
    check_hex(
        "03 00 00 2b 02 f0 80 32 07 00 00 04 00 00 08 00 12 00 01 12 04 11 42 08 00 ff 09 00 0e 00 01 12 0a 10 "
        "02 00 40 00 01 01 00 01 00",
        "");
    check_hex("03 00 00 1f 02 f0 80 32 07 00 00 06 00 00 08 00 06 00 01 12 04 11 42 04 00 ff 09 00 02 01 05",
              "");
}

/* A job that is replaced: function, sequence and the new lists within the data. */
static void test_replacement(void **state)
{
    (void)state;
    check_hex(
        "03 00 00 3b 02 f0 80 32 07 00 00 01 00 00 0c 00 1e 00 01 12 08 12 41 12 00 00 00 00 00 ff 09 00 1a 00 "
        "00 00 16 00 00 09 02 00 00 00 0e 00 01 54 01 00 00 00 05 00 09 00 02 25 04",
        "0.0 force 1D T5 := 2 by 09");
    check_hex(
        "03 00 00 35 02 f0 80 32 07 00 00 01 00 00 0c 00 18 00 01 12 08 12 41 12 00 00 00 00 00 ff 09 00 14 00 "
        "00 00 10 00 00 02 02 00 00 00 08 00 01 64 03 00 00 00 05",
        "0.0 variable status 1C C5*3");
}

/* A random request of a client: what it means, and its octets. */
struct request {
    struct s7_range ranges[40];
    size_t count;
    bool cyclic;
    uint8_t pdu[1024];
    size_t size;
};

static struct s7_range random_range(struct s7_chance *chance)
{
    static const enum s7_area areas[] = {S7_AREA_COUNTER, S7_AREA_TIMER,  S7_AREA_INPUT,
                                         S7_AREA_OUTPUT,  S7_AREA_MEMORY, S7_AREA_DB};
    struct s7_range range = {.area = areas[s7_chance_below(chance, 6)], .bit_count = 1};
    bool bit = range.area >= S7_AREA_INPUT && s7_chance_below(chance, 3) == 0;
    uint32_t unit = bit ? 1 : range.area >= S7_AREA_INPUT ? 8 : 16;
    range.db = range.area == S7_AREA_DB ? (uint16_t)(1 + s7_chance_below(chance, 65535)) : 0;
    range.bit_count = bit ? 1 : unit * (uint32_t)(1 + s7_chance_below(chance, 255));
    range.first_bit = unit * (uint32_t)s7_chance_below(chance, 60000);
    return range;
}

static void add_any(struct s7_writer *writer, bool last, const struct s7_range *range)
{
    struct s7_item item = {.specification = S7_ITEM_VARIABLE, .syntax = S7_SYNTAX_S7ANY, .db = range->db};
    bool words = range->area == S7_AREA_TIMER || range->area == S7_AREA_COUNTER;
    item.area = (uint8_t)range->area;
    item.transport_size = words ? item.area : range->bit_count == 1 ? S7_TRANSPORT_BIT : S7_TRANSPORT_BYTE;
    item.count = (uint16_t)(range->bit_count == 1 ? 1 : range->bit_count / (words ? 16 : 8));
    item.address = words ? range->first_bit / 16 : range->first_bit;
    s7_item_encode(writer, last, &item);
}

static void add_dbread(struct s7_writer *writer, bool last, const struct s7_range *range)
{
    uint8_t octets[6] = {1, (uint8_t)(range->bit_count / 8)};
    s7_store_u16(octets + 2, range->db);
    s7_store_u16(octets + 4, (uint16_t)(range->first_bit / 8));
    struct s7_item item = {.specification = S7_ITEM_VARIABLE, .syntax = 0xB0, .other = {octets, sizeof octets}};
    s7_item_encode(writer, last, &item);
}

enum { JOB_HEAD = 12, CYCLIC_HEAD = 26, CYCLIC_PARAMETER_END = 18, CYCLIC_DATA_HEAD_END = 22 };

/* The head, with lengths that say that the PDU has `size` octets. */
static void set_head(struct request *request, size_t size)
{
    static const uint8_t job[JOB_HEAD] = {0x32, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0x04};
    static const uint8_t cyclic[CYCLIC_HEAD] = {0x32, 7,    0,    0, 0, 1,    0,    8, 0, 0, 0, 1, 0x12,
                                                4,    0x11, 0x42, 1, 0, 0xFF, 0x09, 0, 0, 0, 0, 1, 1};
    uint8_t *at = request->pdu;
    if (request->cyclic) {
        memcpy(at, cyclic, sizeof cyclic);
        s7_store_u16(at + 8, (uint16_t)(size - CYCLIC_PARAMETER_END));
        s7_store_u16(at + 20, (uint16_t)(size - CYCLIC_DATA_HEAD_END));
        at[23] = (uint8_t)request->count;
    } else {
        memcpy(at, job, sizeof job);
        s7_store_u16(at + 6, (uint16_t)(size - JOB_HEAD + 2));
        at[11] = (uint8_t)request->count;
    }
}

static void random_request(struct s7_chance *chance, struct request *request)
{
    struct s7_writer writer = s7_writer_over(request->pdu, sizeof request->pdu);
    request->cyclic = s7_chance_below(chance, 2);
    request->count = 1 + (size_t)s7_chance_below(chance, 40);
    s7_writer_take(&writer, request->cyclic ? CYCLIC_HEAD : JOB_HEAD);
    for (size_t i = 0; i < request->count; i++) {
        request->ranges[i] = random_range(chance);
        bool parts = request->ranges[i].area == S7_AREA_DB && request->ranges[i].bit_count != 1;
        (parts ? add_dbread : add_any)(&writer, i + 1 == request->count, &request->ranges[i]);
    }
    request->size = s7_writer_size(&writer);
    set_head(request, request->size);
}

struct comparison {
    const struct request *request;
    size_t index;
};

static void compare(void *user, const struct s7_access *access)
{
    struct comparison *comparison = user;
    assert_true(comparison->index < comparison->request->count && !access->opaque);
    assert_int_equal(access->item, comparison->index);
    assert_memory_equal(&access->range, &comparison->request->ranges[comparison->index], sizeof access->range);
    assert_int_equal(access->means, comparison->request->cyclic ? S7_MEANS_CYCLIC : S7_MEANS_READ_VAR);
    comparison->index++;
}

/* What is asked is found; of a request that is cut off, what comes before the cut. */
static void test_random_requests(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("random requests");
    static struct request request;
    for (unsigned long n = cases_count(); n--;) {
        random_request(&chance, &request);
        struct comparison whole = {&request, 0}, part = {&request, 0};
        assert_int_equal(s7_access_find(request.pdu, request.size, compare, &whole), request.count);
        size_t head = request.cyclic ? CYCLIC_HEAD : JOB_HEAD;
        size_t size = head + (size_t)s7_chance_below(&chance, request.size - head);
        set_head(&request, size);
        assert_true(s7_access_find(request.pdu, size, compare, &part) < request.count);
    }
}

/* Every telegram that is known, cut anywhere, in a block of its size: nothing is read behind it. */
static void test_vectors_cut_anywhere(void **state)
{
    (void)state;
    size_t given = 0;
    for (size_t file = 0; vector_files[file]; file++) {
        struct vectors *vectors = vectors_load(vector_files[file]);
        for (size_t i = 0; i < vectors->count; i++) {
            const struct vector *vector = &vectors->list[i];
            for (size_t size = PACKET_HEAD; size <= vector->size; size++) {
                uint8_t *copy = malloc(size);
                assert_non_null(copy);
                memcpy(copy, vector->octets, size);
                given += strlen(accesses(copy + PACKET_HEAD, size - PACKET_HEAD));
                free(copy);
            }
        }
        free(vectors);
    }
    assert_true(given > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means),           cmocka_unit_test(test_jobs),
        cmocka_unit_test(test_userdata),        cmocka_unit_test(test_replacement),
        cmocka_unit_test(test_random_requests), cmocka_unit_test(test_vectors_cut_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
