/* SPDX-License-Identifier: MIT
 *
 * What the partner sends once the connection is open: answers, matched by PDU reference in any order, pushes, and
 * jobs of its own.
 */
#include <assert.h>

#include "engine/client_internal.h"
#include "engine/peer_error.h"
#include "wire/data_item.h"
#include "wire/userdata.h"
#include "wire/var.h"

enum { REFUSAL_PDU_SIZE = S7_HEADER_SIZE_MAX, REFUSED_SERVICE = 0x8104, USERDATA_PARAMETER_MIN = 8 };

static struct s7_client_slot *slot_of(struct s7_client *client, uint16_t reference)
{
    for (size_t i = 0; i < client->granted.amq_calling; i++)
        if (client->slots[i].job && client->slots[i].reference == reference)
            return &client->slots[i];
    return NULL;
}

static void note_item_fault(struct s7_job *job, const struct s7_slice *slice, int error, uint8_t return_code)
{
    slice->item->error = error;
    slice->item->return_code = return_code;
    if (job->fault.error != S7_OK && job->fault.item <= slice->item_index)
        return;
    job->fault = (struct s7_fault){.error = error,
                                   .phase = S7_PHASE_REQUEST,
                                   .item_code = return_code,
                                   .item = (uint32_t)slice->item_index,
                                   .offset = slice->offset};
}

static void take_read_item(struct s7_job *job, const struct s7_slice *slice, const struct s7_data_item *value)
{
    int error = s7_error_of_item(value->return_code);
    if (error == S7_OK && value->octets.size != slice->size)
        error = S7_ERR_DATA_LENGTH;
    if (error != S7_OK) {
        note_item_fault(job, slice, error, value->return_code);
        return;
    }
    memcpy(slice->item->octets + slice->offset, value->octets.at, slice->size);
}

static bool read_data(struct s7_job *job, struct s7_slicer slicer, size_t count, struct s7_octets data)
{
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    struct s7_slice slice;
    for (size_t i = 0; i < count && s7_slicer_next(&slicer, &slice); i++) {
        struct s7_data_item value;
        if (s7_data_item_decode(&reader, S7_DATA_ITEM_ANSWER, i + 1 == count, &value) != S7_OK)
            return false;
        take_read_item(job, &slice, &value);
    }
    return s7_reader_left(&reader) <= 1; /* some partners pad the last item, too */
}

static bool write_data(struct s7_job *job, struct s7_slicer slicer, size_t count, struct s7_octets data)
{
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    struct s7_slice slice;
    for (size_t i = 0; i < count && s7_slicer_next(&slicer, &slice); i++) {
        uint8_t return_code = s7_reader_u8(&reader);
        int error = s7_error_of_item(return_code);
        if (error != S7_OK && !reader.bad)
            note_item_fault(job, &slice, error, return_code);
    }
    return s7_reader_done(&reader);
}

/* The request was refused as a whole: no later part of the job is asked for. */
static void refuse_job(struct s7_client *client, const struct s7_client_slot *slot, uint16_t header_error)
{
    struct s7_job *job = slot->job;
    struct s7_slicer slicer = s7_slicer_start(job, slot->from, s7_client_limits(client));
    struct s7_slice slice;
    int error = s7_error_of_header(header_error);

    job->fault = (struct s7_fault){.error = error,
                                   .phase = S7_PHASE_REQUEST,
                                   .peer_code = header_error,
                                   .item = (uint32_t)slot->from.item,
                                   .offset = slot->from.offset};
    for (size_t i = 0; i < slot->item_count && s7_slicer_next(&slicer, &slice); i++)
        slice.item->error = error;
    for (size_t i = job->next_item; i < job->item_count; i++)
        if (job->items[i].error == S7_OK)
            job->items[i].error = error;
    s7_client_stop_job(client, job);
}

static int take_answer(struct s7_client *client, const struct s7_client_slot *slot,
                       const struct s7_header *header, struct s7_octets parameter, struct s7_octets data)
{
    struct s7_job *job = slot->job;
    uint8_t function = job->kind == S7_JOB_READ ? S7_FUNCTION_READ_VAR : S7_FUNCTION_WRITE_VAR;

    if (parameter.size > 0 && parameter.at[0] != function)
        return S7_ERR_S7_MISMATCH;
    if (header->error) {
        refuse_job(client, slot, header->error);
        return S7_OK;
    }
    if (header->rosctr != S7_ROSCTR_ACK_DATA || parameter.size != S7_VAR_PARAMETER_SIZE)
        return S7_ERR_S7_MALFORMED;
    if (parameter.at[1] != slot->item_count)
        return S7_ERR_S7_MISMATCH;
    struct s7_slicer slicer = s7_slicer_start(job, slot->from, s7_client_limits(client));
    bool good = job->kind == S7_JOB_READ ? read_data(job, slicer, slot->item_count, data)
                                         : write_data(job, slicer, slot->item_count, data);
    return good ? S7_OK : S7_ERR_S7_MALFORMED;
}

