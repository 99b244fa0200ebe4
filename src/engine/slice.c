/* SPDX-License-Identifier: MIT */
#include "engine/slice.h"

#include "wire/data_item.h"
#include "wire/var.h"

enum {
    READ_REQUEST_BASE = S7_HEADER_SIZE_MIN + S7_VAR_PARAMETER_SIZE,
    ANSWER_BASE = S7_HEADER_SIZE_MAX + S7_VAR_PARAMETER_SIZE,
    /* Worth starting a slice of an item that does not fit into any single PDU. */
    SPLIT_MIN = 32
};

/* What one item costs in request and answer, besides its octets. */
struct cost {
    size_t request;
    size_t answer;
    size_t *data_side; /* which of the two sums its octets count on */
};

struct s7_slicer s7_slicer_start(const struct s7_job *job, struct s7_slice_point at,
                                 struct s7_slice_limits limits)
{
    return (struct s7_slicer){
        .job = job, .at = at, .limits = limits, .request_size = READ_REQUEST_BASE, .answer_size = ANSWER_BASE};
}

static struct cost cost_of(struct s7_slicer *slicer)
{
    if (slicer->job->kind == S7_JOB_READ)
        return (struct cost){S7_ITEM_ANY_SIZE, S7_DATA_ITEM_HEADER_SIZE, &slicer->answer_size};
    return (struct cost){S7_ITEM_ANY_SIZE + S7_DATA_ITEM_HEADER_SIZE, 1, &slicer->request_size};
}

static bool is_word_area(enum s7_area area)
{
    return area == S7_AREA_TIMER || area == S7_AREA_COUNTER;
}

/* Octets of data that still fit; 0 when not even an empty item does. */
static size_t room_left(const struct s7_slicer *slicer, const struct cost *cost)
{
    size_t fill = slicer->odd ? 1 : 0;
    bool data_in_request = cost->data_side == &slicer->request_size;
    size_t request = slicer->request_size + cost->request + (data_in_request ? fill : 0);
    size_t answer = slicer->answer_size + cost->answer + (data_in_request ? 0 : fill);
    if (request > slicer->limits.pdu_length || answer > slicer->limits.pdu_length ||
        slicer->count == slicer->limits.item_count)
        return 0;
    return slicer->limits.pdu_length - (data_in_request ? request : answer);
}

/* How much of the item's rest goes into this request: all, a part of one that no PDU can hold, or nothing. */
static size_t size_of_slice(struct s7_slicer *slicer, const struct cost *cost, const struct s7_range *range)
{
    size_t rest = s7_range_size(range) - slicer->at.offset;
    size_t room = room_left(slicer, cost);
    if (rest <= room)
        return rest;
    struct s7_slicer empty = s7_slicer_start(slicer->job, slicer->at, slicer->limits);
    struct cost empty_cost = cost_of(&empty);
    size_t most = room_left(&empty, &empty_cost);
    if (slicer->count > 0 && (rest <= most || room < SPLIT_MIN))
        return 0;
    return is_word_area(range->area) ? room / 2 * 2 : room;
}

bool s7_slicer_next(struct s7_slicer *slicer, struct s7_slice *ret_slice)
{
    if (slicer->at.item >= slicer->job->item_count)
        return false;
    struct s7_job_item *item = &slicer->job->items[slicer->at.item];
    struct cost cost = cost_of(slicer);
    size_t size = size_of_slice(slicer, &cost, &item->range);
    if (size == 0)
        return false;

    *ret_slice = (struct s7_slice){item, slicer->at.item, slicer->at.offset, (uint32_t)size};
    *cost.data_side += size + (slicer->odd ? 1 : 0);
    slicer->request_size += cost.request;
    slicer->answer_size += cost.answer;
    slicer->odd = size % 2 != 0;
    slicer->count++;
    slicer->at.offset += (uint32_t)size;
    if (slicer->at.offset == s7_range_size(&item->range))
        slicer->at = (struct s7_slice_point){slicer->at.item + 1, 0};
    return true;
}

struct s7_item s7_slice_item(const struct s7_slice *slice)
{
    const struct s7_range *range = &slice->item->range;
    struct s7_item item = {.specification = S7_ITEM_VARIABLE,
                           .syntax = S7_SYNTAX_S7ANY,
                           .db = range->db,
                           .area = (uint8_t)range->area};
    if (is_word_area(range->area)) {
        item.transport_size = (uint8_t)range->area; /* timers 1D, counters 1C: area and transport size agree */
        item.count = (uint16_t)(slice->size / 2);
        item.address = range->first_bit / 16 + slice->offset / 2;
    } else if (s7_range_is_bit(range)) {
        item.transport_size = S7_TRANSPORT_BIT;
        item.count = 1;
        item.address = range->first_bit;
    } else {
        item.transport_size = S7_TRANSPORT_BYTE;
        item.count = (uint16_t)slice->size;
        item.address = range->first_bit + slice->offset * 8;
    }
    return item;
}
