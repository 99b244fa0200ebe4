/* SPDX-License-Identifier: MIT
 *
 * Connections that were seen: new ones, and those that are there with what they say.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plant/kind.h"
#include "register/accesses.h"
#include "register/key_text.h"
#include "register/merge_work.h"

/** What a connection was seen to do and is not declared to do. */
struct more {
    struct s7_access_set reads, writes;         /**< bits */
    struct s7_access_set all_reads, all_writes; /**< what its `reads` and `writes` are with them */
    unsigned functions, elsewhere;
    bool faster, service;
};

static struct more new_more(void)
{
    return (struct more){.reads = s7_access_set_new(),
                         .writes = s7_access_set_new(),
                         .all_reads = s7_access_set_new(),
                         .all_writes = s7_access_set_new()};
}

static void free_more(struct more *more)
{
    s7_access_set_free(&more->reads);
    s7_access_set_free(&more->writes);
    s7_access_set_free(&more->all_reads);
    s7_access_set_free(&more->all_writes);
}

static bool is_more(const struct more *more)
{
    return more->reads.range_count || more->writes.range_count || more->functions || more->elsewhere ||
           more->faster || more->service;
}

typedef int accesses(const struct s7_plant_connection *connection, struct s7_access_set *set);

/** ret_more := seen \ declared; ret_all := what the key has, and that. */
static int compare_bits(accesses *add, const struct s7_plant_connection *declared,
                        const struct s7_plant_connection *seen, const struct s7_range *own, size_t own_count,
                        struct s7_access_set *ret_more, struct s7_access_set *ret_all)
{
    struct s7_access_set known = s7_access_set_new();
    int error = add(seen, ret_more);
    error = error ? error : add(declared, &known);
    error = error ? error : s7_access_set_subtract(ret_more, &known);
    for (size_t i = 0; i < own_count && !error; i++)
        error = s7_access_set_add(ret_all, &own[i]);
    error = error ? error : s7_access_set_union(ret_all, ret_more);
    s7_access_set_free(&known);
    return error;
}

static int compare(const struct s7_plant_connection *declared, const struct s7_plant_connection *seen,
                   struct more *more)
{
    s7_time was = s7_match_cycle(declared), is = s7_match_cycle(seen);
    bool draft = s7_merge_is_draft(declared->owner, declared->purpose);
    more->functions = seen->functions & ~(draft ? declared->functions : s7_match_functions(declared));
    more->elsewhere = seen->elsewhere & ~declared->elsewhere;
    more->faster = is > 0 && ((was == 0 && draft) || is < was / 2);
    more->service = draft && declared->service != seen->service && seen->service == S7_PLANT_SERVICE_PUT_GET &&
                    declared->service != S7_PLANT_SERVICE_OTHER;
    int error = compare_bits(s7_register_reads, declared, seen, declared->reads, declared->read_count,
                             &more->reads, &more->all_reads);
    return error ? error
                 : compare_bits(s7_register_writes, declared, seen, declared->writes, declared->write_count,
                                &more->writes, &more->all_writes);
}

static const struct s7_plant_key *key_of(enum s7_plant_element element, const char *name)
{
    const struct s7_plant_key *key;
    size_t i = 0;
    while ((key = s7_schema_key(i++)) != NULL && (key->element != element || strcmp(key->name, name) != 0)) {
    }
    return key;
}

/** "cycle" of `rate`, as the shortest cycle that was seen. */
static void tell_cycle(const struct s7_plant_connection *connection, struct s7_fmt_out *out)
{
    struct s7_plant_connection only = {.rate_cycle = s7_match_cycle(connection)};
    s7_key_tell(key_of(S7_ELEMENT_RATE, "cycle"), &only, out);
}

static void tell_set(const char *verb, const struct s7_access_set *set, struct s7_fmt_out *out)
{
    char text[S7_TAG_TEXT_SIZE];
    for (size_t i = 0; i < set->range_count; i++) {
        s7_fmt_out_text(out, i ? ", " : out->size ? "; " : "");
        s7_fmt_out_text(out, i ? "" : verb);
        s7_fmt_out_text(out, s7_range_format(&set->ranges[i], text, sizeof text) ? text : "");
    }
}

/** A key that is a list of words, if there are any. */
static void tell_words(const char *key, unsigned words, struct s7_fmt_out *out)
{
    struct s7_plant_connection only = {.functions = words, .elsewhere = words};
    if (!words)
        return;
    s7_fmt_out_text(out, out->size ? "; " : "");
    s7_fmt_out_text(out, key);
    s7_fmt_out_text(out, " ");
    s7_key_tell(key_of(S7_ELEMENT_CONNECTION, key), &only, out);
}

