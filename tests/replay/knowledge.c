/* SPDX-License-Identifier: MIT */
#include "knowledge.h"

#include "sieben/address.h"
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/password.h"
#include "wire/read_var.h"
#include "wire/tpkt.h"
#include "wire/write_var.h"

enum {
    LIST_HEAD = 8,
    CLOCK_AT = 2,
    CLOCK_SIZE = 10,
    SLOT_BITS = 5,
    SLOT_MASK = 0x1F,
    ITEM_ADDRESS_BITS = 8,
    EVENT_GROUP = 4,
    EVENT_SUBFUNCTION = 3,
    EVENT_SIZE = 20,
    EVENT_TIME_AT = 12,
    LIST_STATUS = 0x0132,
    STATUS_CLOCK = 0x0008,
    STATUS_TIME_AT = 22,
    LIST_MODE = 0x0424
};

struct learning {
    const struct recording *recording;
    const struct pairing *pairing;
    struct knowledge *knowledge;
    struct known_list *open[RECORDING_CONNECTIONS]; /* whose fragments still come */
};

const struct known_list *knowledge_list(const struct knowledge *knowledge, uint16_t id, uint16_t index)
{
    for (size_t i = 0; i < knowledge->list_count; i++)
        if (knowledge->lists[i].id == id && knowledge->lists[i].index == index)
            return &knowledge->lists[i];
    return NULL;
}

static void append(struct known_list *list, struct s7_octets octets)
{
    if (octets.size > KNOWN_LIST_SIZE - list->size)
        return;
    if (octets.size)
        memcpy(list->records + list->size, octets.at, octets.size);
    list->size += octets.size;
}

/* First fragments tell which list it is; what was seen before is not learnt again. */
static void learn_list(struct learning *learning, size_t answer, bool first)
{
    const struct s7_userdata *userdata = &learning->pairing->telegrams[answer].userdata;
    size_t connection = learning->recording->packets[answer].connection;
    struct knowledge *knowledge = learning->knowledge;
    if (!first) {
        if (learning->open[connection])
            append(learning->open[connection], userdata->payload);
        return;
    }
    learning->open[connection] = NULL;
    if (userdata->payload.size < LIST_HEAD || knowledge->list_count == KNOWN_LISTS)
        return;
    const uint8_t *head = userdata->payload.at;
    if (knowledge_list(knowledge, s7_load_u16(head), s7_load_u16(head + 2)))
        return;
    struct known_list *list = &knowledge->lists[knowledge->list_count++];
    list->id = s7_load_u16(head);
    list->index = s7_load_u16(head + 2);
    list->record_size = s7_load_u16(head + 4);
    list->record_count = s7_load_u16(head + 6);
    append(list, (struct s7_octets){head + LIST_HEAD, userdata->payload.size - LIST_HEAD});
    learning->open[connection] = list;
}

static void learn_time(struct learning *learning, size_t packet, const uint8_t *octets)
{
    struct knowledge *knowledge = learning->knowledge;
    if (knowledge->has_clock)
        return;
    knowledge->has_clock = true;
    memcpy(knowledge->clock, octets, KNOWN_TIME_SIZE);
    knowledge->clock_time = learning->recording->packets[packet].time;
}

/* Two lists tell the time of the answer (0132/0008, 0424). */
static void learn_list_time(struct learning *learning, size_t answer)
{
    const struct s7_userdata *userdata = &learning->pairing->telegrams[answer].userdata;
    const uint8_t *list = userdata->payload.at;
    if (userdata->payload.size < LIST_HEAD)
        return;
    if (s7_load_u16(list) == LIST_STATUS && s7_load_u16(list + 2) == STATUS_CLOCK &&
        userdata->payload.size >= LIST_HEAD + STATUS_TIME_AT + KNOWN_TIME_SIZE)
        learn_time(learning, answer, list + LIST_HEAD + STATUS_TIME_AT);
    if (s7_load_u16(list) == LIST_MODE && userdata->payload.size >= LIST_HEAD + EVENT_TIME_AT + KNOWN_TIME_SIZE)
        learn_time(learning, answer, list + LIST_HEAD + EVENT_TIME_AT);
}

static void learn_clock(struct learning *learning, size_t answer)
{
    const struct s7_userdata *userdata = &learning->pairing->telegrams[answer].userdata;
    if (userdata->payload.size == CLOCK_SIZE)
        learn_time(learning, answer, userdata->payload.at + CLOCK_AT);
}

/* An event that is pushed happens now. */
static void learn_push(struct learning *learning, size_t push)
{
    const struct telegram *telegram = &learning->pairing->telegrams[push];
    if (telegram->is_userdata && telegram->userdata.group == EVENT_GROUP &&
        telegram->userdata.subfunction == EVENT_SUBFUNCTION && telegram->userdata.payload.size == EVENT_SIZE)
        learn_time(learning, push, telegram->userdata.payload.at + EVENT_TIME_AT);
}

