/* SPDX-License-Identifier: MIT */
#include "pairing.h"

#include <stdlib.h>

static bool open_request(const struct recording *recording, const struct pairing *pairing, size_t i,
                         size_t answer)
{
    const struct packet *packet = &recording->packets[i], *its = &recording->packets[answer];
    const struct telegram *telegram = &pairing->telegrams[i];
    return packet->kind == PACKET_PDU && packet->connection == its->connection &&
           packet->from_client != its->from_client && pairing->partner[i] == PAIRING_NONE &&
           (telegram->role == TELEGRAM_REQUEST || telegram->role == TELEGRAM_CONTINUATION) &&
           telegram->header.reference == pairing->telegrams[answer].header.reference &&
           (telegram->header.rosctr == S7_ROSCTR_USERDATA) ==
               (pairing->telegrams[answer].header.rosctr == S7_ROSCTR_USERDATA);
}

static void pair_answer(const struct recording *recording, struct pairing *pairing, size_t answer)
{
    for (size_t i = answer; i-- > 0;) {
        if (!open_request(recording, pairing, i, answer))
            continue;
        pairing->partner[answer] = i;
        pairing->partner[i] = answer;
        return;
    }
    pairing->odd_count++;
}

/* The latest request of the same service on the connection that was answered with this sequence number. */
static void find_opener(const struct recording *recording, struct pairing *pairing, size_t next)
{
    const struct s7_userdata *wanted = &pairing->telegrams[next].userdata;
    for (size_t i = next; i-- > 0;) {
        const struct packet *packet = &recording->packets[i];
        const struct s7_userdata *userdata = &pairing->telegrams[i].userdata;
        if (packet->kind != PACKET_PDU || packet->connection != recording->packets[next].connection ||
            pairing->telegrams[i].role != TELEGRAM_ANSWER || !pairing->telegrams[i].is_userdata ||
            userdata->group != wanted->group || userdata->subfunction != wanted->subfunction ||
            userdata->sequence != wanted->sequence || pairing->partner[i] == PAIRING_NONE)
            continue;
        size_t request = pairing->partner[i];
        bool chained = pairing->opened_by[request] != PAIRING_NONE;
        pairing->opened_by[next] = chained ? pairing->opened_by[request] : request;
        return;
    }
    pairing->odd_count++;
}

static void pair_packet(const struct recording *recording, struct pairing *pairing, size_t i)
{
    pairing->partner[i] = pairing->opened_by[i] = PAIRING_NONE;
    if (recording->packets[i].kind != PACKET_PDU)
        return;
    if (!telegram_decode(recording->packets[i].pdu, &pairing->telegrams[i])) {
        pairing->telegrams[i].role = TELEGRAM_PUSH;
        pairing->odd_count++;
    } else if (pairing->telegrams[i].role == TELEGRAM_ANSWER) {
        pair_answer(recording, pairing, i);
    } else if (pairing->telegrams[i].role == TELEGRAM_CONTINUATION) {
        find_opener(recording, pairing, i);
    }
}

bool pairing_make(const struct recording *recording, struct pairing *ret_pairing)
{
    size_t count = recording->packet_count + 1;
    ret_pairing->odd_count = 0;
    ret_pairing->partner = calloc(count, sizeof *ret_pairing->partner);
    ret_pairing->opened_by = calloc(count, sizeof *ret_pairing->opened_by);
    ret_pairing->telegrams = calloc(count, sizeof *ret_pairing->telegrams);
    if (!ret_pairing->partner || !ret_pairing->opened_by || !ret_pairing->telegrams)
        return false;
    for (size_t i = 0; i < recording->packet_count; i++)
        pair_packet(recording, ret_pairing, i);
    return true;
}

void pairing_free(struct pairing *pairing)
{
    free(pairing->partner);
    free(pairing->opened_by);
    free(pairing->telegrams);
}
