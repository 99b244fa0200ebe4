/* SPDX-License-Identifier: MIT
 *
 * The jobs of a client: submitted, cut into requests, sent while the partner's AmQ allows, finished or abandoned.
 */
#include <assert.h>

#include "engine/client_internal.h"
#include "wire/data_item.h"
#include "wire/var.h"

static bool range_valid(const struct s7_range *range)
{
    if (!s7_range_transferable(range) || range->bit_count > S7_RANGE_BITS_MAX ||
        range->first_bit > S7_RANGE_BITS_MAX - range->bit_count)
        return false;
    bool words = range->area == S7_AREA_TIMER || range->area == S7_AREA_COUNTER;
    return !words || (range->first_bit % 16 == 0 && range->bit_count % 16 == 0);
}

static bool job_valid(const struct s7_job *job)
{
    if (job->item_count == 0 || job->timeout <= 0)
        return false;
    for (size_t i = 0; i < job->item_count; i++)
        if (!range_valid(&job->items[i].range))
            return false;
    return true;
}

int s7_client_submit(struct s7_client *client, struct s7_job *job, s7_time now)
{
    if (!job_valid(job))
        return S7_ERR_LOCAL_ARGUMENT;
    if (client->state == S7_CLIENT_CLOSING)
        return S7_ERR_LOCAL_CLOSED;
    for (size_t i = 0; i < job->item_count; i++) {
        job->items[i].error = S7_OK;
        job->items[i].return_code = S7_RETURN_SUCCESS;
    }
    job->finished = false;
    job->fault = (struct s7_fault){0};
    job->submitted_at = now;
    job->pdu_count = 0;
    job->next = NULL;
    job->deadline = s7_time_after(now, job->timeout);
    job->next_item = 0;
    job->next_offset = 0;
    job->in_flight = 0;

    if (client->queue_tail)
        client->queue_tail->next = job;
    else
        client->queue_head = job;
    client->queue_tail = job;
    client->next_deadline =
        client->job_count == 0 ? job->deadline : s7_time_earlier(client->next_deadline, job->deadline);
    client->job_count++;
    s7_client_pump(client, now);
    s7_session_wake(&client->session);
    return S7_OK;
}

/* An item that has failed already is not asked for again in its later slices. */
static bool skip_failed_items(struct s7_job *job)
{
    while (job->next_item < job->item_count && job->items[job->next_item].error != S7_OK) {
        job->next_item++;
        job->next_offset = 0;
    }
    return job->next_item < job->item_count;
}

static void unqueue(struct s7_client *client, struct s7_job *job)
{
    struct s7_job *before = NULL;
    for (struct s7_job *at = client->queue_head; at != job; at = at->next) {
        if (!at)
            return;
        before = at;
    }
    if (before)
        before->next = job->next;
    else
        client->queue_head = job->next;
    if (client->queue_tail == job)
        client->queue_tail = before;
    job->next = NULL;
}

void s7_client_stop_job(struct s7_client *client, struct s7_job *job)
{
    if (job->next_item < job->item_count) {
        job->next_item = job->item_count;
        unqueue(client, job);
    }
}

void s7_client_finish(struct s7_client *client, struct s7_job *job, s7_time now)
{
    assert(job->in_flight == 0 && client->job_count > 0);
    client->job_count--;
    job->finished = true;
    job->finished_at = now;
    job->fault.elapsed_ms = (uint32_t)((now - job->submitted_at) / S7_MILLISECOND);
    if (job->done)
        job->done(job, now);
}

static struct s7_client_slot *free_slot(struct s7_client *client)
{
    for (size_t i = 0; i < client->granted.amq_calling; i++)
        if (!client->slots[i].job)
            return &client->slots[i];
    return NULL;
}

static bool reference_used(const struct s7_client *client, uint16_t reference)
{
    for (size_t i = 0; i < client->granted.amq_calling; i++)
        if (client->slots[i].job && client->slots[i].reference == reference)
            return true;
    return false;
}

/* 0 is the reference of pushes. */
uint16_t s7_client_next_reference(struct s7_client *client)
{
    do {
        client->last_reference++;
    } while (client->last_reference == 0 || reference_used(client, client->last_reference));
    return client->last_reference;
}

