/* SPDX-License-Identifier: MIT */
#include "replay_compare.h"

#include <stdio.h>
#include <stdlib.h>

#include "replay_detail.h"

enum { FRONT = 7 /* TPKT and DT header */ };

static struct s7_octets pdu_of(const struct player_packet *packet)
{
    struct s7_octets pdu = {packet->octets + FRONT, packet->size - FRONT};
    return packet->size > FRONT ? pdu : (struct s7_octets){packet->octets, 0};
}

static void show(const char *who, struct s7_octets octets)
{
    printf("    %s", who);
    for (size_t i = 0; i < octets.size; i++)
        printf("%s%02x", i % 4 ? "" : " ", octets.at[i]);
    printf("\n");
}

static void judge(struct replay *replay, const struct compare_subject *subject, struct s7_octets real,
                  struct s7_octets ours, struct result *result)
{
    result->capture = replay->capture;
    result->comparison = compare_octets(subject, real, ours);
    if (!result->comparison.same)
        result->kind = RESULT_DIFFERENT;
    else if (result->real_code)
        result->kind = RESULT_REFUSED;
    else
        result->kind = result_excused(result) ? RESULT_MASKED : RESULT_EQUAL;
    results_add(replay->results, result);
    if (result->kind != RESULT_DIFFERENT && !getenv("S7_DESCRIBE"))
        return;
    printf("frames %u, %u: %s %s: %s\n", result->question, result->answer, result->service, result->detail,
           result->kind == RESULT_DIFFERENT ? "different" : "as recorded");
    show("real", real);
    show("ours", ours);
}

/* The first pending packet for which the function says yes. */
static bool take_pending(struct replay *replay, size_t line,
                         bool (*wanted)(const struct player_packet *packet, uint16_t reference),
                         uint16_t reference, struct player_packet *ret_packet)
{
    const struct player_line *from = &replay->player.lines[line];
    for (size_t i = 0; i < from->pending_count; i++) {
        if (!wanted(&from->pending[i], reference))
            continue;
        player_take(&replay->player, line, i, ret_packet);
        return true;
    }
    ret_packet->size = 0;
    return false;
}

static bool is_confirm(const struct player_packet *packet, uint16_t reference)
{
    (void)reference;
    return packet->size > 5 && packet->octets[5] == 0xD0;
}

static bool is_answer(const struct player_packet *packet, uint16_t reference)
{
    struct telegram telegram;
    return telegram_decode(pdu_of(packet), &telegram) && telegram.role == TELEGRAM_ANSWER &&
           telegram.header.reference == reference;
}

static bool is_push(const struct player_packet *packet, uint16_t reference)
{
    struct telegram telegram;
    (void)reference;
    return telegram_decode(pdu_of(packet), &telegram) && telegram.role == TELEGRAM_PUSH;
}

void replay_compare_confirm(struct replay *replay, size_t packet)
{
    const struct packet *real = &replay->recording->packets[packet];
    struct compare_subject subject = {.form = COMPARE_CONNECT, .service = CAPTURED_COUNT};
    struct player_packet ours;
    struct result result = {.service = "ISO connection", .detail = "CR, CC", .answer = real->number};
    for (size_t i = packet; i-- > 0 && !result.question;)
        if (replay->recording->packets[i].connection == real->connection)
            result.question = replay->recording->packets[i].number;
    take_pending(replay, real->connection, is_confirm, 0, &ours);
    judge(replay, &subject, (struct s7_octets){real->octets, real->size},
          (struct s7_octets){ours.octets, ours.size}, &result);
}

static void learn_sequence(struct replay *replay, size_t line, const struct telegram *real,
                           struct s7_octets ours)
{
    struct telegram telegram;
    if (real->is_userdata && telegram_decode(ours, &telegram) && telegram.is_userdata)
        replay->sequences[line][real->userdata.sequence] = telegram.userdata.sequence;
}

static uint32_t code_of(struct s7_octets pdu)
{
    struct telegram telegram;
    return telegram_decode(pdu, &telegram) ? telegram_refusal(&telegram) : RESULT_NO_ANSWER;
}

void replay_compare_answer(struct replay *replay, size_t packet)
{
    const struct packet *real = &replay->recording->packets[packet];
    size_t request = replay->pairing->partner[packet];
    if (request == PAIRING_NONE)
        return;
    enum captured_service service = telegram_service(&replay->pairing->telegrams[request]);
    if (!captured_service_served(service))
        return;
    struct player_packet ours;
    struct result result = {.question = replay->recording->packets[request].number, .answer = real->number};
    struct compare_subject subject = {.form = COMPARE_ANSWER, .service = service};
    replay_detail(replay->pairing, request, &subject, &result);
    take_pending(replay, real->connection, is_answer, replay->pairing->telegrams[packet].header.reference,
                 &ours);
    learn_sequence(replay, real->connection, &replay->pairing->telegrams[packet], pdu_of(&ours));
    result.real_code = code_of(real->pdu);
    result.our_code = code_of(pdu_of(&ours));
    judge(replay, &subject, real->pdu, pdu_of(&ours), &result);
}

/* Pushes of jobs of other services, and Jobs of the CPU in a download, are these services' matter. */
static void note_foreign(struct replay *replay, size_t packet, const char *what)
{
    struct result result = {.capture = replay->capture,
                            .answer = replay->recording->packets[packet].number,
                            .kind = RESULT_LATER,
                            .our_code = RESULT_NO_ANSWER};
    snprintf(result.service, sizeof result.service, "%s", what);
    results_add(replay->results, &result);
}

void replay_compare_push(struct replay *replay, size_t packet)
{
    const struct packet *real = &replay->recording->packets[packet];
    const struct telegram *telegram = &replay->pairing->telegrams[packet];
    struct compare_subject subject = {.form = COMPARE_PUSH, .service = CAPTURED_COUNT};
    struct player_packet ours;
    struct result result = {.answer = real->number};
    if (telegram->role != TELEGRAM_PUSH || (telegram->is_userdata && telegram->userdata.group != 4)) {
        note_foreign(replay, packet,
                     telegram->role == TELEGRAM_PUSH ? "Push of a job of group 1"
                                                     : "Job of the CPU in a download");
        return;
    }
    replay_detail_push(telegram, &subject, &result);
    take_pending(replay, real->connection, is_push, 0, &ours);
    judge(replay, &subject, real->pdu, pdu_of(&ours), &result);
}

void replay_note_later(struct replay *replay, size_t request, enum captured_service service)
{
    const struct packet *asked = &replay->recording->packets[request];
    size_t answer = replay->pairing->partner[request];
    struct player_packet ours;
    struct result result = {.capture = replay->capture,
                            .question = asked->number,
                            .answer = replay->recording->packets[answer].number,
                            .kind = RESULT_LATER,
                            .real_code = code_of(replay->recording->packets[answer].pdu)};
    snprintf(result.service, sizeof result.service, "%s", captured_service_name(service));
    take_pending(replay, asked->connection, is_answer, replay->pairing->telegrams[request].header.reference,
                 &ours);
    result.our_code = code_of(pdu_of(&ours));
    results_add(replay->results, &result);
}
