/* SPDX-License-Identifier: MIT
 *
 * discover_judge.c — what the talks tell of their partners: family, rack and slot, class of connections.
 */
#include <string.h>

#include "capture/discover_model.h"

static bool is_order_text(const uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (octets[i] < 0x20 || octets[i] > 0x7E)
            return false;
    return true;
}

/** As the CPU wrote it, without the blanks at its end; one with other than printable characters says nothing. */
static void take_order_number(struct s7_discover_traits *traits, const struct s7_talk *talk)
{
    size_t size = sizeof talk->order_number;
    while (size > 0 && (talk->order_number[size - 1] == ' ' || talk->order_number[size - 1] == '\0'))
        size--;
    if (size == 0 || !is_order_text(talk->order_number, size))
        return;
    memcpy(traits->order_number, talk->order_number, size);
    traits->order_number[size] = '\0';
}

static void take_setup(struct s7_discover_traits *traits, const struct s7_talk *talk)
{
    if (talk->pdu_granted > traits->pdu_granted) {
        traits->pdu_asked = talk->pdu_asked;
        traits->pdu_granted = talk->pdu_granted;
    }
    if (talk->amq_granted > traits->amq_granted) {
        traits->amq_asked = talk->amq_asked;
        traits->amq_granted = talk->amq_granted;
    }
}

/** Rack and slot that most PDUs were sent to. */
static void take_place(struct s7_discover_traits *traits, const struct s7_talk *talk)
{
    bool has_class = s7_tsap_class(&talk->called, S7_CLASS_BASIC) == s7_tsap_class(&talk->called, S7_CLASS_PG);
    if (talk->called_back) /* it was the calling TSAP, which may be anything */
        return;
    if (!talk->tsaps_known || !has_class || talk->called.size != 2 || talk->protocol != S7_TALK_S7)
        return;
    if (traits->has_place && talk->pdus <= traits->place_weight)
        return;
    traits->has_place = true;
    traits->place_weight = talk->pdus;
    traits->rack = talk->called.octets[1] >> 5;
    traits->slot = talk->called.octets[1] & 0x1F;
}

static void take_talk(struct s7_discover_member *member, const struct s7_talk *talk)
{
    struct s7_discover_traits *traits = &member->traits;
    take_order_number(traits, talk);
    take_setup(traits, talk);
    take_place(traits, talk);
    traits->s7plus = traits->s7plus || talk->protocol == S7_TALK_S7PLUS;
}

static void take_data(struct s7_discover_member *member)
{
    static const enum s7_area areas[S7_DISCOVER_OCTETS_COUNT] = {S7_AREA_INPUT, S7_AREA_OUTPUT, S7_AREA_MEMORY,
                                                                 S7_AREA_TIMER, S7_AREA_COUNTER};
    for (size_t i = 0; i < member->data.range_count; i++)
        for (size_t k = 0; k < S7_DISCOVER_OCTETS_COUNT; k++) {
            uint32_t octets = (s7_range_end(&member->data.ranges[i]) + 7) / 8;
            if (member->data.ranges[i].area == areas[k] && octets > member->traits.octets[k])
                member->traits.octets[k] = octets;
        }
}

static void choose_profile(struct s7_discover_member *member)
{
    struct s7_discover_traits *traits = &member->traits;
    const struct s7_profile *profile = NULL;
    member->source = S7_DISCOVER_PROFILE_KNOWN;
    if (member->known)
        profile = s7_profile_find(member->known->profile->family);
    if (!profile && traits->order_number[0]) {
        member->source = S7_DISCOVER_PROFILE_ORDER;
        profile = s7_discover_profile_of_order(traits->order_number);
    }
    if (!profile) {
        member->source = S7_DISCOVER_PROFILE_LIKELY;
        profile = s7_discover_profile_of_traits(traits);
    }
    if (!profile) {
        member->source = S7_DISCOVER_PROFILE_GUESS;
        profile = s7_profile_at(0);
    }
    member->profile = profile;
}

/** A host that was never served is a PC, whatever it is. */
static void choose_family(struct s7_discover_member *member)
{
    if (!member->is_host) {
        choose_profile(member);
        return;
    }
    member->source = S7_DISCOVER_PROFILE_KNOWN;
    member->profile = member->known ? s7_profile_find(member->known->profile->family) : NULL;
    if (!member->profile)
        member->profile = s7_profile_find("pc");
}

static bool needs_own_profile(const struct s7_discover_member *member)
{
    for (size_t i = 0; i < S7_DISCOVER_OCTETS_COUNT; i++)
        if (member->traits.octets[i] > s7_discover_profile_octets(member->profile, i))
            return true;
    return false;
}

static void take_asked(struct s7_discover_member *client, const struct s7_talk *talk)
{
    if (talk->pdu_asked > client->traits.asks_pdu) {
        client->traits.asks_pdu = talk->pdu_asked;
        client->traits.asks_amq = talk->amq_asked;
    }
}

static enum s7_plant_class_name class_of_called(const struct s7_tsap *called)
{
    static const enum s7_plant_class_name classes[] = {[S7_CLASS_PG] = S7_PLANT_CLASS_PG,
                                                       [S7_CLASS_OP] = S7_PLANT_CLASS_OP,
                                                       [S7_CLASS_BASIC] = S7_PLANT_CLASS_BASIC};
    return classes[s7_tsap_class(called, S7_CLASS_BASIC)];
}

/** Without a TSAP: what the service usually takes. */
static enum s7_plant_class_name class_of_service(enum s7_plant_service service)
{
    if (service == S7_PLANT_SERVICE_PG)
        return S7_PLANT_CLASS_PG;
    return service == S7_PLANT_SERVICE_HMI ? S7_PLANT_CLASS_OP : S7_PLANT_CLASS_BASIC;
}

/** The class of the first connection whose TSAP says one holds for the host; the others have a TSAP of their own. */
static void take_class(struct s7_discover_member *host, const struct s7_discover_link *link)
{
    const struct s7_tsap *called = &link->named->called;
    bool has_class = s7_tsap_class(called, S7_CLASS_BASIC) == s7_tsap_class(called, S7_CLASS_PG);
    if (host->has_class)
        return;
    host->has_class = link->named->tsaps_known && has_class;
    if (host->has_class)
        host->class_of_hosts = class_of_called(called);
    else if (!link->named->tsaps_known)
        host->class_of_hosts = class_of_service(s7_discover_service(link));
}

void s7_discover_judge(struct s7_discover_model *model)
{
    for (size_t i = 0; i < model->link_count; i++) {
        const struct s7_discover_link *link = &model->links[i];
        for (size_t k = 0; k < link->talk_count; k++)
            take_talk(&model->members[link->to], link->talks[k]);
        take_asked(&model->members[link->from], link->named);
        take_class(&model->members[link->from], link);
    }
    for (size_t i = 0; i < model->member_count; i++) {
        struct s7_discover_member *member = &model->members[i];
        take_data(member);
        choose_family(member);
        if (needs_own_profile(member))
            member->own_profile = ++model->profile_count;
    }
}
