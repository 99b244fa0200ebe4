/* SPDX-License-Identifier: MIT
 *
 * A connection as it is declared and as it was seen.
 */
#include <stdlib.h>
#include <string.h>

#include "register/accesses.h"
#include "register/drift_work.h"
#include "register/key_text.h"

void s7_drift_print_set(const struct s7_access_set *set, struct s7_fmt_out *out)
{
    char text[S7_TAG_TEXT_SIZE];
    for (size_t i = 0; i < set->range_count; i++) {
        s7_fmt_out_text(out, i ? ", " : "");
        s7_fmt_out_text(out, s7_range_format(&set->ranges[i], text, sizeof text) ? text : "");
    }
}

static void print_key(enum s7_plant_element element, const char *name, const void *of, struct s7_fmt_out *out)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == element && strcmp(key->name, name) == 0)
            s7_key_tell(key, of, out);
}

typedef int accesses(const struct s7_plant_connection *connection, struct s7_access_set *set);

static void print_accesses(const char *verb, accesses *add, const struct s7_plant_connection *connection,
                           struct s7_fmt_out *out)
{
    struct s7_access_set set = s7_access_set_new();
    out->failed = add(connection, &set) != S7_OK || out->failed;
    s7_fmt_out_text(out, set.range_count ? verb : "");
    s7_drift_print_set(&set, out);
    s7_access_set_free(&set);
}

void s7_drift_print(const struct s7_plant_connection *connection, struct s7_fmt_out *out)
{
    s7_fmt_out_text(out, connection->from->name);
    s7_fmt_out_text(out, " -> ");
    s7_fmt_out_text(out, connection->to->name);
    s7_fmt_out_text(out, ", ");
    print_key(S7_ELEMENT_CONNECTION, "service", connection, out);
    print_accesses(", writes ", s7_register_writes, connection, out);
    print_accesses(", reads ", s7_register_reads, connection, out);
    if (connection->functions) {
        s7_fmt_out_text(out, ", ");
        print_key(S7_ELEMENT_CONNECTION, "functions", connection, out);
    }
    if (connection->elsewhere) {
        s7_fmt_out_text(out, ", elsewhere: ");
        print_key(S7_ELEMENT_CONNECTION, "elsewhere", connection, out);
    }
}

struct comparing {
    struct s7_drift *drift;
    const struct s7_plant_connection *declared, *seen; /**< seen NULL: it is about all files */
};

/** Takes both texts, and frees them. */
static void tell(const struct comparing *c, enum s7_drift_kind kind, struct s7_fmt_out *text,
                 struct s7_fmt_out *declared)
{
    if (text->failed || declared->failed)
        c->drift->error = S7_ERR_LOCAL_MEMORY;
    s7_drift_tell(
        c->drift, kind,
        (struct s7_drift_finding){.section = "connections",
                                  .name = c->declared->id,
                                  .text = text->text ? text->text : "",
                                  .declared = declared->text ? declared->text : "",
                                  .mark = c->declared->mark,
                                  .seen_mark = c->seen ? c->seen->mark : (struct s7_plant_mark){0, 0}});
    free(text->text);
    free(declared->text);
}

/** Tells one \ other, if there is anything. */
static void compare_sets(const struct comparing *c, enum s7_drift_kind kind, const char *verb,
                         const struct s7_access_set *one, const struct s7_access_set *other)
{
    struct s7_fmt_out text = {.text = NULL}, declared = {.text = NULL};
    struct s7_access_set more = s7_access_set_new();
    int error = s7_access_set_union(&more, one);
    error = error ? error : s7_access_set_subtract(&more, other);
    if (error)
        c->drift->error = S7_ERR_LOCAL_MEMORY;
    if (!error && more.range_count) {
        s7_fmt_out_text(&text, verb);
        s7_drift_print_set(&more, &text);
        s7_drift_print_set(other, &declared);
        tell(c, kind, &text, &declared);
    }
    s7_access_set_free(&more);
}

static void compare_operation(const struct comparing *c, enum s7_drift_kind kind, accesses *add,
                              struct s7_access_set *used)
{
    struct s7_access_set declared = s7_access_set_new(), seen = s7_access_set_new();
    int error = add(c->declared, &declared);
    error = error ? error : add(c->seen, &seen);
    if (c->drift->options.unused)
        error = error ? error : s7_access_set_union(used, &seen);
    if (error)
        c->drift->error = S7_ERR_LOCAL_MEMORY;
    else
        compare_sets(c, kind, "", &seen, &declared);
    s7_access_set_free(&declared);
    s7_access_set_free(&seen);
}

