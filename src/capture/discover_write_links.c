/* SPDX-License-Identifier: MIT
 *
 * discover_write_links.c — connections.
 */
#include "capture/discover_write.h"

struct s7_discover_place s7_discover_place_of(const struct s7_discover_member *member)
{
    const struct s7_discover_traits *traits = &member->traits;
    if (member->known)
        return (struct s7_discover_place){true, member->known->rack, member->known->slot};
    if (traits->has_place)
        return (struct s7_discover_place){true, traits->rack, traits->slot};
    return (struct s7_discover_place){false, (uint8_t)member->profile->rack.value,
                                      (uint8_t)member->profile->slot.value};
}

struct s7_tsap s7_discover_usual_called(const struct s7_discover_model *model,
                                        const struct s7_discover_link *link)
{
    static const enum s7_connection_class classes[] = {[S7_PLANT_CLASS_BASIC] = S7_CLASS_BASIC,
                                                       [S7_PLANT_CLASS_OP] = S7_CLASS_OP,
                                                       [S7_PLANT_CLASS_PG] = S7_CLASS_PG};
    const struct s7_discover_member *from = &model->members[link->from];
    struct s7_discover_place place = s7_discover_place_of(&model->members[link->to]);
    return s7_tsap_of(from->is_host ? classes[from->class_of_hosts] : S7_CLASS_BASIC, place.rack, place.slot);
}

static void write_tsap(struct s7_discover_text *text, const char *key, const struct s7_tsap *tsap,
                       const struct s7_tsap *usual)
{
    char words[S7_TSAP_TEXT_SIZE + 2];
    struct s7_strbuf buf = s7_strbuf_over(words, sizeof words);
    if (tsap->size == 0 || s7_tsap_equal(tsap, usual))
        return;
    s7_discover_tsap(&buf, text->model, tsap);
    s7_fmt_out_line(&text->out, 6);
    s7_discover_add(text, "%s: ", key);
    s7_discover_quoted(text, words);
    s7_fmt_out_end(&text->out, false);
}

static void write_tsaps(struct s7_discover_text *text, const struct s7_discover_link *link)
{
    const struct s7_tsap calling = s7_tsap_of(S7_CLASS_PG, 0, 0);
    const struct s7_tsap called = s7_discover_usual_called(text->model, link);
    const struct s7_talk *talk = link->named;
    if (!talk->tsaps_known) {
        s7_discover_line(text, 4, "tsap: {unseen: true}");
        return;
    }
    bool is_unusual = (talk->calling.size && !s7_tsap_equal(&talk->calling, &calling)) ||
                      (talk->called.size && !s7_tsap_equal(&talk->called, &called));
    if (!is_unusual)
        return;
    s7_discover_line(text, 4, "tsap:");
    write_tsap(text, "from", &talk->calling, &calling);
    write_tsap(text, "to", &talk->called, &called);
}

static void write_setup(struct s7_discover_text *text, const struct s7_discover_link *link)
{
    enum { PDU_LEAST = 64, PDU_MOST = 8189, AMQ_MOST = 255 };
    const struct s7_profile *asks = text->model->members[link->from].profile;
    const struct s7_talk *talk = link->named;
    if (talk->pdu_asked >= PDU_LEAST && talk->pdu_asked <= PDU_MOST &&
        talk->pdu_asked != asks->pdu_length.value)
        s7_discover_line(text, 4, "pdu_length: %u", talk->pdu_asked);
    if (talk->amq_asked >= 1 && talk->amq_asked <= AMQ_MOST && talk->amq_asked != asks->amq_calling.value)
        s7_discover_line(text, 4, "amq: %u", talk->amq_asked);
}

static void write_cycle(struct s7_discover_text *text, const struct s7_discover_link *link)
{
    s7_time cycle = s7_discover_cycle(link);
    if (cycle == 0)
        return;
    if (cycle % S7_SECOND == 0)
        s7_discover_line(text, 4, "rate: {cycle: %llds}", (long long)(cycle / S7_SECOND));
    else
        s7_discover_line(text, 4, "rate: {cycle: %lldms}", (long long)(cycle / S7_MILLISECOND));
}

static void write_range(struct s7_discover_text *text, const struct s7_range *range, bool first)
{
    struct s7_range pieces[S7_DISCOVER_PIECES_MOST];
    size_t count = s7_discover_pieces(range, pieces);
    for (size_t i = 0; i < count; i++) {
        char words[S7_TAG_TEXT_SIZE];
        s7_range_format(&pieces[i], words, sizeof words);
        s7_discover_add(text, "%s%s", first && i == 0 ? "" : ", ", words);
    }
}

static void write_areas(struct s7_discover_text *text, const char *key, const struct s7_access_set *areas)
{
    if (areas->range_count == 0)
        return;
    s7_fmt_out_line(&text->out, 4);
    s7_discover_add(text, "%s: [", key);
    for (size_t i = 0; i < areas->range_count; i++)
        write_range(text, &areas->ranges[i], i == 0);
    s7_fmt_out_text(&text->out, "]");
    s7_fmt_out_end(&text->out, false);
}

static void write_functions(struct s7_discover_text *text, const struct s7_discover_link *link)
{
    unsigned uses = s7_discover_functions(link);
    const char *between = "";
    if (!uses)
        return;
    s7_fmt_out_line(&text->out, 4);
    s7_fmt_out_text(&text->out, "functions: [");
    for (unsigned bit = 1; bit && bit <= uses; bit <<= 1) {
        const char *word = uses & bit ? s7_discover_function_word(bit) : NULL;
        if (!word)
            continue;
        s7_discover_add(text, "%s%s", between, word);
        between = ", ";
    }
    s7_fmt_out_text(&text->out, "]");
    s7_fmt_out_end(&text->out, false);
}

/** So that a register that it is merged into, or held against, knows of it. */
static void write_elsewhere(struct s7_discover_text *text, const struct s7_discover_link *link)
{
    static const char *const lists[] = {
        [S7_PLANT_ELSEWHERE_READS] = "[reads]",
        [S7_PLANT_ELSEWHERE_WRITES] = "[writes]",
        [S7_PLANT_ELSEWHERE_READS | S7_PLANT_ELSEWHERE_WRITES] = "[reads, writes]",
    };
    unsigned elsewhere = s7_discover_elsewhere(link);
    if (elsewhere)
        s7_discover_line(text, 4, "elsewhere: %s", lists[elsewhere]);
}

static void write_end(struct s7_discover_text *text, const char *key, const struct s7_discover_member *member)
{
    s7_fmt_out_line(&text->out, 4);
    s7_discover_add(text, "%s: ", key);
    s7_discover_quoted(text, member->name);
    s7_fmt_out_end(&text->out, false);
}

void s7_discover_write_links(struct s7_discover_text *text)
{
    const struct s7_discover_model *model = text->model;
    if (model->link_count)
        s7_discover_section(text, "connections");
    for (size_t i = 0; i < model->link_count; i++) {
        const struct s7_discover_link *link = &model->links[i];
        s7_discover_write_evidence(text, link);
        s7_discover_line(text, 2, "S-%03zu:", i + 1);
        write_end(text, "from", &model->members[link->from]);
        write_end(text, "to", &model->members[link->to]);
        s7_discover_line(text, 4, "service: %s", s7_discover_service_word(s7_discover_service(link)));
        write_tsaps(text, link);
        write_setup(text, link);
        write_cycle(text, link);
        write_areas(text, "reads", &link->areas[S7_OPERATION_READ]);
        write_areas(text, "writes", &link->areas[S7_OPERATION_WRITE]);
        write_functions(text, link);
        write_elsewhere(text, link);
    }
}