static void write_values(struct s7_writer *writer, struct s7_slicer slicer, size_t count)
{
    struct s7_slice slice;
    for (size_t i = 0; i < count && s7_slicer_next(&slicer, &slice); i++) {
        uint8_t transport = s7_data_transport_of(s7_slice_item(&slice).transport_size);
        const struct s7_data_item value = {.return_code = S7_RETURN_RESERVED,
                                           .transport_size = transport,
                                           .length = s7_data_item_length(transport, slice.size),
                                           .octets = {slice.item->octets + slice.offset, slice.size}};
        s7_data_item_encode(writer, i + 1 == count, &value);
    }
}

/* Cuts the next request out of the job and writes it; returns the number of its items. */
static size_t write_request(struct s7_writer *writer, struct s7_job *job, struct s7_slice_limits limits,
                            uint16_t reference)
{
    const struct s7_slice_point from = {job->next_item, job->next_offset};
    struct s7_header header = {.rosctr = S7_ROSCTR_JOB, .reference = reference};
    struct s7_slicer slicer = s7_slicer_start(job, from, limits);
    struct s7_slice slice;

    uint8_t *head = s7_writer_take(writer, S7_HEADER_SIZE_MIN + S7_VAR_PARAMETER_SIZE);
    uint8_t *parameter = head + S7_HEADER_SIZE_MIN;
    while (s7_slicer_next(&slicer, &slice)) {
        const struct s7_item item = s7_slice_item(&slice);
        s7_item_encode(writer, true, &item); /* S7ANY is of even length: never a fill octet */
    }
    parameter[0] = job->kind == S7_JOB_READ ? S7_FUNCTION_READ_VAR : S7_FUNCTION_WRITE_VAR;
    parameter[1] = (uint8_t)slicer.count;
    header.parameter_size = (uint16_t)(S7_VAR_PARAMETER_SIZE + slicer.count * S7_ITEM_ANY_SIZE);
    if (job->kind == S7_JOB_WRITE)
        write_values(writer, s7_slicer_start(job, from, limits), slicer.count);
    header.data_size = (uint16_t)(s7_writer_size(writer) - S7_HEADER_SIZE_MIN - header.parameter_size);
    struct s7_writer front = s7_writer_over(head, S7_HEADER_SIZE_MIN);
    s7_header_encode(&front, &header);
    job->next_item = slicer.at.item;
    job->next_offset = slicer.at.offset;
    return slicer.count;
}

uint8_t *s7_client_reserve(struct s7_client *client, size_t size)
{
    size_t packed = s7_iso_packed_size(size, client->iso.tpdu_limit);
    return s7_outbox_room(&client->outbox) < packed ? NULL : s7_outbox_reserve(&client->outbox, packed);
}

void s7_client_send(struct s7_client *client, uint8_t *packet, size_t size, s7_time now)
{
    s7_client_observe(client, S7_DIRECTION_OUT, packet + S7_ISO_HEADROOM, size, now);
    s7_outbox_commit(&client->outbox, s7_iso_pack(packet, size, client->iso.tpdu_limit));
    client->counters.requests++;
    client->counters.octets_out += size;
    if (client->in_flight > client->counters.most_in_flight)
        client->counters.most_in_flight = client->in_flight;
}

static void send_request(struct s7_client *client, uint8_t *packet, struct s7_client_slot *slot,
                         struct s7_job *job, s7_time now)
{
    struct s7_writer writer = s7_writer_over(packet + S7_ISO_HEADROOM, client->granted.pdu_length);

    *slot = (struct s7_client_slot){
        .job = job, .reference = s7_client_next_reference(client), .from = {job->next_item, job->next_offset}};
    slot->item_count = write_request(&writer, job, s7_client_limits(client), slot->reference);
    assert(!writer.bad && slot->item_count > 0);
    job->in_flight++;
    job->pdu_count++;
    client->in_flight++;
    s7_client_send(client, packet, s7_writer_size(&writer), now);
}

