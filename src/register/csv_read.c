/* SPDX-License-Identifier: MIT */
#include "register/csv_read.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "register/csv_code.h"

enum { FAULTS_MOST = 100 };

struct reader {
    const char *at, *end;
    struct s7_plant_mark mark; /**< of `at` */
    char separator;
    struct s7_storage *storage;
    s7_plant_report *report;
    void *user;
    size_t faults;
    struct s7_csv_field fields[S7_CSV_FIELDS_MOST];
    size_t field_count;
    char *text; /**< of the field, as long as the whole at most */
    size_t length;
    struct s7_csv_record *records;
    size_t record_count, record_capacity, record_number;
};

static void complain(struct reader *reader, struct s7_plant_mark mark, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void complain(struct reader *reader, struct s7_plant_mark mark, const char *format, ...)
{
    char message[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (reader->faults++ < FAULTS_MOST && reader->report)
        reader->report(reader->user, S7_PLANT_ERROR, mark, message);
}

/* ---- characters -------------------------------------------------------------------------------------------------- */

static bool is_over(const struct reader *reader)
{
    return reader->at == reader->end;
}

static bool stands(const struct reader *reader, char c)
{
    return !is_over(reader) && *reader->at == c;
}

static bool ends_line(const struct reader *reader)
{
    return stands(reader, '\n') || stands(reader, '\r');
}

static bool is_crlf(const struct reader *reader)
{
    return stands(reader, '\r') && reader->at + 1 < reader->end && reader->at[1] == '\n';
}

/** Octets in the code page of Windows that are letters of Western Europe. */
static void say_code(struct reader *reader)
{
    unsigned char octet = (unsigned char)*reader->at;
    if (octet == 0)
        complain(reader, reader->mark, "a NUL character: this is no text");
    else
        complain(
            reader, reader->mark,
            "octet 0x%02X is not UTF-8; this looks like Windows-1252: save it as \"CSV UTF-8\", or use iconv "
            "-f CP1252 -t UTF-8",
            octet);
}

/** Moves behind one character, and keeps it in the field when `kept`. */
static void take(struct reader *reader, bool kept)
{
    size_t size = s7_csv_character(reader->at, (size_t)(reader->end - reader->at));
    if (size == 0)
        say_code(reader);
    size += size == 0;
    if (kept) {
        memcpy(reader->text + reader->length, reader->at, size);
        reader->length += size;
    }
    bool line = ends_line(reader) && !is_crlf(reader);
    reader->mark.column = line ? 1 : reader->mark.column + 1;
    reader->mark.line += line;
    reader->at += size;
}

/* ---- fields ------------------------------------------------------------------------------------------------------ */

/** Up to the closing quote and behind it; CR LF is one new line.  False: there is none. */
static bool read_inside(struct reader *reader)
{
    take(reader, false);
    while (!is_over(reader)) {
        if (stands(reader, '"')) {
            take(reader, false);
            if (!stands(reader, '"'))
                return true;
        } else if (is_crlf(reader)) {
            take(reader, false);
        }
        take(reader, true);
    }
    return false;
}

static bool ends_field(const struct reader *reader)
{
    return is_over(reader) || stands(reader, reader->separator) || ends_line(reader);
}

static void read_quoted(struct reader *reader)
{
    struct s7_plant_mark opened = reader->mark;
    if (!read_inside(reader))
        complain(reader, opened, "this quote is never closed");
    else if (!ends_field(reader))
        complain(reader, reader->mark, "behind a closing quote a separator or the end of the line is expected");
    while (!ends_field(reader))
        take(reader, true);
}

static void read_plain(struct reader *reader)
{
    bool told = false;
    while (!ends_field(reader)) {
        if (stands(reader, '"') && !told) {
            complain(reader, reader->mark,
                     "a quote within a field: the whole field must be in quotes, and each quote in it doubled");
            told = true;
        }
        take(reader, true);
    }
}

static void keep_field(struct reader *reader, struct s7_plant_mark mark)
{
    if (reader->field_count == S7_CSV_FIELDS_MOST) {
        complain(reader, mark, "more than %d fields in a row", S7_CSV_FIELDS_MOST);
        reader->field_count++;
    }
    if (reader->field_count > S7_CSV_FIELDS_MOST)
        return;
    struct s7_csv_field *field = &reader->fields[reader->field_count++];
    field->text = s7_storage_text(reader->storage, reader->text, reader->length);
    field->length = reader->length;
    field->mark = mark;
}

static void read_field(struct reader *reader)
{
    struct s7_plant_mark mark = reader->mark;
    reader->length = 0;
    if (stands(reader, '"'))
        read_quoted(reader);
    else
        read_plain(reader);
    keep_field(reader, mark);
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

static bool has_something(const struct reader *reader)
{
    for (size_t i = 0; i < reader->field_count && i < S7_CSV_FIELDS_MOST; i++)
        if (reader->fields[i].length)
            return true;
    return false;
}

static void keep_record(struct reader *reader)
{
    size_t count = reader->field_count < S7_CSV_FIELDS_MOST ? reader->field_count : S7_CSV_FIELDS_MOST;
    if (reader->record_count == reader->record_capacity) {
        size_t capacity = reader->record_capacity ? reader->record_capacity * 2 : 64;
        struct s7_csv_record *records = realloc(reader->records, capacity * sizeof *records);
        if (!records) {
            reader->storage->failed = true;
            return;
        }
        reader->records = records;
        reader->record_capacity = capacity;
    }
    struct s7_csv_record *record = &reader->records[reader->record_count];
    *record = (struct s7_csv_record){.count = count, .number = reader->record_number};
    record->fields = s7_storage_array(reader->storage, count, sizeof *record->fields);
    if (!record->fields)
        return;
    memcpy(record->fields, reader->fields, count * sizeof *record->fields);
    reader->record_count++;
}

static void read_record(struct reader *reader)
{
    reader->field_count = 0;
    reader->record_number++;
    read_field(reader);
    while (stands(reader, reader->separator)) {
        take(reader, false);
        read_field(reader);
    }
    if (stands(reader, '\r'))
        take(reader, false);
    if (stands(reader, '\n'))
        take(reader, false);
    if (has_something(reader))
        keep_record(reader);
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

/** The one that stands most often outside of quotes in the first record; a comma when there is none. */
static char separator_of(const char *at, const char *end)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
        quoted = quoted != (*at == '"');
        for (size_t i = 0; i < sizeof candidates && !quoted; i++)
            counts[i] += *at == candidates[i];
    }
    for (size_t i = 1; i < sizeof candidates; i++)
        best = counts[i] > counts[best] ? i : best;
    return candidates[best];
}

/** A first line "sep=;" says the separator, as a spreadsheet understands it. */
static void begin(struct reader *reader)
{
    static const char said[] = "sep=";
    size_t size = (size_t)(reader->end - reader->at);
    if (size >= 3 && memcmp(reader->at, "\xEF\xBB\xBF", 3) == 0)
        reader->at += 3;
    size = (size_t)(reader->end - reader->at);
    if (size <= sizeof said || memcmp(reader->at, said, sizeof said - 1) != 0 ||
        !strchr(",;\t", reader->at[sizeof said - 1]) || !strchr("\r\n", reader->at[sizeof said])) {
        reader->separator = separator_of(reader->at, reader->end);
        return;
    }
    reader->separator = '\0';
    char separator = reader->at[sizeof said - 1];
    read_record(reader);
    reader->record_count = 0;
    reader->separator = separator;
}

static int settle(struct reader *reader, struct s7_csv *ret_csv)
{
    struct s7_csv_record *records =
        s7_storage_array(reader->storage, reader->record_count + 1, sizeof *reader->records);
    if (records && reader->record_count)
        memcpy(records, reader->records, reader->record_count * sizeof *records);
    if (reader->storage->failed)
        return S7_ERR_LOCAL_MEMORY;
    if (reader->faults)
        return S7_ERR_LOCAL_FILE;
    *ret_csv = (struct s7_csv){reader->separator, records, reader->record_count};
    return S7_OK;
}

int s7_csv_read(const char *text, size_t size, struct s7_storage *storage, s7_plant_report *report, void *user,
                struct s7_csv *ret_csv)
{
    const char *flaw = s7_csv_flaw(text, size);
    if (flaw) {
        if (report)
            report(user, S7_PLANT_ERROR, (struct s7_plant_mark){1, 1}, flaw);
        return S7_ERR_LOCAL_FILE;
    }
    struct reader *reader = calloc(1, sizeof *reader);
    char *field = malloc(size + 1);
    int result = S7_ERR_LOCAL_MEMORY;
    if (reader && field) {
        *reader = (struct reader){.at = text,
                                  .end = text + size,
                                  .mark = {1, 1},
                                  .storage = storage,
                                  .report = report,
                                  .user = user,
                                  .text = field};
        begin(reader);
        while (!is_over(reader) && !storage->failed && reader->record_count < S7_CSV_RECORDS_MOST)
            read_record(reader);
        if (!is_over(reader) && !storage->failed)
            complain(reader, reader->mark, "more than %d rows", S7_CSV_RECORDS_MOST);
        result = settle(reader, ret_csv);
        free(reader->records);
    }
    free(field);
    free(reader);
    return result;
}