/** What was seen beyond what is declared, and what is declared of that. */
static void tell_more(const struct more *more, const struct s7_plant_connection *declared,
                      const struct s7_plant_connection *seen, struct s7_fmt_out *out, struct s7_fmt_out *said)
{
    struct s7_access_set known = s7_access_set_new();
    tell_set("writes ", &more->writes, out);
    tell_set("reads ", &more->reads, out);
    tell_words("elsewhere", more->elsewhere, out);
    tell_words("functions", more->functions, out);
    if (more->faster) {
        s7_fmt_out_text(out, out->size ? "; every " : "every ");
        tell_cycle(seen, out);
        s7_fmt_out_text(said, "every ");
        tell_cycle(declared, said);
    }
    if (more->service)
        s7_fmt_out_text(out, out->size ? "; service put_get" : "service put_get");
    if (more->writes.range_count)
        said->failed = s7_register_writes(declared, &known) != S7_OK || said->failed;
    tell_set("writes ", &known, said);
    s7_access_set_clear(&known);
    if (more->reads.range_count)
        said->failed = s7_register_reads(declared, &known) != S7_OK || said->failed;
    tell_set("reads ", &known, said);
    if (more->functions)
        tell_words("functions", declared->functions, said);
    if (more->elsewhere)
        tell_words("elsewhere", declared->elsewhere, said);
    s7_access_set_free(&known);
}

/** Everything that a connection in the register has to say, so that it says what was seen, too. */
static const struct s7_node *node_of(const struct s7_merge *merge, const struct s7_plant_connection *declared)
{
    return merge->sections[S7_MERGE_CONNECTIONS].members[declared - merge->into->plant->connections];
}

static void set_words(struct s7_merge *merge, const struct s7_node *node, const char *name, unsigned words)
{
    const struct s7_plant_key *key = key_of(S7_ELEMENT_CONNECTION, name);
    struct s7_node *list = s7_edit_list(merge->edit, true);
    for (const struct s7_plant_word *word = key->words; list && word->text; word++)
        if (word->value & words)
            s7_edit_put(merge->edit, list, NULL, s7_edit_word(merge->edit, word->text));
    s7_merge_set(merge, node, S7_ELEMENT_CONNECTION, name, list);
}

static void set_cycle(struct s7_merge *merge, const struct s7_node *node,
                      const struct s7_plant_connection *seen)
{
    struct s7_fmt_out text = {.text = NULL};
    const struct s7_node *rate = s7_node_member(node, "rate");
    tell_cycle(seen, &text);
    struct s7_node *cycle = text.text && !text.failed ? s7_edit_word(merge->edit, text.text) : NULL;
    if (rate) {
        s7_merge_set(merge, rate, S7_ELEMENT_RATE, "cycle", cycle);
    } else {
        struct s7_node *made = s7_edit_mapping(merge->edit, true);
        s7_edit_put(merge->edit, made, "cycle", cycle);
        s7_merge_set(merge, node, S7_ELEMENT_CONNECTION, "rate", cycle ? made : NULL);
    }
    free(text.text);
}

static void widen(struct s7_merge *merge, const struct s7_plant_connection *declared,
                  const struct s7_plant_connection *seen, const struct more *more)
{
    const struct s7_node *node = node_of(merge, declared);
    if (more->service)
        s7_merge_set(merge, node, S7_ELEMENT_CONNECTION, "service", s7_edit_word(merge->edit, "put_get"));
    if (more->faster)
        set_cycle(merge, node, seen);
    if (more->reads.range_count)
        s7_merge_set(merge, node, S7_ELEMENT_CONNECTION, "reads", s7_merge_areas(merge, &more->all_reads));
    if (more->writes.range_count)
        s7_merge_set(merge, node, S7_ELEMENT_CONNECTION, "writes", s7_merge_areas(merge, &more->all_writes));
    if (more->functions)
        set_words(merge, node, "functions", declared->functions | more->functions);
    if (more->elsewhere)
        set_words(merge, node, "elsewhere", declared->elsewhere | more->elsewhere);
}

