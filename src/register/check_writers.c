/* SPDX-License-Identifier: MIT
 *
 * check_writers.c — two writers of the same bits: connections among each other, and a connection and the CPU itself.
 *
 * It is told of the later connection, so that an exception of one hides no pair of two others.
 */
#include "base/strbuf.h"
#include "register/checking.h"
#include "register/written.h"

enum {
    NAMED_MOST = 8,  /**< others of one connection that have findings of their own */
    PLACES_MOST = 3, /**< findings of one other; or of the CPU itself */
    OTHERS_MOST = 64 /**< that are counted */
};

/** Somebody else who writes what a connection writes. */
struct other {
    size_t number;
    size_t places;
};

struct meeting {
    struct s7_checking *checking;
    const struct s7_plant_connection *connection;
    const struct s7_span *own; /**< that is asked about */
    struct other others[OTHERS_MOST];
    size_t count;
    bool more; /**< than are counted */
    size_t by_cpu;
};

static const struct s7_plant_cpu *cpu_of(const struct meeting *meeting)
{
    return s7_checking_partner(meeting->checking->plant, meeting->own->partner);
}

/* ---- connections ------------------------------------------------------------------------------------------------- */

static const struct s7_plant_connection *connection_of(const struct meeting *meeting, const struct other *other)
{
    return &meeting->checking->plant->connections[other->number];
}

static void tell_two(const struct meeting *meeting, const struct other *other, const struct s7_span *met)
{
    const struct s7_range common = s7_span_common(&meeting->own->range, &met->range);
    const struct s7_plant_connection *first = connection_of(meeting, other);
    s7_checking_on_connection(meeting->checking, S7R_WRITERS, meeting->connection,
                              "%s of %s is written by %s (line %u), too", s7_checking_range(&common).text,
                              cpu_of(meeting)->name, first->id, (unsigned)first->mark.line);
}

static bool meet_other(void *user, const struct s7_span *met)
{
    struct meeting *meeting = user;
    size_t at = 0;
    while (at < meeting->count && meeting->others[at].number != met->hand)
        at++;
    if (at == OTHERS_MOST) {
        meeting->more = true;
        return false;
    }
    if (at == meeting->count)
        meeting->others[meeting->count++] = (struct other){.number = met->hand};
    if (at < NAMED_MOST && meeting->others[at].places < PLACES_MOST)
        tell_two(meeting, &meeting->others[at], met);
    meeting->others[at].places++;
    return true;
}

/** Of those who are named what else they write of it; then the others. */
static void tell_rest(const struct meeting *meeting)
{
    char names[S7_REGISTER_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(names, sizeof names);
    for (size_t i = 0; i < meeting->count && i < NAMED_MOST; i++)
        if (meeting->others[i].places > PLACES_MOST)
            s7_checking_on_connection(
                meeting->checking, S7R_WRITERS, meeting->connection, "%zu more areas are written by %s, too",
                meeting->others[i].places - PLACES_MOST, connection_of(meeting, &meeting->others[i])->id);
    for (size_t i = NAMED_MOST; i < meeting->count; i++)
        s7_strbuf_printf(&buf, "%s%s", i > NAMED_MOST ? ", " : "",
                         connection_of(meeting, &meeting->others[i])->id);
    if (meeting->count > NAMED_MOST)
        s7_checking_on_connection(meeting->checking, S7R_WRITERS, meeting->connection,
                                  "what it writes is written by %s%zu more connections, too: %s",
                                  meeting->more ? "at least " : "", meeting->count - NAMED_MOST, names);
}

/* ---- the CPU itself ---------------------------------------------------------------------------------------------- */

static bool meet_cpu(void *user, const struct s7_span *met)
{
    struct meeting *meeting = user;
    const struct s7_range common = s7_span_common(&meeting->own->range, &met->range);
    const char *name = cpu_of(meeting)->name;
    if (meeting->by_cpu++ < PLACES_MOST)
        s7_checking_on_connection(meeting->checking, S7R_PROGRAM, meeting->connection,
                                  "%s of %s is written by %s itself (program_writes or simulate)",
                                  s7_checking_range(&common).text, name, name);
    return true;
}

static void tell_rest_of_cpu(const struct meeting *meeting)
{
    if (meeting->by_cpu > PLACES_MOST)
        s7_checking_on_connection(meeting->checking, S7R_PROGRAM, meeting->connection,
                                  "%zu more areas are written by the CPU itself, too",
                                  meeting->by_cpu - PLACES_MOST);
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void check_connection(struct s7_checking *checking, const struct s7_spans *connections,
                             const struct s7_spans *partners, size_t number)
{
    const struct s7_span_row row = s7_spans_of(connections, number);
    struct meeting meeting = {.checking = checking, .connection = &checking->plant->connections[number]};
    bool goes_on = true;
    for (size_t i = 0; i < row.count; i++) {
        meeting.own = &row.first[i];
        s7_spans_meet(partners, meeting.own->partner, &meeting.own->range, SIZE_MAX, meet_cpu, &meeting);
        goes_on = goes_on &&
                  (!meeting.own->shared || s7_spans_meet(connections, meeting.own->partner, &meeting.own->range,
                                                         number, meet_other, &meeting));
    }
    tell_rest(&meeting);
    tell_rest_of_cpu(&meeting);
}

void s7_check_writers(struct s7_checking *checking)
{
    struct s7_spans connections, partners;
    if (!s7_written_by_connections(checking, &connections) || !s7_written_by_partners(checking, &partners))
        return;
    for (size_t i = 0; i < checking->plant->connection_count; i++)
        check_connection(checking, &connections, &partners, i);
}
