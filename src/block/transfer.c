/* SPDX-License-Identifier: MIT */
#include "block/transfer.h"

#include "profile/profile.h"
#include "value/area.h"

void s7_transfer_init(struct s7_transfer *transfer, enum s7_job_kind kind, uint8_t *buffer, size_t buffer_size)
{
    *transfer = (struct s7_transfer){.kind = kind, .buffer = buffer, .buffer_size = buffer_size};
}

static void end_with(struct s7_transfer *transfer, enum s7_block_status status, const struct s7_fault *fault)
{
    transfer->running = false;
    transfer->busy = false;
    transfer->done = status == S7_BLOCK_OK;
    transfer->error = status != S7_BLOCK_OK;
    transfer->status = (uint16_t)status;
    transfer->fault = *fault;
}

static void end_with_local(struct s7_transfer *transfer, enum s7_block_status status, int error, size_t item)
{
    struct s7_fault fault = {.error = error, .item = (uint32_t)item};
    end_with(transfer, status, &fault);
}

/** Both sides of a pair carry the same octets: a bit goes with a bit, octets with as many octets. */
static bool area_fits(const struct s7_block_area *area)
{
    return s7_area_find(area->remote.area) && s7_range_transferable(&area->remote) &&
           s7_range_transferable(&area->local) && area->remote.bit_count == area->local.bit_count;
}

/** Copies the areas into the job; false: *ret_item is the one that does not fit. */
static bool latch_areas(struct s7_transfer *transfer, size_t *ret_item)
{
    size_t fill = 0;
    *ret_item = 0;
    if (transfer->area_count < 1 || transfer->area_count > transfer->link->area_most ||
        transfer->area_count > S7_BLOCK_AREAS)
        return false;
    for (size_t i = 0; i < transfer->area_count; i++) {
        const struct s7_block_area *area = &transfer->areas[i];
        *ret_item = i;
        if (!area_fits(area) || s7_range_size(&area->remote) > transfer->buffer_size - fill)
            return false;
        transfer->local[i] = area->local;
        transfer->items[i] = (struct s7_job_item){.range = area->remote, .octets = transfer->buffer + fill};
        fill += s7_range_size(&area->remote);
    }
    return true;
}

/** Copies the local areas, one behind the other; else *ret_item is the one that could not be read. */
static int read_local(const struct s7_transfer *transfer, uint8_t *ret_octets, size_t *ret_item)
{
    int error = S7_OK;
    for (size_t i = 0; i < transfer->job.item_count && error == S7_OK; i++) {
        *ret_item = i;
        error = s7_memory_read(transfer->latched->memory, &transfer->local[i], ret_octets);
        ret_octets += s7_range_size(&transfer->local[i]);
    }
    return error;
}

/** The reverse, for the first `count` areas. */
static int write_local(const struct s7_transfer *transfer, const uint8_t *octets, size_t count,
                       size_t *ret_item)
{
    int error = S7_OK;
    for (size_t i = 0; i < count && error == S7_OK; i++) {
        *ret_item = i;
        error = s7_memory_write(transfer->latched->memory, &transfer->local[i], octets);
        octets += s7_range_size(&transfer->local[i]);
    }
    return error;
}

/** All areas get the new data, or none does; a single one is all or nothing by itself. */
static int replace_local(const struct s7_transfer *transfer, size_t *ret_item)
{
    size_t count = transfer->job.item_count, restored;
    bool careful = transfer->before && count > 1;
    int error = careful ? read_local(transfer, transfer->before, ret_item) : S7_OK;
    if (error != S7_OK)
        return error;
    error = write_local(transfer, transfer->buffer, count, ret_item);
    if (error != S7_OK && careful)
        write_local(transfer, transfer->before, *ret_item, &restored);
    return error;
}

/** Moves all areas between the program's memory and the buffer under one lock; false: *ret_item failed. */
static bool move_local(struct s7_transfer *transfer, size_t *ret_item)
{
    struct s7_memory *memory = transfer->latched->memory;
    s7_memory_lock(memory);
    int error = transfer->kind == S7_JOB_READ ? replace_local(transfer, ret_item)
                                              : read_local(transfer, transfer->buffer, ret_item);
    s7_memory_unlock(memory);
    return error == S7_OK;
}

/** The engine's callback: the link has room again at once, the block reports in its next call. */
static void job_done(struct s7_job *job, s7_time now)
{
    struct s7_transfer *transfer = job->user;
    struct s7_transfer_link *link = transfer->latched;
    link->job_count--;
    if (link->answered && s7_block_status_of(&job->fault) != S7_BLOCK_COMMUNICATION)
        link->answered(link);
    if (transfer->ready)
        transfer->ready(transfer->user, now);
}

/** What is known about a connection that does not stand: why it ended, else only that it does not. */
static struct s7_fault offline_fault(const struct s7_transfer_link *link)
{
    struct s7_fault fault = {.error = S7_ERR_LOCAL_OFFLINE};
    if (link && link->dial.error != S7_OK)
        fault = link->dial;
    else if (link && link->client && s7_client_fault(link->client)->error != S7_OK)
        fault = *s7_client_fault(link->client);
    return fault;
}