static void merge_known(struct s7_merge *merge, const struct s7_plant_connection *declared,
                        const struct s7_plant_connection *seen)
{
    struct more more = new_more();
    struct s7_fmt_out out = {.text = NULL}, said = {.text = NULL};
    s7_merge_fail(merge, compare(declared, seen, &more));
    if (!merge->error && is_more(&more)) {
        bool draft = s7_merge_is_draft(declared->owner, declared->purpose);
        bool accepted = !draft && s7_merge_accepts(merge, declared->id);
        if (draft || accepted)
            widen(merge, declared, seen, &more);
        tell_more(&more, declared, seen, &out, &said);
        s7_merge_fail(merge, out.failed || said.failed ? S7_ERR_LOCAL_MEMORY : S7_OK);
        s7_merge_tell(merge,
                      draft      ? S7_MERGE_WIDENED
                      : accepted ? S7_MERGE_ACCEPTED
                                 : S7_MERGE_CONFLICT,
                      &(struct s7_merge_note){.section = "connections",
                                              .name = declared->id,
                                              .seen = out.text ? out.text : "",
                                              .declared = said.text ? said.text : "",
                                              .seen_mark = seen->mark,
                                              .mark = declared->mark});
    }
    free(out.text);
    free(said.text);
    free_more(&more);
}

static void put_partner(struct s7_merge *merge, struct s7_node *value, const char *key,
                        const struct s7_plant_cpu *cpu)
{
    const char *name = s7_merge_partner_of(merge, cpu)->name;
    struct s7_node *word = name ? s7_edit_word(merge->edit, name) : NULL;
    s7_merge_fail(merge, word ? S7_OK : S7_ERR_LOCAL_MEMORY);
    s7_edit_put(merge->edit, value, key, word);
}

/**
 * The TSAP that was called, where it does not follow from the partners of the register as it did from those that were
 * seen: they may have another rack, slot or class.
 */
static void put_called(struct s7_merge *merge, struct s7_node *value, const struct s7_plant_connection *seen)
{
    const struct s7_plant_cpu *from = s7_merge_partner_of(merge, seen->from)->declared;
    const struct s7_plant_cpu *to = s7_merge_partner_of(merge, seen->to)->declared;
    struct s7_plant_connection there = *seen;
    there.from = from ? from : seen->from;
    there.to = to ? to : seen->to;
    const struct s7_plant_tsap called = s7_match_called(seen), otherwise = s7_match_called(&there);
    if (seen->tsaps_unseen || seen->tsap_to.length || memcmp(called.octets, otherwise.octets, 2) == 0)
        return;
    char text[8];
    snprintf(text, sizeof text, "%02X.%02X", called.octets[0], called.octets[1]);
    struct s7_node *tsap = value->first;
    while (tsap && strcmp(tsap->key->text, "tsap") != 0)
        tsap = tsap->next;
    struct s7_node *made = tsap ? tsap : s7_edit_mapping(merge->edit, true);
    s7_edit_put(merge->edit, made, "to", s7_edit_line(merge->edit, text));
    if (!tsap)
        s7_edit_put(merge->edit, value, "tsap", made);
}

static void add_connection(struct s7_merge *merge, const struct s7_plant_connection *seen,
                           const struct s7_node *node)
{
    static const char *const except[] = {"from", "to", "via", NULL};
    const char *name = s7_name_set_fresh(&merge->connections, seen->id);
    struct s7_node *value = s7_edit_mapping(merge->edit, false);
    struct s7_node *rest = name ? s7_merge_copy(merge, node, except) : NULL;
    if (!value || !rest) {
        s7_merge_fail(merge, S7_ERR_LOCAL_MEMORY);
        return;
    }
    put_partner(merge, value, "from", seen->from);
    put_partner(merge, value, "to", seen->to);
    if (value->last)
        value->last->next = rest->first;
    value->last = rest->last ? rest->last : value->last;
    value->count += rest->count;
    put_called(merge, value, seen);
    s7_merge_add(merge, S7_MERGE_CONNECTIONS, name, value, s7_merge_is_draft(seen->owner, seen->purpose));
    s7_merge_tell(
        merge, S7_MERGE_ADDED,
        &(struct s7_merge_note){
            .section = "connections", .name = name, .seen = "", .declared = "", .seen_mark = seen->mark});
}

void s7_merge_connections(struct s7_merge *merge)
{
    const struct s7_plant *seen = merge->seen->plant;
    const struct s7_node *section = s7_node_member(merge->seen->root, "connections");
    const struct s7_node *node = section ? section->first : NULL;
    if (merge->error)
        return;
    const struct s7_match *matches = s7_match_connections(merge->into->plant, seen, true, &merge->storage);
    s7_merge_fail(merge, matches ? S7_OK : S7_ERR_LOCAL_MEMORY);
    for (size_t i = 0; i < seen->connection_count && !merge->error; i++, node = node->next) {
        if (matches[i].declared)
            merge_known(merge, matches[i].declared, &seen->connections[i]);
        else
            add_connection(merge, &seen->connections[i], node);
    }
}
