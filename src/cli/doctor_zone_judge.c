/* SPDX-License-Identifier: MIT */
#include "cli/doctor_zone_judge.h"

#include <string.h>

#include "base/strbuf.h"
#include "firewall/zone.h"

enum source { PAIR, EITHER, HERE, NOBODY };
enum double_of { NONE, OFF, NO_WAY_BACK, CLOSED };

struct row {
    bool known;
    enum s7_zone_verdict alone, near, same;
    enum source source;
    enum double_of looks_like;
};

/* Signs above TCP have no row: a path that must be blocked is not examined that far, and no pair rule makes them. */
static const struct row rows[S7_SIGN_COUNT] = {
#define S7_ZONE_SIGN(sign, alone, near, same, source, looks_like)                                              \
    [S7_SIGN_##sign] = {true, S7_ZONE_##alone, S7_ZONE_##near, S7_ZONE_##same, source, looks_like},
#include "cli/defs/zone_sign.def"
#undef S7_ZONE_SIGN
};

/* ---- must be blocked --------------------------------------------------------------------------------------------- */

static enum s7_zone_verdict blocked(const struct row *row, enum s7_zone_control control)
{
    if (!row->known)
        return S7_ZONE_INCONCLUSIVE;
    if (control == S7_ZONE_CONTROL_SAME)
        return row->same;
    return control == S7_ZONE_CONTROL_NEAR ? row->near : row->alone;
}

static const char *const controls[] = {
    [S7_ZONE_CONTROL_NONE] = "the plant file names no reference for it",
    [S7_ZONE_CONTROL_SPARED] = "",
    [S7_ZONE_CONTROL_SILENT] = "its reference does not answer",
    [S7_ZONE_CONTROL_RESET] = "its reference answers with a reset, which a filter may send",
    [S7_ZONE_CONTROL_NEAR] = "its reference answers, on another host",
    [S7_ZONE_CONTROL_SAME] = "another port of it answers",
};

static const char *const doubles[] = {
    [NONE] = "what is not blocked",
    [OFF] = "a CPU that is switched off",
    [NO_WAY_BACK] = "a CPU that has no way back to this machine",
    [CLOSED] = "a port that is closed at the partner itself",
};

static void say_unproved(const struct row *row, enum s7_zone_control control, struct s7_strbuf *why)
{
    if (row->source == HERE)
        s7_strbuf_add(why, "; that comes from this machine and says nothing of the way");
    else if (row->source == NOBODY)
        s7_strbuf_add(why, "; who is not there cannot be seen to be blocked");
    else
        s7_strbuf_printf(why, "; %s looks the same%s%s", doubles[row->looks_like],
                         controls[control][0] ? "; " : "", controls[control]);
}

/*
 * What the sign and the control together do not exclude.  Another port of the partner shows that it is there and has its
 * way back, but not that anybody listens on this port.
 */
static void say_doubts(const struct row *row, const struct s7_zone_case *seen, struct s7_strbuf *why)
{
    const char *between = "; not excluded: ";
    if (row->looks_like == CLOSED || (row->looks_like == OFF && seen->control != S7_ZONE_CONTROL_SAME)) {
        s7_strbuf_printf(why, "%s%s", between, doubles[row->looks_like]);
        if (row->looks_like == OFF)
            s7_strbuf_add(why, " (it gave no sign of life itself)");
        between = "; ";
    }
    if (row->source == EITHER && !seen->port_connected)
        s7_strbuf_printf(
            why, "%sa packet filter of this machine (no earlier path of the run connected to this port)",
            between);
}

static enum s7_zone_verdict judge_forbidden(const struct s7_zone_case *seen, struct s7_strbuf *why)
{
    if (!seen->failed) {
        s7_strbuf_add(why, "open: the TCP connection was accepted");
        return S7_ZONE_FAIL;
    }
    const struct row *row = &rows[seen->leading->sign];
    enum s7_zone_verdict verdict = blocked(row, seen->control);
    s7_strbuf_printf(why, "%s%s", verdict == S7_ZONE_PASS ? "blocked: " : "",
                     s7_sign_text(seen->leading->sign));
    if (verdict != S7_ZONE_PASS)
        say_unproved(row, seen->control, why);
    else if (row->alone != S7_ZONE_PASS)
        s7_strbuf_printf(why, "; %s", controls[seen->control]);
    if (verdict == S7_ZONE_PASS)
        say_doubts(row, seen, why);
    return verdict;
}

bool s7_zone_wants_control(enum s7_sign sign)
{
    const struct row *row = &rows[sign];
    return row->known && (row->alone != row->near || row->alone != row->same);
}

/* ---- must work --------------------------------------------------------------------------------------------------- */

static bool stands_in(const struct s7_zone_case *seen)
{
    const struct row *row = &rows[seen->leading->sign];
    return row->known && row->source != NOBODY && strcmp(seen->local, seen->partner_address) != 0;
}

const char *s7_zone_partner_address(const struct s7_plant_connection *connection)
{
    if (!connection)
        return "";
    const char *own = connection->source_address; /* NULL, too: not given */
    return own && own[0] ? own : connection->from->host;
}

static enum s7_zone_verdict judge_required(const struct s7_zone_case *seen, struct s7_strbuf *why)
{
    if (!seen->leading) {
        s7_strbuf_add(why, "works: everything that was examined is in order");
        return S7_ZONE_PASS;
    }
    const char *sign = s7_sign_text(seen->leading->sign);
    if (!seen->failed) {
        s7_strbuf_printf(why, "works; warning: %s", sign);
        return S7_ZONE_PASS;
    }
    s7_strbuf_add(why, sign);
    if (!stands_in(seen))
        return S7_ZONE_FAIL;
    s7_strbuf_printf(why,
                     "; this machine is not %s (%s), whom a rule for that pair of addresses may let through",
                     seen->partner->name, seen->partner_address);
    return S7_ZONE_INCONCLUSIVE;
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

/* What was seen from elsewhere, or from nobody knows where, says nothing of this zone. */
static bool is_elsewhere(const struct s7_zone_case *seen, struct s7_strbuf *why)
{
    const struct s7_plant_zone *zone = seen->path->from;
    if (zone->net_count == 0)
        s7_strbuf_printf(
            why,
            "%s has no nets in the plant file, so nobody knows whether this machine is in it: ", zone->name);
    else if (!seen->local[0])
        return true; /* what failed before there was a way tells it */
    else if (!s7_zone_holds(zone, seen->local))
        s7_strbuf_printf(why, "this machine (%s) is not in %s: ", seen->local, zone->name);
    else
        return false;
    return true;
}

static enum s7_zone_verdict judge_tried(const struct s7_zone_case *seen, struct s7_strbuf *why)
{
    if (seen->interrupted) {
        s7_strbuf_add(why, "interrupted");
        return S7_ZONE_INCONCLUSIVE;
    }
    bool elsewhere = is_elsewhere(seen, why);
    enum s7_zone_verdict verdict =
        seen->path->expectation == S7_PATH_REQUIRED ? judge_required(seen, why) : judge_forbidden(seen, why);
    return elsewhere ? S7_ZONE_INCONCLUSIVE : verdict;
}

enum s7_zone_verdict s7_zone_judge(const struct s7_zone_case *seen, char *why, size_t size)
{
    static const enum s7_zone_verdict untried[] = {
        [S7_PATH_WITHIN] = S7_ZONE_SKIPPED, [S7_PATH_UNKNOWN] = S7_ZONE_INCONCLUSIVE};
    struct s7_strbuf text = s7_strbuf_over(why, size);
    enum s7_path_expectation expectation = seen->path->expectation;
    if (expectation == S7_PATH_REQUIRED || expectation == S7_PATH_FORBIDDEN)
        return judge_tried(seen, &text);
    s7_strbuf_printf(&text, "not tried: %s", s7_path_reason_text(seen->path->reason));
    return untried[expectation];
}

const char *s7_zone_verdict_name(enum s7_zone_verdict verdict)
{
    static const char *const names[] = {[S7_ZONE_PASS] = "pass",
                                        [S7_ZONE_FAIL] = "fail",
                                        [S7_ZONE_INCONCLUSIVE] = "inconclusive",
                                        [S7_ZONE_SKIPPED] = "skipped"};
    return names[verdict];
}

const char *s7_zone_control_name(enum s7_zone_control control)
{
    static const char *const names[] = {
        [S7_ZONE_CONTROL_NONE] = "",         [S7_ZONE_CONTROL_SPARED] = "spared",
        [S7_ZONE_CONTROL_SILENT] = "silent", [S7_ZONE_CONTROL_RESET] = "reset",
        [S7_ZONE_CONTROL_NEAR] = "answered", [S7_ZONE_CONTROL_SAME] = "answered"};
    return names[control];
}