static void take_call_answer(struct s7_client *client, const struct s7_header *header,
                             struct s7_octets parameter, struct s7_octets data, s7_time now)
{
    int error = header->reference == client->call->reference
                    ? s7_client_answer_call(client, header, parameter, data, now)
                    : S7_ERR_S7_MISMATCH;
    if (error != S7_OK)
        s7_client_fail(client, error, now);
    else
        s7_client_pump(client, now);
}

static void match_answer(struct s7_client *client, const struct s7_header *header, struct s7_octets parameter,
                         struct s7_octets data, s7_time now)
{
    if (client->call) { /* which is alone in flight */
        take_call_answer(client, header, parameter, data, now);
        return;
    }
    struct s7_client_slot *slot = slot_of(client, header->reference);
    if (!slot) {
        s7_client_fail(client, S7_ERR_S7_MISMATCH, now);
        return;
    }
    int error = take_answer(client, slot, header, parameter, data);
    if (error != S7_OK) {
        s7_client_fail(client, error, now);
        return;
    }
    struct s7_job *job = slot->job;
    slot->job = NULL;
    client->in_flight--;
    client->counters.answers++;
    job->in_flight--;
    if (job->in_flight == 0 && job->next_item == job->item_count)
        s7_client_finish(client, job, now);
    s7_client_pump(client, now);
}

/* A client serves nothing; the partner is told so, when there is room to. */
static void refuse_partner_job(struct s7_client *client, const struct s7_header *header, s7_time now)
{
    const struct s7_header refusal = {
        .rosctr = S7_ROSCTR_ACK, .reference = header->reference, .error = REFUSED_SERVICE};
    client->counters.ignored++;
    size_t size = s7_iso_packed_size(REFUSAL_PDU_SIZE, client->iso.tpdu_limit);
    if (s7_outbox_room(&client->outbox) < size)
        return;
    uint8_t *packet = s7_outbox_reserve(&client->outbox, size);
    struct s7_writer writer = s7_writer_over(packet + S7_ISO_HEADROOM, REFUSAL_PDU_SIZE);
    s7_header_encode(&writer, &refusal);
    s7_client_observe(client, S7_DIRECTION_OUT, packet + S7_ISO_HEADROOM, REFUSAL_PDU_SIZE, now);
    s7_outbox_commit(&client->outbox, s7_iso_pack(packet, REFUSAL_PDU_SIZE, client->iso.tpdu_limit));
}

/* The type says whether Userdata answers; its head tells where the type is. */
static bool answers(struct s7_octets parameter)
{
    return parameter.size >= USERDATA_PARAMETER_MIN && (parameter.at[5] >> 4 & S7_USERDATA_RESPONSE) != 0;
}

static void take_push(struct s7_client *client, struct s7_octets pdu, s7_time now)
{
    client->counters.pushes++;
    if (client->config.push)
        client->config.push(client->config.user, client, pdu.at, pdu.size, now);
}

void s7_client_take_pdu(struct s7_client *client, struct s7_octets pdu, s7_time now)
{
    struct s7_reader reader = s7_reader_over(pdu.at, pdu.size);
    struct s7_header header;

    client->counters.octets_in += pdu.size;
    s7_client_observe(client, S7_DIRECTION_IN, pdu.at, pdu.size, now);
    int error = s7_header_decode(&reader, &header);
    if (error != S7_OK) {
        s7_client_fail(client, error, now);
        return;
    }
    struct s7_octets parameter = s7_reader_octets(&reader, header.parameter_size);
    struct s7_octets data = s7_reader_octets(&reader, header.data_size);
    if (client->state == S7_CLIENT_ISO)
        s7_client_fail(client, S7_ERR_ISO_PROTOCOL, now); /* data before the CC */
    else if (header.rosctr == S7_ROSCTR_USERDATA && client->call && answers(parameter))
        take_call_answer(client, &header, parameter, data, now);
    else if (header.rosctr == S7_ROSCTR_USERDATA)
        take_push(client, pdu, now);
    else if (header.rosctr == S7_ROSCTR_JOB)
        refuse_partner_job(client, &header, now);
    else if (client->state == S7_CLIENT_SETUP)
        s7_client_setup_answer(client, &header, parameter, now);
    else
        match_answer(client, &header, parameter, data, now);
}
