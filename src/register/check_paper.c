/* SPDX-License-Identifier: MIT
 *
 * check_paper.c — who answers for a connection, what it is good for, and whether somebody still looks at it.
 */
#include <ctype.h>
#include <stdio.h>

#include "base/time.h"
#include "register/checking.h"

static const s7_time day = (s7_time)24 * 3600 * S7_SECOND;

/** What is not given, in words: "owner, purpose". */
struct missing {
    char text[80];
    size_t length;
};

static void miss(struct missing *missing, bool given, const char *what)
{
    if (given)
        return;
    int added = snprintf(missing->text + missing->length, sizeof missing->text - missing->length, "%s%s",
                         missing->length ? ", " : "", what);
    missing->length += (size_t)added;
}

/** "-", "?" and "..." are no answer: one has a letter or a digit. */
static bool says_something(const char *text)
{
    for (; *text; text++)
        if (isalnum((unsigned char)*text) || (unsigned char)*text >= 0x80)
            return true;
    return false;
}

static void check_owner(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    struct missing missing = {.length = 0};
    bool has_owner = says_something(connection->owner), has_purpose = says_something(connection->purpose);
    miss(&missing, has_owner, "owner");
    miss(&missing, has_purpose, "purpose");
    bool writes = s7_checking_writes(connection);
    miss(&missing, says_something(connection->change_ticket), "change.ticket");
    if (writes && missing.length)
        s7_checking_on_connection(checking, S7R_UNOWNED, connection,
                                  "%s writes into %s, and these are missing: %s", connection->from->name,
                                  connection->to->name, missing.text);
    else if (!has_owner && !has_purpose)
        s7_checking_on_connection(checking, S7R_DRAFT, connection, "%s to %s has neither owner nor purpose",
                                  connection->from->name, connection->to->name);
}

/** So many days after `since` are over. */
static bool is_over(struct s7_checking *checking, struct s7_plant_date since, s7_time span)
{
    return since.year && span && s7_checking_day(since) + (long)(span / day) < s7_checking_day(checking->today);
}

/** The release of the plant reviews what was there then. */
static void check_review(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    const struct s7_plant *plant = checking->plant;
    bool released = s7_checking_before(connection->change_since, plant->approved_on);
    if (s7_checking_before(connection->expires, checking->today))
        s7_checking_on_connection(checking, S7R_EXPIRED, connection, "it was to be gone after %s",
                                  s7_checking_date(connection->expires).text);
    if (s7_checking_before(connection->review_by, checking->today))
        s7_checking_on_connection(checking, S7R_STALE, connection, "it was to be reviewed by %s",
                                  s7_checking_date(connection->review_by).text);
    else if (!connection->review_by.year && !released &&
             is_over(checking, connection->change_since, plant->review_every))
        s7_checking_on_connection(checking, S7R_STALE, connection,
                                  "nobody has reviewed it since %s, and the plant wants it every %ld days",
                                  s7_checking_date(connection->change_since).text,
                                  (long)(plant->review_every / day));
}

static void check_release(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    if (is_over(checking, plant->approved_on, plant->review_every))
        s7_register_add(checking->list, S7R_STALE, (struct s7_plant_mark){1, 1}, S7_REGISTER_PLANT, "",
                        "the register was released on %s and is reviewed every %ld days",
                        s7_checking_date(plant->approved_on).text, (long)(plant->review_every / day));
}

/** Only a register that somebody has released claims to be proved. */
static void check_evidence(struct s7_checking *checking, const struct s7_plant_cpu *cpu)
{
    struct missing missing = {.length = 0};
    miss(&missing, cpu->model[0], "model");
    miss(&missing, cpu->firmware[0], "firmware");
    miss(&missing, cpu->evidence.count, "evidence");
    if (missing.length)
        s7_checking_on_partner(checking, S7R_EVIDENCE, cpu, "these are missing: %s", missing.text);
}

void s7_check_paper(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    for (size_t i = 0; i < plant->connection_count; i++) {
        check_owner(checking, &plant->connections[i]);
        check_review(checking, &plant->connections[i]);
    }
    check_release(checking);
    for (size_t i = 0; plant->approved_on.year && i < plant->cpu_count; i++)
        check_evidence(checking, &plant->cpus[i]);
}
