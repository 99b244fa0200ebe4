/* SPDX-License-Identifier: MIT */
#include "wire/describe_tis.h"
#include "sieben/error.h"
#include "wire/describe.h"
#include "wire/describe_userdata.h"
#include "wire/names.h"
#include "wire/tis_field.h"
#include "wire/tis_job.h"

enum { OCTETS_MOST = 16, AREA_PERIPHERAL = 0x80 };

typedef bool line_function(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis);

static void add_separator(struct s7_strbuf *buf, size_t i)
{
    s7_strbuf_add(buf, i ? ", " : "");
}

void s7_describe_tis_address(struct s7_strbuf *buf, const struct s7_tis_address *address)
{
    const char *name = s7_name_tis_area(address->area);
    struct s7_item item;
    if (!s7_tis_item(address, &item)) {
        s7_strbuf_printf(buf, "area 16#%02X", address->area);
    } else if (item.area == AREA_PERIPHERAL) { /* as S7ANY it is not said that these are inputs */
        s7_strbuf_printf(buf, "%s%u", name, (unsigned)address->offset);
        if (address->repeat != 1)
            s7_strbuf_printf(buf, "*%u", (unsigned)address->repeat);
    } else {
        s7_describe_item(buf, &item);
    }
}

void s7_describe_tis_job(struct s7_strbuf *buf, const struct s7_tis_job *job)
{
    const char *name = s7_name_subfunction(S7_GROUP_TIS, job->subfunction);
    s7_strbuf_printf(buf, "job %u of %s", (unsigned)job->sequence, name ? name : "another function");
}

static void add_word(struct s7_strbuf *buf, const char *name, const char *what, uint16_t word)
{
    if (name)
        s7_strbuf_add(buf, name);
    else
        s7_strbuf_printf(buf, "%s %04X", what, (unsigned)word);
}

/* When and how often, behind what is to be done. */
static void add_setup(struct s7_strbuf *buf, const struct s7_tis *tis)
{
    struct s7_tis_setup setup;
    if (s7_tis_setup_decode(tis->parameter, &setup) != S7_OK)
        return;
    s7_strbuf_add(buf, " (");
    add_word(buf, s7_name_tis_trigger(setup.trigger), "trigger", setup.trigger);
    s7_strbuf_add(buf, ", ");
    add_word(buf, s7_name_tis_frequency(setup.frequency), "frequency", setup.frequency);
    s7_strbuf_add(buf, ", ");
    add_word(buf, s7_name_tis_event(setup.event), "event", setup.event);
    s7_strbuf_char(buf, ')');
}

static bool line_list(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    struct s7_tis_list list;
    bool reads = subfunction == S7_TIS_VARIABLE_STATUS;
    if ((reads ? s7_tis_read_decode : s7_tis_write_decode)(tis->data, &list) != S7_OK)
        return false;
    struct s7_reader values = s7_reader_over(list.values.at, list.values.size);
    s7_strbuf_add(buf, list.count ? "" : "no variables");
    for (size_t i = 0; i < list.count; i++) {
        struct s7_tis_address address = s7_tis_address_at(&list, i);
        struct s7_data_item value;
        add_separator(buf, i);
        s7_describe_tis_address(buf, &address);
        if (!reads && s7_tis_value_next(&values, &value)) {
            s7_strbuf_add(buf, " := ");
            s7_describe_data_item(buf, S7_DATA_ITEM_REQUEST, &value);
        }
    }
    add_setup(buf, tis);
    return true;
}

static bool line_values(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    struct s7_tis_list list;
    struct s7_data_item value;
    (void)subfunction;
    if (s7_tis_values_decode(tis->data, &list) != S7_OK)
        return false;
    struct s7_reader values = s7_reader_over(list.values.at, list.values.size);
    s7_strbuf_add(buf, list.count ? "" : "no values");
    for (size_t i = 0; s7_reader_left(&values) && s7_tis_value_next(&values, &value); i++) {
        add_separator(buf, i);
        s7_describe_data_item(buf, S7_DATA_ITEM_ANSWER, &value);
    }
    return true;
}

static bool line_codes(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    struct s7_tis_codes codes;
    (void)subfunction;
    if (s7_tis_codes_decode(tis->data, &codes) != S7_OK)
        return false;
    s7_strbuf_add(buf, codes.count ? "" : "no values");
    for (size_t i = 0; i < codes.count; i++) {
        add_separator(buf, i);
        s7_describe_return_code(buf, codes.codes.at[i]);
    }
    return true;
}

static bool line_job(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    struct s7_tis_job job;
    if (s7_tis_job_decode(subfunction, tis->data, &job) != S7_OK)
        return false;
    s7_describe_tis_job(buf, &job);
    return true;
}

static bool line_job_list(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    size_t count;
    (void)subfunction;
    if (s7_tis_job_list_decode(tis->data, &count) != S7_OK)
        return false;
    s7_strbuf_add(buf, count ? "" : "no jobs");
    for (size_t i = 0; i < count; i++) {
        struct s7_tis_job_entry entry = s7_tis_job_entry_at(tis->data, i);
        add_separator(buf, i);
        s7_describe_tis_job(buf, &entry.job);
        s7_strbuf_printf(buf, ", status %04X", (unsigned)entry.status);
    }
    return true;
}

