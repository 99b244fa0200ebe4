/* SPDX-License-Identifier: MIT */
#include "cli/szl_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/progress.h"
#include "wire/describe.h"

static int read_into(struct s7_posix_client *client, struct s7_szl_answer *answer)
{
    char title[S7_SZL_TITLE_SIZE], what[S7_SZL_TITLE_SIZE + sizeof "reading "];
    s7_szl_answer_title(answer->id, answer->index, title, sizeof title);
    snprintf(what, sizeof what, "reading %s", title);
    s7_progress_start(what);
    int error = s7_posix_szl(client, answer->id, answer->index, answer->octets, S7_SZL_ANSWER_MAX,
                             &answer->size, &answer->fault);
    s7_progress_stop();
    return error;
}

int s7_szl_answer_read(struct s7_posix_client *client, uint16_t id, uint16_t index,
                       struct s7_szl_answer *ret_answer)
{
    *ret_answer = (struct s7_szl_answer){.id = id, .index = index, .octets = malloc(S7_SZL_ANSWER_MAX)};
    if (!ret_answer->octets)
        ret_answer->fault.error = S7_ERR_LOCAL_MEMORY;
    else if (read_into(client, ret_answer) != S7_OK)
        s7_szl_answer_free(ret_answer);
    return ret_answer->fault.error;
}

void s7_szl_answer_free(struct s7_szl_answer *answer)
{
    free(answer->octets);
    answer->octets = NULL;
    answer->size = 0;
}

bool s7_szl_answer_lacking(const struct s7_szl_answer *answer)
{
    return answer->fault.error != S7_OK && answer->fault.peer_code != 0;
}

struct s7_szl_head s7_szl_answer_head(const struct s7_szl_answer *answer)
{
    struct s7_szl_head head = {0};
    struct s7_octets records;
    if (answer->octets)
        s7_szl_head_decode((struct s7_octets){answer->octets, answer->size}, &head, &records);
    return head;
}

/* What is looked for, and the record that is being walked over. */
struct search {
    int record_index;
    const char *name;
    struct s7_strbuf *found;
    size_t record;
    int index;
};

static bool look_at(void *user, size_t record, const struct s7_szl_field *field)
{
    struct search *search = user;
    if (record != search->record || field->offset == 0) {
        search->record = record;
        search->index = field->offset == 0 && field->octets.size == 2 ? (int)s7_szl_field_number(field) : -1;
    }
    if (strcmp(field->name, search->name) != 0 ||
        (search->record_index >= 0 && search->index != search->record_index))
        return true;
    s7_szl_field_text(search->found, field);
    return search->found->length == 0;
}

bool s7_szl_answer_find(const struct s7_szl_answer *answer, int record_index, const char *name, char *ret_text,
                        size_t size)
{
    char text[S7_SZL_FIELD_TEXT_SIZE];
    struct s7_strbuf found = s7_strbuf_over(text, sizeof text);
    struct search search = {.record_index = record_index, .name = name, .found = &found};
    if (!answer->octets)
        return false;
    s7_szl_describe((struct s7_octets){answer->octets, answer->size}, look_at, &search);
    if (found.length == 0)
        return false;
    snprintf(ret_text, size, "%s", text);
    return true;
}

void s7_szl_answer_title(uint16_t id, uint16_t index, char *text, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    s7_describe_szl(&buf, id, index);
}

/* cpu-behaviour L3h: connected and set up, and then nothing but silence or the end. */
const char *s7_szl_answer_note(const struct s7_szl_answer *answer)
{
    static const int silences[] = {S7_ERR_S7_CLOSED, S7_ERR_S7_RESET, S7_ERR_S7_REQUEST_TIMEOUT};
    const struct s7_fault *fault = &answer->fault;
    for (size_t i = 0; i < sizeof silences / sizeof silences[0]; i++)
        if (fault->error == silences[i] && fault->phase == S7_PHASE_REQUEST)
            return "a LOGO! " S7_SZL_SHY;
    return NULL;
}