/* The password that opened the CPU is the CPU's. */
static void learn_password(struct learning *learning, size_t request)
{
    const struct s7_userdata *userdata = &learning->pairing->telegrams[request].userdata;
    if (userdata->payload.size != KNOWN_PASSWORD_SIZE)
        return;
    s7_password_reveal(userdata->payload.at, learning->knowledge->password);
    learning->knowledge->has_password = true;
}

static void learn_extent(struct knowledge *knowledge, const struct s7_item *item, size_t size)
{
    uint32_t end = item->address / ITEM_ADDRESS_BITS + (uint32_t)size;
    size_t i = 0;
    if (item->area != S7_AREA_DB)
        return;
    while (i < knowledge->db_count && knowledge->dbs[i].number != item->db)
        i++;
    if (i == KNOWN_DBS)
        return;
    if (i == knowledge->db_count)
        knowledge->dbs[knowledge->db_count++] = (struct known_db){.number = item->db};
    if (knowledge->dbs[i].size < end)
        knowledge->dbs[i].size = end;
}

static void learn_reading(struct learning *learning, size_t request, size_t answer)
{
    static struct s7_read_request asked;
    static struct s7_read_answer told;
    const struct telegram *telegrams = learning->pairing->telegrams;
    if (s7_read_request_decode(telegrams[request].parameter, telegrams[request].data, &asked) != S7_OK ||
        s7_read_answer_decode(telegrams[answer].parameter, telegrams[answer].data, &told) != S7_OK)
        return;
    for (size_t i = 0; i < told.item_count && i < asked.item_count; i++)
        if (told.items[i].return_code == S7_RETURN_SUCCESS)
            learn_extent(learning->knowledge, &asked.items[i], told.items[i].octets.size);
}

static void learn_writing(struct learning *learning, size_t request, size_t answer)
{
    static struct s7_write_request asked;
    static struct s7_write_answer told;
    const struct telegram *telegrams = learning->pairing->telegrams;
    if (s7_write_request_decode(telegrams[request].parameter, telegrams[request].data, &asked) != S7_OK ||
        s7_write_answer_decode(telegrams[answer].parameter, telegrams[answer].data, &told) != S7_OK)
        return;
    for (size_t i = 0; i < told.item_count && i < asked.item_count; i++)
        if (told.return_codes[i] == S7_RETURN_SUCCESS)
            learn_extent(learning->knowledge, &asked.items[i], asked.values[i].octets.size);
}

static void learn_place(struct knowledge *knowledge, const struct packet *packet)
{
    struct s7_cotp cotp;
    if (knowledge->has_place ||
        s7_cotp_decode(packet->octets + S7_TPKT_SIZE, packet->size - S7_TPKT_SIZE, &cotp) != S7_OK)
        return;
    struct s7_tsap called = s7_cotp_tsap_of(&cotp.as.connect, S7_COTP_CALLED_TSAP);
    if (called.size != 2)
        return;
    knowledge->has_place = true;
    knowledge->rack = (uint8_t)(called.octets[1] >> SLOT_BITS);
    knowledge->slot = called.octets[1] & SLOT_MASK;
}

static void learn_answer(struct learning *learning, size_t request, size_t answer)
{
    if (telegram_refusal(&learning->pairing->telegrams[answer]))
        return;
    bool first = learning->pairing->opened_by[request] == PAIRING_NONE;
    enum captured_service service = telegram_service(&learning->pairing->telegrams[request]);
    if (service == CAPTURED_READ_SZL && first)
        learn_list_time(learning, answer);
    if (service == CAPTURED_READ_SZL)
        learn_list(learning, answer, first);
    else if (service == CAPTURED_READ_CLOCK)
        learn_clock(learning, answer);
    else if (service == CAPTURED_SET_PASSWORD)
        learn_password(learning, request);
    else if (service == CAPTURED_READ_VAR)
        learn_reading(learning, request, answer);
    else if (service == CAPTURED_WRITE_VAR)
        learn_writing(learning, request, answer);
}

void knowledge_learn(const struct recording *recording, const struct pairing *pairing,
                     struct knowledge *ret_knowledge)
{
    struct learning learning = {.recording = recording, .pairing = pairing, .knowledge = ret_knowledge};
    memset(ret_knowledge, 0, sizeof *ret_knowledge);
    if (recording->packet_count)
        ret_knowledge->start = recording->packets[0].time;
    for (size_t i = 0; i < recording->packet_count; i++) {
        const struct packet *packet = &recording->packets[i];
        if (packet->kind == PACKET_CC && !packet->from_client)
            learn_place(ret_knowledge, packet);
        else if (packet->kind == PACKET_PDU && !packet->from_client &&
                 pairing->telegrams[i].role == TELEGRAM_ANSWER && pairing->partner[i] != PAIRING_NONE)
            learn_answer(&learning, pairing->partner[i], i);
        else if (packet->kind == PACKET_PDU && !packet->from_client &&
                 pairing->telegrams[i].role == TELEGRAM_PUSH)
            learn_push(&learning, i);
    }
}