static bool link_is_open(const struct s7_transfer_link *link)
{
    return link->client && s7_client_state(link->client) == S7_CLIENT_OPEN;
}

/** Octets of all areas as they travel: what has an odd length is filled up, but for the last one. */
static size_t travelling_size(const struct s7_transfer *transfer)
{
    size_t size = 0;
    for (size_t i = 0; i < transfer->area_count; i++)
        size += size % 2 + s7_range_size(&transfer->areas[i].remote);
    return size;
}

/** Octets that one call carries at the granted PDU length (S7-1200 system manual: one call, one telegram). */
static size_t most_of_call(const struct s7_transfer *transfer)
{
    uint16_t pdu_length = s7_client_grant(transfer->link->client).pdu_length;
    bool get = transfer->kind == S7_JOB_READ;
    size_t most = get ? s7_profile_get_size(pdu_length, transfer->area_count)
                      : s7_profile_put_size(pdu_length, transfer->area_count);
    size_t limit = get ? transfer->link->get_most : transfer->link->put_most;
    return limit > 0 && limit < most ? limit : most;
}

static void submit_job(struct s7_transfer *transfer, s7_time now)
{
    struct s7_transfer_link *link = transfer->latched;
    transfer->running = true;
    transfer->busy = true;
    transfer->status = S7_BLOCK_BUSY;
    transfer->fault = (struct s7_fault){.error = S7_OK};
    link->job_count++;
    struct s7_fault fault = {.error = s7_client_submit(link->client, &transfer->job, now)};
    if (fault.error != S7_OK) {
        link->job_count--;
        end_with(transfer, s7_block_status_of(&fault), &fault);
    }
}

/** What can be said without the connection; false: the outputs say it. */
static bool call_is_possible(struct s7_transfer *transfer)
{
    size_t item;
    if (transfer->link && transfer->link->area_most == 0)
        end_with_local(transfer, S7_BLOCK_NO_BLOCK, S7_ERR_LOCAL_BLOCK, 0);
    else if (transfer->link && !latch_areas(transfer, &item))
        end_with_local(transfer, S7_BLOCK_POINTER, S7_ERR_LOCAL_ARGUMENT, item);
    else
        return true;
    return false;
}

/** Does the connection take the job now?  false: the outputs say why not. */
static bool link_takes_job(struct s7_transfer *transfer)
{
    struct s7_transfer_link *link = transfer->link;
    if (!link || !link_is_open(link)) {
        struct s7_fault fault = offline_fault(link);
        end_with(transfer, S7_BLOCK_COMMUNICATION, &fault);
        return false;
    }
    if (!link->split_long && travelling_size(transfer) > most_of_call(transfer)) {
        end_with_local(transfer, S7_BLOCK_POINTER, S7_ERR_LOCAL_LENGTH, transfer->area_count - 1);
        return false;
    }
    if (link->job_count >= s7_client_grant(link->client).amq_calling) {
        end_with_local(transfer, S7_BLOCK_RESOURCES, S7_ERR_LOCAL_LIMIT, 0);
        return false;
    }
    return true;
}

static void start_job(struct s7_transfer *transfer, s7_time now)
{
    struct s7_transfer_link *link = transfer->link;
    size_t item;
    if (!call_is_possible(transfer) || !link_takes_job(transfer))
        return;
    transfer->latched = link;
    transfer->job = (struct s7_job){.kind = transfer->kind,
                                    .items = transfer->items,
                                    .item_count = transfer->area_count,
                                    .timeout = link->timeout,
                                    .done = job_done,
                                    .user = transfer};
    if (transfer->kind == S7_JOB_WRITE && !move_local(transfer, &item)) {
        end_with_local(transfer, S7_BLOCK_LOCAL_ACCESS, S7_ERR_LOCAL_DATA, item);
        return;
    }
    submit_job(transfer, now);
}

static void finish_job(struct s7_transfer *transfer)
{
    const struct s7_fault *fault = &transfer->job.fault;
    size_t item;
    if (fault->error == S7_OK && transfer->kind == S7_JOB_READ && !move_local(transfer, &item)) {
        end_with_local(transfer, S7_BLOCK_LOCAL_ACCESS, S7_ERR_LOCAL_DATA, item);
        return;
    }
    end_with(transfer, s7_block_status_of(fault), fault);
}

bool s7_transfer_call(struct s7_transfer *transfer, s7_time now)
{
    bool was_done = transfer->done, was_error = transfer->error, was_busy = transfer->busy;
    uint16_t was_status = transfer->status;
    bool edge = transfer->req && !transfer->last_req;
    bool ending = transfer->running && transfer->job.finished;
    transfer->done = false;
    transfer->error = false;
    if (!ending || !transfer->req) /* an edge in the call that reports an end is left for the next one */
        transfer->last_req = transfer->req;
    if (ending)
        finish_job(transfer);
    else if (transfer->running)
        transfer->status = edge ? S7_BLOCK_INEFFECTIVE : S7_BLOCK_BUSY;
    else if (edge)
        start_job(transfer, now);
    return was_done != transfer->done || was_error != transfer->error || was_busy != transfer->busy ||
           was_status != transfer->status;
}
