/* SPDX-License-Identifier: MIT */
#include "engine/slice.h"

#include "check.h"

#include <string.h>

#include "cases.h"
#include "wire/data_item.h"

enum { ITEMS = 40 };

static struct s7_slice_limits limits_of(size_t pdu_length)
{
    return (struct s7_slice_limits){pdu_length, 255};
}

static uint32_t below(struct s7_chance *chance, uint32_t n)
{
    return (uint32_t)s7_chance_below(chance, n);
}

static struct s7_range random_range(struct s7_chance *chance)
{
    static const enum s7_area areas[] = {S7_AREA_DB, S7_AREA_MEMORY, S7_AREA_TIMER, S7_AREA_COUNTER};
    struct s7_range range = {.area = areas[below(chance, 4)], .db = 1};
    if (range.area == S7_AREA_TIMER || range.area == S7_AREA_COUNTER) {
        range.first_bit = 16 * below(chance, 100);
        range.bit_count = 16 * (1 + below(chance, 200));
    } else if (below(chance, 3) == 0) {
        range.first_bit = below(chance, 10000);
        range.bit_count = 1;
    } else {
        range.first_bit = 8 * below(chance, 10000);
        range.bit_count = 8 * (1 + below(chance, below(chance, 4) ? 60 : 3000));
    }
    return range;
}

/* What the PDUs of one request would really occupy, counted from the items. */
static void check_request(const struct s7_job *job, const struct s7_slice *slices, size_t count,
                          size_t pdu_length)
{
    size_t specifications = 12 * count, values = 0;
    for (size_t i = 0; i < count; i++)
        values += 4 + slices[i].size + (i + 1 < count ? slices[i].size % 2 : 0);
    size_t request = 12 + specifications + (job->kind == S7_JOB_WRITE ? values : 0);
    size_t answer = 14 + (job->kind == S7_JOB_WRITE ? count : values);
    assert_true(request <= pdu_length);
    assert_true(answer <= pdu_length);
    assert_true(count <= 255);
}

/* Every octet of every item is covered once, in order, and every request and answer fits. */
static void check_job(const struct s7_job *job, size_t pdu_length)
{
    struct s7_slice_point at = {0, 0};
    static struct s7_slice slices[256];
    while (at.item < job->item_count) {
        struct s7_slicer slicer = s7_slicer_start(job, at, limits_of(pdu_length));
        size_t count = 0;
        struct s7_slice_point expected = at;
        while (s7_slicer_next(&slicer, &slices[count])) {
            const struct s7_slice *slice = &slices[count++];
            assert_int_equal(slice->item_index, expected.item);
            assert_int_equal(slice->offset, expected.offset);
            assert_true(slice->size > 0);
            expected.offset += slice->size;
            if (expected.offset == s7_range_size(&slice->item->range))
                expected = (struct s7_slice_point){expected.item + 1, 0};
        }
        assert_true(count > 0); /* progress */
        assert_int_equal(slicer.count, count);
        assert_int_equal(slicer.at.item, expected.item);
        check_request(job, slices, count, pdu_length);
        at = slicer.at;
    }
}

static void requests_cover_everything_and_fit(void **state)
{
    static struct s7_job_item items[ITEMS];
    (void)state;
    struct s7_chance chance = cases_begin("slice");
    for (unsigned long n = cases_count(); n > 0; n--) {
        struct s7_job job = {.kind = below(&chance, 2) ? S7_JOB_READ : S7_JOB_WRITE, .items = items};
        job.item_count = 1 + below(&chance, ITEMS);
        for (size_t i = 0; i < job.item_count; i++)
            items[i] = (struct s7_job_item){.range = random_range(&chance)};
        check_job(&job, S7_SLICE_PDU_MIN + below(&chance, below(&chance, 2) ? 250 : 2000));
    }
}

static size_t requests_of(enum s7_job_kind kind, uint32_t octets, size_t pdu_length)
{
    struct s7_job_item item = {.range = {.area = S7_AREA_DB, .db = 1, .bit_count = octets * 8}};
    struct s7_job job = {.kind = kind, .items = &item, .item_count = 1};
    struct s7_slice_point at = {0, 0};
    size_t count = 0;
    for (; at.item < 1; count++) {
        struct s7_slicer slicer = s7_slicer_start(&job, at, limits_of(pdu_length));
        struct s7_slice slice;
        while (s7_slicer_next(&slicer, &slice))
            continue;
        at = slicer.at;
    }
    return count;
}

