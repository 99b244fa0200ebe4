/* SPDX-License-Identifier: MIT */
#include "replay.h"

#include <stdio.h>

#include "replay_compare.h"
#include "replay_open.h"

enum { SEQUENCE_AT = 24 /* in the TPKT packet of a Userdata */ };

/* What no recorded answer asked for is too much: pushes of their own, answers to nobody. */
static void count_surplus(struct replay *replay)
{
    for (size_t line = 0; line < RECORDING_CONNECTIONS; line++)
        for (; replay->player.lines[line].pending_count; replay->surplus_count++) {
            struct player_packet packet;
            player_take(&replay->player, line, 0, &packet);
            printf("surplus, connection %zu:", line + 1);
            for (size_t i = 0; i < packet.size; i++)
                printf(" %02x", packet.octets[i]);
            printf("\n");
        }
}

/* A client that asks for the next fragment copies the sequence number that the CPU has chosen: here ours. */
static void say_pdu(struct replay *replay, size_t i)
{
    const struct packet *packet = &replay->recording->packets[i];
    const struct telegram *telegram = &replay->pairing->telegrams[i];
    if (telegram->role == TELEGRAM_CONTINUATION)
        packet->octets[SEQUENCE_AT] = replay->sequences[packet->connection][telegram->userdata.sequence];
    player_say(&replay->player, packet->connection, packet->octets, packet->size);
}

static void say_request(struct replay *replay, size_t i)
{
    size_t answer = replay->pairing->partner[i];
    enum captured_service service = telegram_service(&replay->pairing->telegrams[i]);
    if (service == CAPTURED_READ_VAR && answer != PAIRING_NONE)
        program_prepare(&replay->program, replay->player.cpu, &replay->pairing->telegrams[i],
                        &replay->pairing->telegrams[answer]);
    if (service == CAPTURED_WRITE_VAR && answer != PAIRING_NONE)
        program_written(&replay->program, &replay->pairing->telegrams[i], &replay->pairing->telegrams[answer]);
    say_pdu(replay, i);
    replay->unanswered_count += answer == PAIRING_NONE;
    if (answer != PAIRING_NONE && !captured_service_served(service))
        replay_note_later(replay, i, service);
}

static void take_client_packet(struct replay *replay, size_t i)
{
    const struct packet *packet = &replay->recording->packets[i];
    enum telegram_role role = replay->pairing->telegrams[i].role;
    replay_open(replay, i);
    if (packet->kind == PACKET_PDU && (role == TELEGRAM_REQUEST || role == TELEGRAM_CONTINUATION))
        say_request(replay, i);
    else if (packet->kind == PACKET_CR || packet->kind == PACKET_EMPTY)
        player_say(&replay->player, packet->connection, packet->octets, packet->size);
}

static void take_cpu_packet(struct replay *replay, size_t i)
{
    const struct packet *packet = &replay->recording->packets[i];
    if (packet->kind == PACKET_CC)
        replay_compare_confirm(replay, i);
    else if (packet->kind == PACKET_PDU && replay->pairing->telegrams[i].role == TELEGRAM_ANSWER)
        replay_compare_answer(replay, i);
    else if (packet->kind == PACKET_PDU)
        replay_compare_push(replay, i);
}

void replay_run(struct replay *replay)
{
    for (size_t i = 0; i < replay->recording->packet_count; i++) {
        const struct packet *packet = &replay->recording->packets[i];
        player_advance(&replay->player, packet->time - replay->knowledge->start);
        if (packet->from_client)
            take_client_packet(replay, i);
        else
            take_cpu_packet(replay, i);
    }
    count_surplus(replay);
    player_close(&replay->player);
}
