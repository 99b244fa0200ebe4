/* SPDX-License-Identifier: MIT */
#include "cli/szl_document.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/fault.h"
#include "cli/json.h"
#include "wire/names.h"

static bool is_coded(enum s7_szl_form form)
{
    return form == S7_SZL_LED || form == S7_SZL_MODE || form == S7_SZL_EVENT || form == S7_SZL_WORD ||
           form == S7_SZL_BITS || form == S7_SZL_ID;
}

/* What has no name is told as a whole, however long it is. */
static json_t *octets_json(const uint8_t *octets, size_t size)
{
    char *text = malloc(3 * size + 1);
    if (!text)
        return json_null();
    text[0] = '\0';
    for (size_t i = 0; i < size; i++)
        snprintf(text + 3 * i - (i > 0 ? 1 : 0), 4, "%s%02X", i ? " " : "", octets[i]);
    json_t *string = json_string(text);
    free(text);
    return string;
}

static json_t *field_json(const struct s7_szl_field *field)
{
    char text[S7_SZL_FIELD_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (field->form == S7_SZL_NUMBER)
        return json_integer((json_int_t)s7_szl_field_number(field));
    if (field->form == S7_SZL_HEX)
        return octets_json(field->octets.at, field->octets.size);
    s7_szl_field_text(&buf, field);
    if (!is_coded(field->form))
        return s7_cli_json_text(text);
    return json_pack("{s:I, s:o}", "number", (json_int_t)s7_szl_field_number(field), "text",
                     s7_cli_json_text(text));
}

/* Several runs of octets without a name in one record: octets, octets_2, … */
static void add_field(json_t *record, const struct s7_szl_field *field)
{
    char key[64];
    snprintf(key, sizeof key, "%s", field->name);
    for (unsigned number = 2; json_object_get(record, key); number++)
        snprintf(key, sizeof key, "%s_%u", field->name, number);
    json_object_set_new(record, key, field_json(field));
}

static bool take_field(void *user, size_t record, const struct s7_szl_field *field)
{
    json_t *records = user;
    while (json_array_size(records) <= record)
        json_array_append_new(records, json_object());
    add_field(json_array_get(records, record), field);
    return true;
}

static void add_list(json_t *document, const struct s7_szl_answer *answer)
{
    struct s7_szl_head head = s7_szl_answer_head(answer);
    json_t *records = answer->octets ? json_array() : json_null();
    if (answer->octets)
        s7_szl_describe((struct s7_octets){answer->octets, answer->size}, take_field, records);
    json_object_set_new(document, "record_size", answer->octets ? json_integer(head.record_size) : json_null());
    json_object_set_new(document, "record_count",
                        answer->octets ? json_integer(head.record_count) : json_null());
    json_object_set_new(document, "records", records);
    json_object_set_new(document, "octets",
                        answer->octets ? octets_json(answer->octets, answer->size) : json_null());
}

json_t *s7_szl_document(const struct s7_szl_answer *answer)
{
    char title[S7_SZL_TITLE_SIZE];
    const char *name = s7_name_szl(s7_szl_number(answer->id));
    const char *note = s7_szl_answer_note(answer);
    s7_szl_answer_title(answer->id, answer->index, title, sizeof title);
    json_t *document = json_pack("{s:i, s:i, s:o}", "id", (int)answer->id, "index", (int)answer->index, "name",
                                 name ? json_string(name) : json_null());
    add_list(document, answer);
    json_object_set_new(document, "error", s7_cli_fault_json(&answer->fault, title));
    json_object_set_new(document, "note", note ? json_string(note) : json_null());
    return document;
}
