/* SPDX-License-Identifier: MIT
 *
 * Opening a connection: CR -> CC -> setup -> its answer.
 */
#include "engine/client_internal.h"
#include "wire/setup.h"
#include "wire/var.h"

enum {
    SOURCE_REFERENCE = 1,
    SETUP_PDU_SIZE = S7_HEADER_SIZE_MIN + S7_SETUP_PARAMETER_SIZE,
    ECHO_ITEM_COUNT = 20 /* what servers of snap7's kind take */
};

void s7_client_begin(struct s7_client *client, s7_time now)
{
    const struct s7_client_config *config = &client->config;
    struct s7_cotp cr = {.type = S7_COTP_CR, .as.connect = {.src_ref = SOURCE_REFERENCE}};
    struct s7_cotp_parameters *parameters = &cr.as.connect.parameters;

    /* C1, C2, C0: LOGO! 0BA7 insists on this order, every other CPU takes any. */
    s7_cotp_parameter_add(parameters, S7_COTP_CALLING_TSAP, client->local_tsap.octets, client->local_tsap.size);
    s7_cotp_parameter_add(parameters, S7_COTP_CALLED_TSAP, client->remote_tsap.octets,
                          client->remote_tsap.size);
    s7_cotp_parameter_add(parameters, S7_COTP_TPDU_SIZE, &config->tpdu_code, 1);

    s7_iso_init(&client->iso, client->iso.packet, client->iso.packet_capacity, client->iso.tsdu,
                client->iso.tsdu_capacity);
    client->fault = (struct s7_fault){0};
    client->started_at = now;
    client->open_deadline = s7_time_after(now, config->connect_timeout);
    size_t room = s7_outbox_room(&client->outbox);
    size_t size = s7_iso_encode(s7_outbox_reserve(&client->outbox, room), room, &cr);
    s7_outbox_commit(&client->outbox, size);
    s7_client_change(client, S7_CLIENT_ISO, NULL, now);
}

static uint16_t next_reference(struct s7_client *client)
{
    if (++client->last_reference == 0)
        client->last_reference = 1;
    return client->last_reference;
}

static void send_setup(struct s7_client *client, s7_time now)
{
    const struct s7_client_config *config = &client->config;
    uint8_t *packet =
        s7_outbox_reserve(&client->outbox, s7_iso_packed_size(SETUP_PDU_SIZE, client->iso.tpdu_limit));
    struct s7_writer writer = s7_writer_over(packet + S7_ISO_HEADROOM, SETUP_PDU_SIZE);
    const struct s7_header header = {.rosctr = S7_ROSCTR_JOB,
                                     .reference = next_reference(client),
                                     .parameter_size = S7_SETUP_PARAMETER_SIZE};
    const struct s7_setup setup = {
        .amq_calling = config->amq, .amq_called = config->amq, .pdu_length = config->pdu_length};
    s7_header_encode(&writer, &header);
    s7_setup_encode(&writer, &setup);
    s7_client_observe(client, S7_DIRECTION_OUT, packet + S7_ISO_HEADROOM, SETUP_PDU_SIZE, now);
    s7_outbox_commit(&client->outbox, s7_iso_pack(packet, SETUP_PDU_SIZE, client->iso.tpdu_limit));
}

/* Siemens CPUs answer C0, C1, C2 whatever the order of the CR was; our CR has C1, C2, C0. */
static bool echoes_our_request(const struct s7_cotp_parameters *parameters)
{
    static const uint8_t order[] = {S7_COTP_CALLING_TSAP, S7_COTP_CALLED_TSAP, S7_COTP_TPDU_SIZE};
    bool same = parameters->count == sizeof order;
    for (size_t i = 0; same && i < sizeof order; i++)
        same = parameters->list[i].code == order[i];
    return same;
}

static uint8_t item_limit(const struct s7_client *client)
{
    if (client->config.item_count > 0)
        return client->config.item_count;
    return echoes_our_request(&client->iso.tpdu.as.connect.parameters) ? ECHO_ITEM_COUNT
                                                                       : S7_VAR_ITEM_COUNT_MAX;
}

void s7_client_confirm(struct s7_client *client, s7_time now)
{
    if (client->iso.tpdu.type != S7_COTP_CC || client->state != S7_CLIENT_ISO) {
        s7_client_fail(client, S7_ERR_ISO_PROTOCOL, now);
        return;
    }
    size_t asked = (size_t)1 << client->config.tpdu_code;
    size_t answered = s7_cotp_tpdu_size(&client->iso.tpdu.as.connect);
    client->iso.tpdu_limit = answered < asked ? answered : asked;
    client->item_count = item_limit(client);
    s7_client_change(client, S7_CLIENT_SETUP, NULL, now);
    if (client->state == S7_CLIENT_SETUP) /* its owner may have closed it */
        send_setup(client, now);
}

static uint16_t granted(uint16_t asked, uint16_t answered)
{
    return answered < asked ? answered : asked;
}

void s7_client_setup_answer(struct s7_client *client, const struct s7_header *header,
                            struct s7_octets parameter, s7_time now)
{
    struct s7_setup setup;
    if (header->error) {
        const struct s7_fault fault = {.error = S7_ERR_S7_SETUP_REFUSED,
                                       .phase = S7_PHASE_SETUP,
                                       .peer_code = header->error,
                                       .elapsed_ms = (uint32_t)((now - client->started_at) / S7_MILLISECOND)};
        s7_client_fail_with(client, &fault, now);
        return;
    }
    if (header->rosctr != S7_ROSCTR_ACK_DATA || header->reference != client->last_reference) {
        s7_client_fail(client, S7_ERR_S7_MISMATCH, now);
        return;
    }
    if (s7_setup_decode(parameter, &setup) != S7_OK) {
        s7_client_fail(client, S7_ERR_S7_MALFORMED, now);
        return;
    }
    client->granted =
        (struct s7_client_grant){.pdu_length = granted(client->config.pdu_length, setup.pdu_length),
                                 .amq_calling = granted(client->config.amq, setup.amq_calling),
                                 .amq_called = granted(client->config.amq, setup.amq_called),
                                 .tpdu_size = client->iso.tpdu_limit,
                                 .item_count = client->item_count};
    if (client->granted.pdu_length < S7_SLICE_PDU_MIN || client->granted.amq_calling == 0) {
        s7_client_fail(client, S7_ERR_S7_SETUP_UNUSABLE, now);
        return;
    }
    s7_client_change(client, S7_CLIENT_OPEN, NULL, now);
    s7_client_pump(client, now);
}