/* Sends one request of the job that waits longest, or finds that nothing is left of it; false: nothing can be sent. */
static bool send_next_request(struct s7_client *client, s7_time now)
{
    struct s7_job *job = client->queue_head;
    if (!job)
        return false;
    if (!skip_failed_items(job)) {
        unqueue(client, job);
        if (job->in_flight == 0)
            s7_client_finish(client, job, now);
        return true;
    }
    struct s7_client_slot *slot = free_slot(client);
    uint8_t *packet = slot ? s7_client_reserve(client, client->granted.pdu_length) : NULL;
    if (!packet)
        return false;
    send_request(client, packet, slot, job, now);
    if (job->next_item == job->item_count)
        unqueue(client, job);
    return true;
}

/* A call waits for what is in flight, and everything else for a call; between two calls the jobs fill the partner's
   parallel jobs once. */
static void pump(struct s7_client *client, s7_time now)
{
    while (client->state == S7_CLIENT_OPEN && !client->call) {
        if ((client->jobs_turn || !client->call_head) && send_next_request(client, now))
            continue;
        client->jobs_turn = false;
        if (!client->call_head || client->in_flight > 0 || !s7_client_send_call(client, now))
            return;
    }
    if (client->state == S7_CLIENT_OPEN && client->fragment_due)
        s7_client_ask_fragment(client, now);
}

/* What `done` of something that ends here submits is sent by the loop that is running, not by one within it. */
void s7_client_pump(struct s7_client *client, s7_time now)
{
    if (client->pumping)
        return;
    client->pumping = true;
    pump(client, now);
    client->pumping = false;
}

static void fail_job(struct s7_client *client, struct s7_job *job, const struct s7_fault *fault, s7_time now)
{
    job->in_flight = 0;
    job->fault = *fault;
    for (size_t i = 0; i < job->item_count; i++)
        if (job->items[i].error == S7_OK)
            job->items[i].error = fault->error;
    s7_client_finish(client, job, now);
}

/* Every slot and the queue are emptied before the first caller hears of it: a caller may look at the client. */
void s7_client_abandon(struct s7_client *client, const struct s7_fault *fault, s7_time now)
{
    const struct s7_fault last = *fault;
    struct s7_job *jobs = client->queue_head;
    for (struct s7_job *job = jobs; job; job = job->next)
        job->in_flight = 0; /* those that are in flight as well are on the list already */
    client->queue_head = client->queue_tail = NULL;
    for (size_t i = 0; i < client->config.amq; i++) {
        struct s7_job *job = client->slots[i].job;
        client->slots[i].job = NULL;
        if (job && job->in_flight > 0) {
            job->in_flight = 0;
            job->next = jobs;
            jobs = job;
        }
    }
    client->in_flight = 0;
    struct s7_call *calls = s7_client_take_calls(client);
    while (jobs) {
        struct s7_job *job = jobs;
        jobs = job->next;
        job->next = NULL;
        fail_job(client, job, &last, now);
    }
    while (calls) {
        struct s7_call *call = calls;
        calls = call->next;
        s7_client_finish_call(client, call, &last, now);
    }
    client->next_deadline = S7_TIME_NEVER;
}

static s7_time earliest_deadline(const struct s7_client *client)
{
    s7_time earliest = S7_TIME_NEVER;
    for (const struct s7_job *job = client->queue_head; job; job = job->next)
        earliest = s7_time_earlier(earliest, job->deadline);
    for (size_t i = 0; i < client->config.amq; i++)
        if (client->slots[i].job)
            earliest = s7_time_earlier(earliest, client->slots[i].job->deadline);
    for (const struct s7_call *call = client->call_head; call; call = call->next)
        earliest = s7_time_earlier(earliest, call->deadline);
    return client->call ? s7_time_earlier(earliest, client->call->deadline) : earliest;
}

void s7_client_expire(struct s7_client *client, s7_time now)
{
    client->next_deadline = earliest_deadline(client);
    if (now < client->next_deadline)
        return;
    /* The answer may still come, and must never serve a later question: the connection ends with the request. */
    static const int timeouts[] = {[S7_CLIENT_ISO] = S7_ERR_ISO_TIMEOUT,
                                   [S7_CLIENT_SETUP] = S7_ERR_S7_SETUP_TIMEOUT,
                                   [S7_CLIENT_OPEN] = S7_ERR_S7_REQUEST_TIMEOUT};
    s7_client_fail(client, timeouts[client->state], now);
}