/* What a job was set up with, as its own request would say it. */
static bool line_inner(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    bool lists = subfunction == S7_TIS_VARIABLE_STATUS || subfunction == S7_TIS_MODIFY_VARIABLE ||
                 subfunction == S7_TIS_FORCE;
    if (lists && line_list(buf, subfunction, tis))
        return true;
    s7_strbuf_add(buf, tis->data.size ? "" : "no data");
    s7_strbuf_hex(buf, tis->data.at, tis->data.size, OCTETS_MOST);
    add_setup(buf, tis);
    return true;
}

static bool line_replacement(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    struct s7_tis_replacement replacement;
    (void)subfunction;
    if (s7_tis_replacement_decode(tis->data, &replacement) != S7_OK)
        return false;
    s7_describe_tis_job(buf, &replacement.job);
    s7_strbuf_add(buf, ": ");
    return line_inner(buf, replacement.job.subfunction, &replacement.tis);
}

/* The answer does not say which function the job is of. */
static bool line_read_job(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    struct s7_tis inner;
    (void)subfunction;
    return s7_tis_decode(tis->data, &inner) == S7_OK && line_inner(buf, 0, &inner);
}

static void add_registers(struct s7_strbuf *buf, uint8_t registers)
{
    for (unsigned i = 0; i < S7_TIS_REGISTER_COUNT; i++) {
        if (registers & 1U << i)
            s7_strbuf_printf(buf, " %s", s7_tis_register_name((enum s7_tis_register)i));
    }
}

static void add_place(struct s7_strbuf *buf, const struct s7_tis *tis)
{
    struct s7_tis_setup setup;
    if (s7_tis_setup_decode(tis->parameter, &setup) != S7_OK || !setup.has_block)
        return;
    const char *type = s7_name_block_type(setup.block_type);
    add_word(buf, type, "block type", setup.block_type);
    s7_strbuf_printf(buf, "%s%u from address %04X, ", type ? "" : " ", (unsigned)setup.block_number,
                     (unsigned)setup.start);
}

static bool line_block_status(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    struct s7_tis_block_status status;
    if (s7_tis_block_status_decode(subfunction, tis->data, &status) != S7_OK)
        return false;
    add_place(buf, tis);
    s7_strbuf_printf(buf, "%u line%s:", (unsigned)status.line_count, status.line_count == 1 ? "" : "s");
    add_registers(buf, status.registers);
    for (size_t i = 0; i < status.line_count; i++) {
        struct s7_tis_line line = s7_tis_line_at(&status, i);
        if (status.addressed)
            s7_strbuf_printf(buf, ", %04X", (unsigned)line.address);
        else
            s7_strbuf_add(buf, ",");
        add_registers(buf, line.registers);
    }
    add_setup(buf, tis);
    return true;
}

static bool line_exit_hold(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    (void)subfunction;
    if (tis->data.size != 2)
        return false;
    s7_strbuf_printf(buf, "until the next %s", tis->data.at[0] ? "statement" : "breakpoint");
    return true;
}

struct field_line {
    struct s7_strbuf *buf;
    size_t count;
};

static bool take_field(void *user, const struct s7_tis_field *field)
{
    struct field_line *line = user;
    if (field->kind == S7_TIS_FIELD_RESERVED || field->octets.size == 0)
        return true;
    add_separator(line->buf, line->count++);
    s7_strbuf_printf(line->buf, "%s ", field->name);
    s7_describe_tis_field(line->buf, field);
    return true;
}

static bool accept_field(void *user, const struct s7_tis_field *field)
{
    (void)user;
    (void)field;
    return true;
}

static bool line_fields(struct s7_strbuf *buf, uint8_t subfunction, const struct s7_tis *tis)
{
    struct field_line line = {buf, 0};
    return s7_tis_fields(subfunction, tis->data, accept_field, NULL) == S7_OK &&
           s7_tis_fields(subfunction, tis->data, take_field, &line) == S7_OK && line.count;
}

/* By subfunction: what a request says, and what an answer or a push does. */
static const struct {
    line_function *request, *answer;
} lines[] = {
    [S7_TIS_BLOCK_STATUS_OLD] = {line_block_status, NULL},
    [S7_TIS_VARIABLE_STATUS] = {line_list, line_values},
    [S7_TIS_I_STACK] = {NULL, line_fields},
    [S7_TIS_B_STACK] = {NULL, line_fields},
    [S7_TIS_L_STACK] = {NULL, line_fields},
    [S7_TIS_MODIFY_VARIABLE] = {line_list, line_codes},
    [S7_TIS_FORCE] = {line_list, line_codes},
    [S7_TIS_BREAKPOINT] = {NULL, line_fields},
    [S7_TIS_EXIT_HOLD] = {line_exit_hold, NULL},
    [S7_TIS_DISABLE_JOB] = {line_job, NULL},
    [S7_TIS_ENABLE_JOB] = {line_job, NULL},
    [S7_TIS_DELETE_JOB] = {line_job, NULL},
    [S7_TIS_JOB_LIST] = {NULL, line_job_list},
    [S7_TIS_READ_JOB] = {line_job, line_read_job},
    [S7_TIS_REPLACE_JOB] = {line_replacement, NULL},
    [S7_TIS_BLOCK_STATUS] = {line_block_status, NULL},
};

bool s7_describe_tis(struct s7_strbuf *buf, const struct s7_userdata *userdata)
{
    struct s7_tis tis;
    if (userdata->subfunction >= sizeof lines / sizeof lines[0] ||
        s7_tis_decode(userdata->payload, &tis) != S7_OK)
        return false;
    bool request = userdata->type == S7_USERDATA_REQUEST;
    line_function *line = request ? lines[userdata->subfunction].request : lines[userdata->subfunction].answer;
    return line && line(buf, userdata->subfunction, &tis);
}
