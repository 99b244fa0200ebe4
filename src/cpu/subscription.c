/* SPDX-License-Identifier: MIT */
#include "cpu/subscription.h"

#include "cpu/state.h"
#include "wire/mode_transition.h"

enum {
    GROUP_CPU = 4,
    PUSH_DIAGNOSTICS = 3,
    OCTET_STRING = 9,
    SEQUENCE_MESSAGES = 0xFF, /* of an S7-400's answers to the message service (corrections.md B10) */
    CLASS_USER_FIRST = 9,
    CLASS_USER_LAST = 0xB
};

/* What a request makes of the subscriptions. */
struct wish {
    uint8_t events;
    bool alarms;
};

static bool subscribed(const struct s7_cpu_partner *partner)
{
    return partner->events || partner->alarms;
}

static struct wish wish_of(const struct s7_cpu_partner *partner, const struct s7_message_request *request)
{
    uint8_t events = request->events & (uint8_t)~S7_MESSAGE_ALARMS;
    struct wish wish = {.events = events, .alarms = partner->alarms};
    if (request->has_alarm_type) {
        wish.alarms = request->alarm_type % 2; /* even types abort */
        if (!events)
            wish.events = partner->events;
    }
    return wish;
}

static bool same_as(const struct s7_cpu_partner *partner, struct wish wish)
{
    return wish.events == partner->events && wish.alarms == partner->alarms;
}

/* A subscription keeps a number of the server as long as it lives. */
static bool handle_hold(struct s7_server *server, bool wanted, uint8_t *handle)
{
    if (wanted && !*handle)
        *handle = s7_server_handle_take(server);
    return !wanted || *handle;
}

static void handle_leave(struct s7_server *server, bool wanted, uint8_t *handle)
{
    if (wanted)
        return;
    s7_server_handle_give(server, *handle);
    *handle = 0;
}

static void take_wish(struct s7_cpu *cpu, struct s7_cpu_partner *partner, struct wish wish)
{
    bool before = subscribed(partner);
    partner->events = wish.events;
    partner->alarms = wish.alarms;
    if (subscribed(partner) && !before)
        cpu->partners.subscribed++;
    else if (!subscribed(partner) && before)
        cpu->partners.subscribed--;
    handle_leave(cpu->server, wish.events, &partner->events_handle);
    handle_leave(cpu->server, wish.alarms, &partner->alarms_handle);
}

/* Whoever ends a subscription is answered with a number that is free while it still lives, as others are. */
static uint8_t sequence_of(struct s7_cpu *cpu, const struct s7_cpu_partner *partner, bool alarms,
                           struct wish wish)
{
    if (cpu->config.sequence_counts)
        return SEQUENCE_MESSAGES;
    uint8_t handle = alarms ? partner->alarms_handle : partner->events_handle;
    bool lives = alarms ? wish.alarms : wish.events != 0;
    return lives ? handle : s7_server_sequence(cpu->server);
}

uint16_t s7_cpu_subscribe(struct s7_cpu *cpu, struct s7_cpu_partner *partner,
                          const struct s7_message_request *request, uint8_t *ret_sequence)
{
    struct wish wish = wish_of(partner, request);
    bool new_one = (wish.events || wish.alarms) && !subscribed(partner);
    if (cpu->config.codes.subscribed && same_as(partner, wish))
        return cpu->config.codes.subscribed;
    if (new_one && cpu->partners.subscribed >= cpu->config.limits.subscriptions)
        return cpu->config.codes.subscriptions;
    if (!handle_hold(cpu->server, wish.events, &partner->events_handle) ||
        !handle_hold(cpu->server, wish.alarms, &partner->alarms_handle)) {
        handle_leave(cpu->server, partner->events, &partner->events_handle);
        return cpu->config.codes.subscriptions;
    }
    *ret_sequence = sequence_of(cpu, partner, request->has_alarm_type, wish);
    take_wish(cpu, partner, wish);
    return 0;
}

void s7_cpu_unsubscribe(struct s7_cpu *cpu, struct s7_cpu_partner *partner)
{
    take_wish(cpu, partner, (struct wish){.events = 0});
}

static uint8_t bit_of(const struct s7_diagnostic_event *event)
{
    uint8_t class_ = s7_event_class(event->event);
    return class_ >= CLASS_USER_FIRST && class_ <= CLASS_USER_LAST ? S7_MESSAGE_USER_DIAGNOSTICS
                                                                   : S7_MESSAGE_DIAGNOSTICS;
}

void s7_cpu_push_event(struct s7_cpu *cpu, const struct s7_diagnostic_event *event, s7_time now)
{
    uint8_t octets[S7_DIAGNOSTIC_EVENT_SIZE];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_diagnostic_event_encode(&writer, event);
    const struct s7_userdata push = {.method = S7_USERDATA_METHOD_REQUEST,
                                     .type = S7_USERDATA_PUSH,
                                     .group = GROUP_CPU,
                                     .subfunction = PUSH_DIAGNOSTICS,
                                     .has_data = true,
                                     .return_code = S7_RETURN_SUCCESS,
                                     .transport_size = OCTET_STRING,
                                     .length = sizeof octets,
                                     .payload = {octets, sizeof octets}};
    for (size_t i = 0; i < cpu->partners.slab.block_count; i++) {
        const struct s7_cpu_partner *partner = s7_cpu_partners_at(&cpu->partners, i);
        if (partner && partner->events & bit_of(event))
            (void)s7_link_push(partner->link, &push, now); /* dropped ones are counted there */
    }
}

void s7_cpu_push_mode(struct s7_cpu *cpu, uint8_t mode_code, s7_time now)
{
    uint8_t octets[S7_MODE_TRANSITION_SIZE];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_mode_transition_encode(&writer, &(struct s7_mode_transition){.mode = mode_code});
    for (size_t i = 0; i < cpu->partners.slab.block_count; i++) {
        const struct s7_cpu_partner *partner = s7_cpu_partners_at(&cpu->partners, i);
        if (partner && partner->events & S7_MESSAGE_MODE)
            (void)s7_link_push_parameter(partner->link, (struct s7_octets){octets, sizeof octets}, now);
    }
}
