/* SPDX-License-Identifier: MIT
 *
 * discover_write_members.c — CPUs and hosts.
 */
#include <string.h>

#include "capture/discover_write.h"
#include "plant/schema.h"

static const char *source_words[] = {
    [S7_DISCOVER_PROFILE_KNOWN] = "",
    [S7_DISCOVER_PROFILE_ORDER] = "by its order number, which it told itself",
    [S7_DISCOVER_PROFILE_LIKELY] = "the likeliest",
    [S7_DISCOVER_PROFILE_GUESS] = "a guess: nothing tells which family it is of",
};

/** What parts a trait from what is before it. */
static const char *between(bool *first)
{
    bool is_first = *first;
    *first = false;
    return is_first ? " by " : ", ";
}

static void print_traits(struct s7_strbuf *buf, const struct s7_discover_traits *traits)
{
    bool first = true;
    if (traits->pdu_granted)
        s7_strbuf_printf(buf, "%sPDU length %u of %u", between(&first), traits->pdu_granted, traits->pdu_asked);
    if (traits->amq_granted)
        s7_strbuf_printf(buf, "%sparallel jobs %u of %u", between(&first), traits->amq_granted,
                         traits->amq_asked);
    if (traits->asks_pdu)
        s7_strbuf_printf(buf, "%swhat it asks for as a client (%u, %u)", between(&first), traits->asks_pdu,
                         traits->asks_amq);
    if (traits->has_place)
        s7_strbuf_printf(buf, "%sslot %u", between(&first), traits->slot);
    if (traits->s7plus)
        s7_strbuf_printf(buf, "%sS7CommPlus", between(&first));
}

/** "the likeliest by PDU length 240 of 480, slot 2; to be confirmed". */
static void write_source(struct s7_discover_text *text, const struct s7_discover_member *member)
{
    char words[300];
    struct s7_strbuf buf = s7_strbuf_over(words, sizeof words);
    if (member->source == S7_DISCOVER_PROFILE_KNOWN)
        return;
    s7_strbuf_add(&buf, source_words[member->source]);
    if (member->source == S7_DISCOVER_PROFILE_LIKELY)
        print_traits(&buf, &member->traits);
    s7_discover_comment(text, 4, "profile: %s; to be confirmed", words);
}

static void write_profile(struct s7_discover_text *text, const struct s7_discover_member *member)
{
    if (member->own_profile)
        s7_discover_line(text, 4, "profile: seen-%zu", member->own_profile);
    else if (!member->is_host || strcmp(member->profile->name, "pc") != 0)
        s7_discover_line(text, 4, "profile: %s", member->profile->name);
}

static void write_place(struct s7_discover_text *text, const struct s7_discover_member *member)
{
    struct s7_discover_place place = s7_discover_place_of(member);
    if (place.known) {
        s7_discover_line(text, 4, "rack: %u", place.rack);
        s7_discover_line(text, 4, "slot: %u", place.slot);
    }
}

static uint32_t size_of_db(const struct s7_access_set *data, size_t *index)
{
    uint16_t number = data->ranges[*index].db;
    uint32_t end = 0;
    while (*index < data->range_count && data->ranges[*index].area == S7_AREA_DB &&
           data->ranges[*index].db == number)
        end = s7_range_end(&data->ranges[(*index)++]);
    return (end + 7) / 8;
}

static void write_dbs(struct s7_discover_text *text, const struct s7_discover_member *member)
{
    const struct s7_access_set *data = &member->data;
    if (member->db_count == 0)
        return;
    s7_discover_comment(text, 4, "sizes: at least, as far as anybody read or wrote");
    s7_discover_line(text, 4, "dbs:");
    for (size_t i = 0; i < data->range_count;) {
        uint16_t number = data->ranges[i].db;
        if (data->ranges[i].area != S7_AREA_DB) {
            i++;
            continue;
        }
        if (member->db_end && number >= member->db_end)
            break;
        s7_discover_line(text, 6, "%u: {size: %u}", number, (unsigned)size_of_db(data, &i));
    }
    if (member->db_end)
        s7_discover_comment(text, 6, "and more, from DB%u on", member->db_end);
}

static void write_zone(struct s7_discover_text *text, const struct s7_discover_member *member)
{
    char name[S7_DISCOVER_NAME_SIZE + 8];
    struct s7_strbuf buf = s7_strbuf_over(name, sizeof name);
    if (text->model->zone_count == 0)
        return;
    s7_discover_zone_name(&buf, &text->model->zones[member->zone]);
    s7_fmt_out_line(&text->out, 4);
    s7_fmt_out_text(&text->out, "zone: ");
    s7_discover_quoted(text, name);
    s7_fmt_out_end(&text->out, false);
}

static void write_model(struct s7_discover_text *text, const struct s7_discover_member *member)
{
    if (member->is_host || !member->traits.order_number[0])
        return;
    s7_fmt_out_line(&text->out, 4);
    s7_fmt_out_text(&text->out, "model: ");
    s7_discover_quoted(text, member->traits.order_number);
    s7_fmt_out_end(&text->out, false);
}

static void write_member(struct s7_discover_text *text, const struct s7_discover_member *member)
{
    static const char *const classes[] = {
        [S7_PLANT_CLASS_BASIC] = "basic", [S7_PLANT_CLASS_OP] = "op", [S7_PLANT_CLASS_PG] = "pg"};
    s7_fmt_out_line(&text->out, 2);
    s7_discover_quoted(text, member->name);
    s7_fmt_out_text(&text->out, ":");
    s7_fmt_out_end(&text->out, false);
    s7_discover_line(text, 4, "address: \"%s\"", member->host);
    write_zone(text, member);
    write_source(text, member);
    write_profile(text, member);
    write_model(text, member);
    if (member->is_host && member->class_of_hosts != S7_PLANT_CLASS_BASIC)
        s7_discover_line(text, 4, "class: %s", classes[member->class_of_hosts]);
    write_place(text, member);
    if (member->profile->put_get_switch.value && member->data.range_count) {
        s7_discover_comment(text, 4, "it served reading or writing");
        s7_discover_line(text, 4, "put_get: permitted");
    }
    write_dbs(text, member);
}

static void write_kind(struct s7_discover_text *text, bool hosts, const char *key)
{
    const struct s7_discover_model *model = text->model;
    bool began = false;
    for (size_t i = 0; i < model->member_count; i++) {
        if (model->members[i].is_host != hosts)
            continue;
        if (!began)
            s7_discover_section(text, key);
        began = true;
        write_member(text, &model->members[i]);
    }
}

void s7_discover_write_members(struct s7_discover_text *text)
{
    write_kind(text, true, "hosts");
    write_kind(text, false, "cpus");
}
