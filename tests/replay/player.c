/* SPDX-License-Identifier: MIT */
#include "player.h"

#include <stdio.h>

#include "sieben/error.h"
#include "wire/tpkt.h"

static void keep_packet(struct player *player, struct player_line *line)
{
    if (line->pending_count == PLAYER_PENDING) {
        player->overflow = true;
        return;
    }
    struct player_packet *packet = &line->pending[line->pending_count++];
    packet->size = line->part_size;
    memcpy(packet->octets, line->part, line->part_size);
}

static void collect_octet(struct player *player, struct player_line *line, uint8_t octet)
{
    size_t wanted;
    line->part[line->part_size++] = octet;
    if (line->part_size >= S7_TPKT_SIZE && s7_tpkt_decode(line->part, &wanted) == S7_OK &&
        line->part_size == wanted) {
        keep_packet(player, line);
        line->part_size = 0;
    } else if (line->part_size == PLAYER_OCTETS) {
        player->overflow = true;
        line->part_size = 0;
    }
}

static void hear(struct player *player, struct player_line *line)
{
    const struct s7_session_ops *ops = line->session->ops;
    const uint8_t *octets;
    for (size_t size = ops->output(line->session->self, &octets); size;
         size = ops->output(line->session->self, &octets)) {
        for (size_t i = 0; i < size; i++)
            collect_octet(player, line, octets[i]);
        ops->output_done(line->session->self, size, player->now);
    }
    line->ended = line->ended || ops->want(line->session->self) & (S7_WANT_FIN | S7_WANT_RST);
}

static void hear_all(struct player *player)
{
    for (size_t i = 0; i < RECORDING_CONNECTIONS; i++)
        if (player->lines[i].session)
            hear(player, &player->lines[i]);
}

bool player_open(struct player *player, size_t line)
{
    struct s7_acceptor *acceptor = s7_cpu_acceptor(player->cpu);
    struct s7_peer peer = {.port = (uint16_t)(4000 + line)};
    struct s7_session *session = NULL;
    snprintf(peer.address, sizeof peer.address, "client %zu", line + 1);
    if (acceptor->accept(acceptor, &peer, player->now, &session) != S7_ACCEPT_TAKE)
        return false;
    player->lines[line].session = session;
    session->ops->tick(session->self, player->now);
    return true;
}

bool player_say(struct player *player, size_t line, const uint8_t *octets, size_t size)
{
    struct player_line *to = &player->lines[line];
    if (!to->session || to->ended)
        return false;
    for (size_t taken = 1; size && taken; octets += taken, size -= taken) {
        taken = to->session->ops->input(to->session->self, octets, size, player->now);
        hear_all(player);
    }
    return size == 0;
}

void player_advance(struct player *player, s7_time now)
{
    if (now > player->now)
        player->now = now;
    for (size_t i = 0; i < RECORDING_CONNECTIONS; i++) {
        struct s7_session *session = player->lines[i].session;
        if (session && session->ops->deadline(session->self) <= player->now)
            session->ops->tick(session->self, player->now);
    }
    hear_all(player);
}

void player_take(struct player *player, size_t line, size_t index, struct player_packet *ret_packet)
{
    struct player_line *from = &player->lines[line];
    *ret_packet = from->pending[index];
    from->pending_count--;
    memmove(&from->pending[index], &from->pending[index + 1],
            (from->pending_count - index) * sizeof from->pending[0]);
}

void player_close(struct player *player)
{
    const struct s7_fault fault = {.error = S7_OK};
    for (size_t i = 0; i < RECORDING_CONNECTIONS; i++) {
        struct s7_session *session = player->lines[i].session;
        player->lines[i].session = NULL;
        if (session)
            session->ops->closed(session->self, &fault, player->now);
    }
}
