/* SPDX-License-Identifier: MIT */
#include "replay_open.h"

#include "must.h"

enum { SLOT_BITS = 5, CALLED_SLOT_AT = 17, SUBSCRIPTION_EVENTS_AT = 29, EVENT_MODE = 1, EVENT_SYSTEM = 2 };

/* As a PG, to rack 0 and slot 2 unless the capture tells another place. */
static const uint8_t connection_request[] = {3,    0, 0,    22, 0x11, 0xE0, 0,    0, 0,    1, 0,
                                             0xC1, 2, 0x01, 0,  0xC2, 2,    0x01, 2, 0xC0, 1, 0x0A};
/* As STEP 7 asks: one job at a time, 480 octets. */
static const uint8_t setup[] = {3, 0, 0, 25, 2,    0xF0, 0x80, 0x32, 1, 0, 0, 0xFF, 0xFF,
                                0, 8, 0, 0,  0xF0, 0,    0,    1,    0, 1, 1, 0xE0};
static const uint8_t subscription[] = {3,    0, 0,  39, 2, 0xF0, 0x80, 0x32, 7,    0,    0,   0xFF, 0xFF,
                                       0,    8, 0,  14, 0, 1,    0x12, 4,    0x11, 0x44, 2,   0,    0xFF,
                                       0x09, 0, 10, 0,  0, 'R',  'E',  'P',  'L',  'A',  'Y', ' ',  ' '};

/* Says one packet and takes the one answer away. */
static void exchange(struct replay *replay, size_t line, const uint8_t *octets, size_t size)
{
    struct player_packet answer;
    must(player_say(&replay->player, line, octets, size));
    must(replay->player.lines[line].pending_count == 1);
    player_take(&replay->player, line, 0, &answer);
}

static bool first_is_setup(const struct replay *replay, size_t packet)
{
    const struct recording *recording = replay->recording;
    size_t line = recording->packets[packet].connection;
    while (packet < recording->packet_count &&
           (recording->packets[packet].connection != line || recording->packets[packet].kind != PACKET_PDU))
        packet++;
    return packet < recording->packet_count &&
           telegram_service(&replay->pairing->telegrams[packet]) == CAPTURED_SETUP;
}

/* Events whose pushes come although no recorded request subscribed to them. */
static uint8_t events_of(const struct replay *replay, size_t packet)
{
    const struct recording *recording = replay->recording;
    size_t line = recording->packets[packet].connection;
    uint8_t events = 0;
    for (; packet < recording->packet_count; packet++) {
        const struct telegram *telegram = &replay->pairing->telegrams[packet];
        if (recording->packets[packet].connection != line || recording->packets[packet].kind != PACKET_PDU)
            continue;
        if (telegram_service(telegram) == CAPTURED_MESSAGE_SERVICE)
            break;
        if (telegram->role == TELEGRAM_PUSH && !telegram->is_userdata)
            events |= EVENT_MODE;
        else if (telegram->role == TELEGRAM_PUSH && telegram->userdata.group == 4)
            events |= EVENT_SYSTEM;
    }
    return events;
}

static void subscribe(struct replay *replay, size_t line, uint8_t events)
{
    uint8_t octets[sizeof subscription];
    memcpy(octets, subscription, sizeof octets);
    octets[SUBSCRIPTION_EVENTS_AT] = events;
    exchange(replay, line, octets, sizeof octets);
    replay->subscribed[line] = true;
}

void replay_open(struct replay *replay, size_t packet)
{
    size_t line = replay->recording->packets[packet].connection;
    uint8_t request[sizeof connection_request];
    if (replay->opened[line])
        return;
    replay->opened[line] = true;
    must(player_open(&replay->player, line));
    if (replay->recording->packets[packet].kind == PACKET_CR)
        return;
    memcpy(request, connection_request, sizeof request);
    if (replay->knowledge->has_place)
        request[CALLED_SLOT_AT + 1] = (uint8_t)(replay->knowledge->rack << SLOT_BITS | replay->knowledge->slot);
    exchange(replay, line, request, sizeof request);
    replay->taken[line] = true;
    if (first_is_setup(replay, packet))
        return;
    exchange(replay, line, setup, sizeof setup);
    replay->set_up[line] = true;
    uint8_t events = events_of(replay, packet);
    if (events)
        subscribe(replay, line, events);
}
