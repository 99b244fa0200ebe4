/* SPDX-License-Identifier: MIT
 *
 * One connection with all that is known of it.
 */
#include "cli/plant_show.h"
#include "cli/plant_words.h"
#include "register/budget.h"

enum { LINE = 512 };

static void add_end(struct s7_show_pairs *pairs, const char *key, const struct s7_plant_cpu *cpu,
                    const struct s7_plant_tsap *tsap)
{
    char text[LINE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_plant_write_address(&buf, cpu);
    s7_show_pair(pairs, key, S7_REPORT_NEUTRAL, "%s, %s%s%s%s%s", cpu->name, text, cpu->zone ? ", " : "",
                 cpu->zone ? cpu->zone->name : "", tsap->length ? ", TSAP " : "",
                 tsap->length ? tsap->text : "");
}

static void add_duration(struct s7_show_pairs *pairs, const char *key, s7_time duration)
{
    char text[LINE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (duration == 0)
        return;
    s7_plant_write_duration(&buf, duration);
    s7_show_pair(pairs, key, S7_REPORT_NEUTRAL, "%s", text);
}

static void add_date(struct s7_show_pairs *pairs, const char *key, const struct s7_plant_date *date)
{
    char text[LINE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_plant_write_date(&buf, date);
    s7_show_pair(pairs, key, S7_REPORT_NEUTRAL, "%s", text);
}

static void add_texts(struct s7_show_pairs *pairs, const char *key, const struct s7_plant_texts *texts)
{
    char text[LINE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_plant_write_texts(&buf, texts);
    s7_show_pair(pairs, key, S7_REPORT_NEUTRAL, "%s%s", text, buf.truncated ? " …" : "");
}

static void add_number(struct s7_show_pairs *pairs, const char *key, unsigned number)
{
    if (number)
        s7_show_pair(pairs, key, S7_REPORT_NEUTRAL, "%u", number);
}

/** Some texts of the model are absent as a whole. */
static const char *text_or_none(const char *text)
{
    return text ? text : "";
}

static void add_way(struct s7_show_pairs *pairs, const struct s7_plant_connection *connection)
{
    add_end(pairs, "From", connection->from, &connection->tsap_from);
    add_end(pairs, "To", connection->to, &connection->tsap_to);
    s7_show_pair(pairs, "Service", S7_REPORT_NEUTRAL, "%s, %s",
                 s7_plant_word_of(S7_ELEMENT_CONNECTION, "service", connection->service),
                 connection->both_sides ? "configured in both" : "configured in the active side only");
    s7_show_pair(pairs, "Resource", S7_REPORT_NEUTRAL, "%s at the served side, basic at the active one",
                 s7_register_class_word(s7_register_class_of(connection)));
    if (connection->local_id)
        s7_show_pair(pairs, "ID of the blocks", S7_REPORT_NEUTRAL, "W#16#%X", connection->local_id);
    if (connection->second_address.host)
        s7_show_pair(pairs, "Second address", S7_REPORT_NEUTRAL, "%s", connection->second_address.host);
    s7_show_pair(pairs, "Dials from", S7_REPORT_NEUTRAL, "%s", text_or_none(connection->source_address));
    add_texts(pairs, "Via", &connection->via);
    add_number(pairs, "PDU length asked", connection->pdu_length);
    add_number(pairs, "Parallel jobs asked", connection->amq);
    add_duration(pairs, "Timeout of a call", connection->timeout);
    add_duration(pairs, "Timeout of connecting", connection->connect_timeout);
    add_duration(pairs, "Keepalive", connection->keepalive);
}

static void add_reasons(struct s7_show_pairs *pairs, const struct s7_plant_connection *connection)
{
    bool draft = !connection->owner[0] && !connection->purpose[0];
    s7_show_pair(pairs, "Owner", draft ? S7_REPORT_WARN : S7_REPORT_NEUTRAL, "%s",
                 draft ? "nobody: a draft, owner and purpose are to be filled in" : connection->owner);
    s7_show_pair(pairs, "Purpose", S7_REPORT_NEUTRAL, "%s", connection->purpose);
    s7_show_pair(pairs, "Criticality", S7_REPORT_NEUTRAL, "%s",
                 s7_plant_word_of(S7_ELEMENT_CONNECTION, "criticality", connection->criticality));
    s7_show_pair(pairs, "Without it", S7_REPORT_NEUTRAL, "%s", connection->on_loss);
    s7_show_pair(pairs, "Change", S7_REPORT_NEUTRAL, "%s", connection->change_ticket);
    s7_show_pair(pairs, "Changed by", S7_REPORT_NEUTRAL, "%s", connection->change_by);
    add_date(pairs, "Since", &connection->change_since);
    add_date(pairs, "Review by", &connection->review_by);
    add_date(pairs, "Expires", &connection->expires);
    add_texts(pairs, "Evidence", &connection->evidence);
}

/* ---- jobs -------------------------------------------------------------------------------------------------------- */

enum job_column { JOB_KIND, JOB_SERVED, JOB_ACTIVE, JOB_EVERY, JOB_NAME, JOB_COLUMNS };

static void job_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                     struct s7_report_cell *ret_cell)
{
    const struct s7_plant_job *job = &((const struct s7_plant_connection *)self)->jobs[row];
    switch ((enum job_column)column) {
    case JOB_KIND:
        ret_cell->text = job->kind == S7_PLANT_PUT ? "put" : "get";
        break;
    case JOB_SERVED:
        s7_plant_write_ranges(buffer, job->remote, job->area_count, S7_PLANT_JOB_AREAS);
        break;
    case JOB_ACTIVE:
        s7_plant_write_ranges(buffer, job->local, job->area_count, S7_PLANT_JOB_AREAS);
        break;
    case JOB_EVERY:
        s7_plant_write_duration(buffer, job->every);
        break;
    case JOB_NAME:
    case JOB_COLUMNS:
        ret_cell->text = job->name;
        break;
    }
}

static void tell_jobs(struct s7_report *report, const struct s7_plant_connection *connection)
{
    char served[LINE], active[LINE];
    const struct s7_report_column columns[JOB_COLUMNS] = {{.title = "Job"},
                                                          {.title = served},
                                                          {.title = active},
                                                          {.title = "Every", .align = S7_REPORT_RIGHT},
                                                          {.title = "Name"}};
    struct s7_strbuf buf = s7_strbuf_over(served, sizeof served);
    s7_strbuf_printf(&buf, "in %s", connection->to->name);
    buf = s7_strbuf_over(active, sizeof active);
    s7_strbuf_printf(&buf, "in %s", connection->from->name);
    if (connection->job_count == 0)
        return;
    s7_report_table(report, &(struct s7_report_table){.name = "jobs",
                                                      .columns = columns,
                                                      .column_count = JOB_COLUMNS,
                                                      .row_count = connection->job_count,
                                                      .cell = job_cell,
                                                      .self = connection});
}

/* ---- what it touches --------------------------------------------------------------------------------------------- */

static void tell_accesses(struct s7_report *report, const struct s7_plant_connection *connection)
{
    static const struct {
        const char *key;
        s7_show_collect *collect;
        bool active;
    } rows[] = {{"Writes in", s7_register_writes, false},
                {"Reads in", s7_register_reads, false},
                {"Writes in", s7_register_local_writes, true},
                {"Reads in", s7_register_local_reads, true}};
    enum { ROWS = sizeof rows / sizeof rows[0] };
    char keys[ROWS][LINE], texts[ROWS][S7_REPORT_CELL_SIZE];
    struct s7_report_pair pairs[ROWS];
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++) {
        struct s7_strbuf key = s7_strbuf_over(keys[count], LINE);
        struct s7_strbuf text = s7_strbuf_over(texts[count], S7_REPORT_CELL_SIZE);
        s7_strbuf_printf(&key, "%s %s", rows[i].key,
                         (rows[i].active ? connection->from : connection->to)->name);
        s7_show_write_access(&text, connection, rows[i].collect);
        if (text.length == 0)
            continue;
        pairs[count] = (struct s7_report_pair){keys[count], {.text = texts[count]}};
        count++;
    }
    s7_report_pairs(report, pairs, count);
}

int s7_show_connection(struct s7_report *report, const struct s7_plant_connection *connection)
{
    struct s7_show_pairs way = {.count = 0}, reasons = {.count = 0};
    add_way(&way, connection);
    add_reasons(&reasons, connection);
    add_duration(&reasons, "Cycle without jobs here", connection->rate_cycle);
    if (connection->rate_most.count) {
        char text[LINE];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_plant_write_duration(&buf, connection->rate_most.per);
        s7_show_pair(&reasons, "At most", S7_REPORT_NEUTRAL, "%u in %s", connection->rate_most.count, text);
    }
    s7_report_heading(report, 1, connection->id);
    s7_report_pairs(report, way.pairs, way.count);
    s7_report_pairs(report, reasons.pairs, reasons.count);
    tell_accesses(report, connection);
    tell_jobs(report, connection);
    return S7_OK;
}