/* The limits of protocol page 4.8: read P - 18, write P - 28. */
static void one_item_uses_the_whole_pdu(void **state)
{
    static const size_t lengths[] = {240, 480, 960, 1920};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        size_t p = lengths[i];
        assert_int_equal(requests_of(S7_JOB_READ, (uint32_t)(p - 18), p), 1);
        assert_int_equal(requests_of(S7_JOB_READ, (uint32_t)(p - 17), p), 2);
        assert_int_equal(requests_of(S7_JOB_WRITE, (uint32_t)(p - 28), p), 1);
        assert_int_equal(requests_of(S7_JOB_WRITE, (uint32_t)(p - 27), p), 2);
    }
}

/* 19 items at 240, 39 at 480: limited by the request. */
static void items_are_packed_by_request_size(void **state)
{
    static struct s7_job_item items[100];
    (void)state;
    for (size_t i = 0; i < 100; i++)
        items[i] = (struct s7_job_item){
            .range = {.area = S7_AREA_MEMORY, .first_bit = (uint32_t)i * 16, .bit_count = 16}};
    struct s7_job job = {.kind = S7_JOB_READ, .items = items, .item_count = 100};
    static const struct {
        size_t pdu_length, count;
    } rows[] = {{240, 19}, {480, 39}, {960, 79}};
    for (size_t i = 0; i < 3; i++) {
        struct s7_slicer slicer =
            s7_slicer_start(&job, (struct s7_slice_point){0, 0}, limits_of(rows[i].pdu_length));
        struct s7_slice slice;
        while (s7_slicer_next(&slicer, &slice))
            continue;
        assert_int_equal(slicer.count, rows[i].count);
    }
}

static void items_are_packed_by_number(void **state)
{
    static struct s7_job_item items[50];
    (void)state;
    for (size_t i = 0; i < 50; i++)
        items[i] =
            (struct s7_job_item){.range = {.area = S7_AREA_MEMORY, .first_bit = (uint32_t)i, .bit_count = 1}};
    struct s7_job job = {.kind = S7_JOB_WRITE, .items = items, .item_count = 50};
    struct s7_slicer slicer =
        s7_slicer_start(&job, (struct s7_slice_point){0, 0}, (struct s7_slice_limits){960, 20});
    struct s7_slice slice;
    while (s7_slicer_next(&slicer, &slice))
        continue;
    assert_int_equal(slicer.count, 20);
}

static void an_item_that_fits_one_pdu_is_not_torn(void **state)
{
    struct s7_job_item items[] = {{.range = {.area = S7_AREA_DB, .db = 1, .bit_count = 100 * 8}},
                                  {.range = {.area = S7_AREA_DB, .db = 1, .bit_count = 200 * 8}}};
    struct s7_job job = {.kind = S7_JOB_READ, .items = items, .item_count = 2};
    struct s7_slicer slicer = s7_slicer_start(&job, (struct s7_slice_point){0, 0}, limits_of(240));
    struct s7_slice slice;
    (void)state;
    assert_true(s7_slicer_next(&slicer, &slice));
    assert_false(
        s7_slicer_next(&slicer, &slice)); /* 118 octets are left: the second item waits for its own PDU */
    assert_int_equal(slicer.at.item, 1);
    assert_int_equal(slicer.at.offset, 0);
}

static void timers_advance_by_number(void **state)
{
    struct s7_job_item timers = {.range = {.area = S7_AREA_TIMER, .first_bit = 16 * 5, .bit_count = 16 * 200}};
    struct s7_job job = {.kind = S7_JOB_READ, .items = &timers, .item_count = 1};
    struct s7_slicer slicer = s7_slicer_start(&job, (struct s7_slice_point){0, 222}, limits_of(240));
    struct s7_slice slice;
    (void)state;
    assert_true(s7_slicer_next(&slicer, &slice));
    struct s7_item item = s7_slice_item(&slice);
    assert_int_equal(item.transport_size, 0x1D);
    assert_int_equal(item.area, 0x1D);
    assert_int_equal(item.address, 5 + 111);
    assert_int_equal(item.count, slice.size / 2);
    assert_int_equal(slice.size, 178);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_cover_everything_and_fit),     cmocka_unit_test(one_item_uses_the_whole_pdu),
        cmocka_unit_test(items_are_packed_by_request_size),      cmocka_unit_test(items_are_packed_by_number),
        cmocka_unit_test(an_item_that_fits_one_pdu_is_not_torn), cmocka_unit_test(timers_advance_by_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
