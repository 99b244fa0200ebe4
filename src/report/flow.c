/* SPDX-License-Identifier: MIT */
#include "report/flow.h"

struct s7_character s7_flow_next(struct s7_flow *flow)
{
    struct s7_character c = {.code = 0, .taken = 0, .width = 0};
    for (; flow->part < S7_FLOW_PARTS; flow->part++, flow->offset = 0) {
        const char *part = flow->parts[flow->part];
        if (!part)
            continue;
        c = s7_character_next(part + flow->offset);
        if (c.taken)
            break;
    }
    flow->offset += c.taken;
    return c;
}

bool s7_flow_is_done(const struct s7_flow *flow)
{
    struct s7_flow ahead = *flow;
    return s7_flow_next(&ahead).taken == 0;
}

/** Where a line may end: at a blank, or where it must. */
struct place {
    struct s7_flow flow; /**< what comes behind the line */
    size_t count, columns;
};

/** Ends a line at a place: the blanks behind it are dropped, and a new line that was asked for right there. */
static struct s7_flow_line end_line(const struct place *place)
{
    struct s7_flow_line line = {.count = place->count, .columns = place->columns, .dropped = 0};
    struct s7_flow rest = place->flow;
    struct s7_character c = s7_flow_next(&rest);
    for (; c.taken && c.code == ' '; c = s7_flow_next(&rest))
        line.dropped++;
    line.dropped += c.taken && c.code == '\n';
    return line;
}

struct s7_flow_line s7_flow_line_of(const struct s7_flow *flow, size_t width)
{
    struct place here = {.flow = *flow, .count = 0, .columns = 0};
    struct place blank = here; /* the last place before a blank; none while its count is 0 */
    bool was_blank = false;
    for (;;) {
        struct place next = here;
        struct s7_character c = s7_flow_next(&next.flow);
        if (c.taken == 0)
            return (struct s7_flow_line){.count = here.count, .columns = here.columns, .dropped = 0};
        if (c.code == '\n')
            return (struct s7_flow_line){.count = here.count, .columns = here.columns, .dropped = 1};
        if (c.code == ' ' && !was_blank)
            blank = here;
        was_blank = c.code == ' ';
        next.count++;
        next.columns += c.width;
        if (width && next.columns > width && here.count > 0)
            return end_line(blank.count ? &blank : &here);
        here = next;
    }
}

void s7_flow_measure(const struct s7_flow *flow, size_t *ret_line, size_t *ret_word)
{
    struct s7_flow rest = *flow;
    size_t widest = 0, longest = 0, line = 0, word = 0;
    for (struct s7_character c = s7_flow_next(&rest); c.taken; c = s7_flow_next(&rest)) {
        line = c.code == '\n' ? 0 : line + c.width;
        word = c.code == '\n' || c.code == ' ' ? 0 : word + c.width;
        widest = line > widest ? line : widest;
        longest = word > longest ? word : longest;
    }
    *ret_line = widest;
    *ret_word = longest;
}
