/* SPDX-License-Identifier: MIT */
#include "cli/szl_print.h"

#include <string.h>

#include "cli/fault.h"

enum { LINE_FIELDS = 4 /* as many fields of a record stand in one line */, SEEN_SIZE = 512 };

/* ---- fields -------------------------------------------------------------------------------------------------- */

/* What the records of a list look like, before they are printed. */
struct shape {
    size_t record;
    size_t fields, most_fields;
    int widest;
};

static bool measure(void *user, size_t record, const struct s7_szl_field *field)
{
    struct shape *shape = user;
    int width = (int)strlen(field->name);
    shape->fields = record == shape->record ? shape->fields + 1 : 1;
    shape->record = record;
    shape->most_fields = shape->fields > shape->most_fields ? shape->fields : shape->most_fields;
    shape->widest = width > shape->widest ? width : shape->widest;
    return true;
}

struct page {
    FILE *out;
    struct shape shape;
    size_t record; /**< that is being printed; SIZE_MAX: none yet */
};

static void print_lines(struct page *page, size_t record, const struct s7_szl_field *field, const char *text)
{
    if (record != page->record)
        fprintf(page->out, "  record %zu\n", record + 1);
    fprintf(page->out, "    %-*s  %s\n", page->shape.widest, field->name, text);
}

static void print_in_line(struct page *page, size_t record, const struct s7_szl_field *field, const char *text)
{
    if (record != page->record)
        fprintf(page->out, "%s  ", page->record == SIZE_MAX ? "" : "\n");
    else
        fputs(", ", page->out);
    fprintf(page->out, "%s %s", field->name, text);
}

static bool print_field(void *user, size_t record, const struct s7_szl_field *field)
{
    struct page *page = user;
    char text[S7_SZL_FIELD_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_szl_field_text(&buf, field);
    if (buf.length == 0)
        s7_strbuf_add(&buf, "(empty)");
    if (buf.truncated)
        memcpy(text + sizeof text - 4, "...", 4);
    (page->shape.most_fields > LINE_FIELDS ? print_lines : print_in_line)(page, record, field, text);
    page->record = record;
    return true;
}

static void print_records(FILE *out, struct s7_octets list)
{
    struct page page = {.out = out, .shape = {.record = SIZE_MAX}, .record = SIZE_MAX};
    s7_szl_describe(list, measure, &page.shape);
    s7_szl_describe(list, print_field, &page);
    if (page.record != SIZE_MAX && page.shape.most_fields <= LINE_FIELDS)
        fputc('\n', out);
}

/* ---- lists --------------------------------------------------------------------------------------------------- */

static void print_reason(FILE *out, const struct s7_szl_answer *answer)
{
    char seen[SEEN_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(seen, sizeof seen);
    s7_cli_fault_seen(&answer->fault, &buf);
    fprintf(out, ": not in this CPU (%s)\n", seen);
}

void s7_szl_print(FILE *out, const struct s7_szl_answer *answer)
{
    char title[S7_SZL_TITLE_SIZE];
    s7_szl_answer_title(answer->id, answer->index, title, sizeof title);
    fputs(title, out);
    if (!answer->octets) {
        print_reason(out, answer);
        return;
    }
    struct s7_szl_head head = s7_szl_answer_head(answer);
    fprintf(out, ": %u record%s of %u octets\n", head.record_count, head.record_count == 1 ? "" : "s",
            head.record_size);
    print_records(out, (struct s7_octets){answer->octets, answer->size});
}

static void print_hex(FILE *out, const uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        fprintf(out, "%s%02X", i ? " " : "", octets[i]);
    fputc('\n', out);
}

void s7_szl_print_octets(FILE *out, const struct s7_szl_answer *answer)
{
    struct s7_szl_head head;
    struct s7_octets records;
    if (!answer->octets ||
        s7_szl_head_decode((struct s7_octets){answer->octets, answer->size}, &head, &records) != S7_OK)
        return;
    print_hex(out, answer->octets, S7_SZL_HEAD_SIZE);
    struct s7_reader reader = s7_reader_over(records.at, records.size);
    for (size_t left = s7_szl_records_whole(&head, records); left > 0; left--)
        print_hex(out, s7_reader_take(&reader, head.record_size), head.record_size);
    if (s7_reader_left(&reader) > 0)
        print_hex(out, reader.at, s7_reader_left(&reader));
}

void s7_szl_print_fault(const struct s7_online *online, const struct s7_szl_answer *answer, const char *what)
{
    char title[S7_SZL_TITLE_SIZE];
    const char *note = s7_szl_answer_note(answer);
    s7_szl_answer_title(answer->id, answer->index, title, sizeof title);
    s7_online_print_fault(online, &answer->fault, what ? what : title);
    if (note)
        fprintf(stderr, "%-10s %s\n", "note", note);
}
