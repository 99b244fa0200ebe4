/* SPDX-License-Identifier: MIT
 *
 * A partner that answers calls as its octets say: fragments of any kind with the right or a wrong reference, answers to
 * Jobs, pushes, or octets as they are.  Whatever it does, every call and job finishes, once, and nothing is written
 * behind its buffer.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/client.h"
#include "must.h"
#include "wire/header.h"
#include "wire/userdata.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CALLS = 4, FRAME = 7, PDU_MAX = 1024 };

static const uint8_t OPENED[] = {
    0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x01, 0x00, 0x03, 0x00, 0xc0, 0x01, 0x0a,
    0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, /* CC */
    0x03, 0x00, 0x00, 0x1b, 0x02, 0xf0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00,
    0x08, 0x00, 0x00, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x03, 0x00, 0x03, 0x00, 0xf0 /* setup, reference 1 */
};
static const uint8_t QUESTION[] = {0x29, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x50};

/* What the partner knows of the last request. */
struct asked {
    uint8_t reference[2];
    uint8_t group, subfunction, sequence;
};

struct work {
    struct s7_call call;
    uint8_t *answer; /* of its exact size */
    unsigned done;
};

static void note_done(struct s7_call *call, s7_time now)
{
    (void)now;
    ((struct work *)call->user)->done++;
}

static void work_start(struct s7_client *client, struct work *work, size_t number, s7_time now)
{
    static const struct {
        enum s7_call_kind kind;
        uint8_t group, subfunction;
        size_t capacity;
    } rows[CALLS] = {{S7_CALL_USERDATA, 4, 1, 600},
                     {S7_CALL_JOB, 0, 0, 8},
                     {S7_CALL_USERDATA, 5, 1, 0},
                     {S7_CALL_USERDATA, 7, 1, 10}};
    *work = (struct work){.call = {.kind = rows[number].kind,
                                   .group = rows[number].group,
                                   .subfunction = rows[number].subfunction,
                                   .request = {QUESTION, sizeof QUESTION},
                                   .answer_capacity = rows[number].capacity,
                                   .timeout = S7_SECOND,
                                   .secret = number == 2,
                                   .done = note_done}};
    work->answer = malloc(rows[number].capacity ? rows[number].capacity : 1);
    must(work->answer);
    work->call.answer = work->answer;
    work->call.user = work;
    must(s7_client_call(client, &work->call, now) == S7_OK);
}

/* A session takes an exact-size copy, so that reading beyond it is found. */
static void feed(struct s7_session *session, const uint8_t *octets, size_t size, s7_time now)
{
    uint8_t *exact = malloc(size ? size : 1);
    must(exact);
    memcpy(exact, octets, size);
    must(session->ops->input(session->self, exact, size, now) <= size);
    free(exact);
}

/* Takes what is sent; the last telegram is the question that the next answer may belong to. */
static void listen_to(struct s7_session *session, struct asked *asked, s7_time now)
{
    const uint8_t *octets = NULL;
    size_t size = session->ops->output(session->self, &octets);
    for (size_t at = 0; at + FRAME + 18 <= size; at += s7_load_u16(octets + at + 2)) {
        const uint8_t *pdu = octets + at + FRAME;
        memcpy(asked->reference, pdu + 4, 2);
        asked->group = pdu[15] & 0x0F;
        asked->subfunction = pdu[16];
        asked->sequence = pdu[17];
    }
    session->ops->output_done(session->self, size, now);
}

static void say_pdu(struct s7_session *session, uint8_t *packet, size_t size, s7_time now)
{
    const uint8_t head[] = {0x03, 0x00, (uint8_t)((size + FRAME) >> 8), (uint8_t)(size + FRAME), 0x02,
                            0xF0, 0x80};
    memcpy(packet, head, sizeof head);
    feed(session, packet, size + FRAME, now);
}