static void compare_functions(const struct comparing *c)
{
    const unsigned more = c->seen->functions & ~s7_match_functions(c->declared);
    const struct s7_plant_connection only = {.functions = more};
    struct s7_fmt_out text = {.text = NULL}, declared = {.text = NULL};
    if (!more)
        return;
    print_key(S7_ELEMENT_CONNECTION, "functions", &only, &text);
    print_key(S7_ELEMENT_CONNECTION, "functions", c->declared, &declared);
    tell(c, S7_DRIFT_IS_FUNCTION, &text, &declared);
}

/** What is in no set of bits.  There is no more to say of it than that it is so. */
static void compare_elsewhere(const struct comparing *c)
{
    static const struct {
        enum s7_plant_elsewhere bit;
        enum s7_drift_kind kind;
    } rows[] = {{S7_PLANT_ELSEWHERE_WRITES, S7_DRIFT_IS_UNNAMED_WRITE},
                {S7_PLANT_ELSEWHERE_READS, S7_DRIFT_IS_UNNAMED_READ}};
    struct s7_fmt_out text = {.text = NULL}, declared = {.text = NULL};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (c->seen->elsewhere & ~c->declared->elsewhere & rows[i].bit)
            tell(c, rows[i].kind, &text, &declared);
}

static void print_tsaps(const struct s7_plant_connection *connection, bool seen, struct s7_fmt_out *out)
{
    static const struct s7_plant_tsap usual = {.octets = {1, 0}, .length = 2};
    struct s7_plant_connection whole = {.tsap_from = connection->tsap_from,
                                        .tsap_to = s7_match_called(connection)};
    if (seen && !whole.tsap_from.length) /* a file of what was seen leaves it out */
        whole.tsap_from = usual;
    if (whole.tsap_from.length) {
        s7_fmt_out_text(out, "from ");
        print_key(S7_ELEMENT_TSAP, "from", &whole, out);
        s7_fmt_out_text(out, " ");
    }
    s7_fmt_out_text(out, "to ");
    print_key(S7_ELEMENT_TSAP, "to", &whole, out);
}

static void compare_traits(const struct comparing *c, const struct s7_match *match)
{
    struct s7_fmt_out text = {.text = NULL}, declared = {.text = NULL};
    if (match->other_tsaps) {
        print_tsaps(c->seen, true, &text);
        print_tsaps(c->declared, false, &declared);
        tell(c, S7_DRIFT_IS_TSAP, &text, &declared);
    } else if (match->other_service) {
        print_key(S7_ELEMENT_CONNECTION, "service", c->seen, &text);
        print_key(S7_ELEMENT_CONNECTION, "service", c->declared, &declared);
        tell(c, S7_DRIFT_IS_SERVICE, &text, &declared);
    }
}

static void compare_cycle(const struct comparing *c)
{
    const struct s7_plant_connection was = {.rate_cycle = s7_match_cycle(c->declared)};
    const struct s7_plant_connection is = {.rate_cycle = s7_match_cycle(c->seen)};
    struct s7_fmt_out text = {.text = NULL}, declared = {.text = NULL};
    if (is.rate_cycle == 0 || was.rate_cycle / 2 <= is.rate_cycle)
        return;
    print_key(S7_ELEMENT_RATE, "cycle", &is, &text);
    print_key(S7_ELEMENT_RATE, "cycle", &was, &declared);
    tell(c, S7_DRIFT_IS_FASTER, &text, &declared);
}

void s7_drift_compare(struct s7_drift *drift, const struct s7_match *match,
                      const struct s7_plant_connection *seen)
{
    const struct comparing c = {drift, match->declared, seen};
    struct s7_drift_use *use = &drift->uses[match->declared - drift->plant->connections];
    use->seen = true;
    compare_operation(&c, S7_DRIFT_IS_WRITE, s7_register_writes, &use->writes);
    compare_operation(&c, S7_DRIFT_IS_READ, s7_register_reads, &use->reads);
    compare_elsewhere(&c);
    compare_functions(&c);
    compare_traits(&c, match);
    compare_cycle(&c);
}

void s7_drift_compare_unused(struct s7_drift *drift, const struct s7_plant_connection *declared,
                             const struct s7_drift_use *use)
{
    const struct comparing c = {drift, declared, NULL};
    struct s7_access_set set = s7_access_set_new();
    int error = s7_register_writes(declared, &set);
    if (!error)
        compare_sets(&c, S7_DRIFT_IS_UNUSED, "not written: ", &set, &use->writes);
    s7_access_set_clear(&set);
    error = error ? error : s7_register_reads(declared, &set);
    if (!error)
        compare_sets(&c, S7_DRIFT_IS_UNUSED, "not read: ", &set, &use->reads);
    if (error)
        drift->error = S7_ERR_LOCAL_MEMORY;
    s7_access_set_free(&set);
}