/* A Userdata answer: `how` says what is wrong with it, 0: nothing. */
static void say_fragment(struct s7_session *session, const struct asked *asked, const uint8_t how[4],
                         struct s7_octets payload, s7_time now)
{
    uint8_t packet[FRAME + PDU_MAX];
    struct s7_writer writer = s7_writer_over(packet + FRAME, PDU_MAX);
    uint8_t *head = s7_writer_take(&writer, S7_HEADER_SIZE_MIN);
    const struct s7_userdata answer = {.long_form = !(how[0] & 0x80),
                                       .method = S7_USERDATA_METHOD_RESPONSE,
                                       .type = how[0] & 0x40 ? S7_USERDATA_PUSH : S7_USERDATA_RESPONSE,
                                       .group = asked->group ^ (how[0] & 0x20 ? 1 : 0),
                                       .subfunction = asked->subfunction,
                                       .sequence = how[1],
                                       .data_unit_reference = how[2],
                                       .last_data_unit = how[3] & 1,
                                       .error = how[3] & 0x80 ? (uint16_t)(0xD400 | how[2]) : 0,
                                       .has_data = true,
                                       .return_code = 0xFF,
                                       .transport_size = 0x09,
                                       .length = (uint16_t)payload.size,
                                       .payload = payload};
    size_t parameter_size = 0;
    s7_userdata_encode(&writer, &answer, &parameter_size);
    must(!writer.bad);
    struct s7_header header = {.rosctr = S7_ROSCTR_USERDATA,
                               .reference = (uint16_t)(s7_load_u16(asked->reference) ^ (how[0] & 0x10 ? 1 : 0)),
                               .parameter_size = (uint16_t)parameter_size};
    header.data_size = (uint16_t)(s7_writer_size(&writer) - S7_HEADER_SIZE_MIN - parameter_size);
    struct s7_writer front = s7_writer_over(head, S7_HEADER_SIZE_MIN);
    s7_header_encode(&front, &header);
    say_pdu(session, packet, s7_writer_size(&writer), now);
}

static void say_job_answer(struct s7_session *session, const struct asked *asked, const uint8_t how[4],
                           struct s7_octets payload, s7_time now)
{
    uint8_t packet[FRAME + PDU_MAX];
    struct s7_writer writer = s7_writer_over(packet + FRAME, PDU_MAX);
    const struct s7_header header = {.rosctr = how[0] & 0x10 ? S7_ROSCTR_ACK : S7_ROSCTR_ACK_DATA,
                                     .reference = s7_load_u16(asked->reference),
                                     .parameter_size = how[0] & 0x20 ? 0 : 2,
                                     .data_size = (uint16_t)payload.size,
                                     .error = s7_load_u16(how + 2)};
    s7_header_encode(&writer, &header);
    s7_writer_octets(&writer, (const uint8_t[]){0x29, how[1]}, header.parameter_size);
    s7_writer_octets(&writer, payload.at, payload.size);
    must(!writer.bad);
    say_pdu(session, packet, s7_writer_size(&writer), now);
}

/* One step: how much there is, what it is, four octets of how. */
static size_t step(struct s7_session *session, struct asked *asked, const uint8_t *data, size_t size,
                   s7_time now)
{
    size_t count = data[0] < size - 6 ? data[0] : size - 6;
    const struct s7_octets payload = {data + 6, count};
    listen_to(session, asked, now);
    switch (data[1] % 4) {
    case 0:
    case 1:
        say_fragment(session, asked, data + 2, payload, now);
        break;
    case 2:
        say_job_answer(session, asked, data + 2, payload, now);
        break;
    default:
        feed(session, payload.at, payload.size, now);
        break;
    }
    return 6 + count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct s7_fault end = {0};
    struct s7_client_config config;
    struct s7_client *client = NULL;
    struct work work[CALLS];
    struct asked asked = {0};
    uint8_t octet = 0;
    struct s7_job_item item = {.range = {.area = S7_AREA_DB, .db = 1, .bit_count = 8}, .octets = &octet};
    struct s7_job job = {.items = &item, .item_count = 1, .timeout = S7_SECOND};
    s7_time now = S7_SECOND;
    s7_client_config_default(&config);
    must(s7_client_new(&config, &client) == S7_OK);
    struct s7_session *session = s7_client_session(client);
    session->ops->tick(session->self, now);
    feed(session, OPENED, sizeof OPENED, now);
    for (size_t i = 0; i < CALLS; i++)
        work_start(client, &work[i], (i + (size ? data[0] : 0)) % CALLS, now);
    must(s7_client_submit(client, &job, now) == S7_OK);
    for (size_t at = 0; at + 6 <= size;)
        at += step(session, &asked, data + at, size - at, now);
    if (session->ops->want(session->self) & S7_WANT_READ)
        session->ops->tick(session->self, now + 10 * S7_SECOND);
    session->ops->closed(session->self, &end, now);
    for (size_t i = 0; i < CALLS; i++) {
        must(work[i].call.finished && work[i].done == 1);
        must(work[i].call.answer_size <= work[i].call.answer_capacity);
        free(work[i].answer);
    }
    must(job.finished && s7_client_jobs(client) == 0);
    s7_client_free(client);
    return 0;
}
