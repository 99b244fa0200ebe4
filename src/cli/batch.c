/* SPDX-License-Identifier: MIT */
#include "cli/batch.h"

#include <stdlib.h>
#include <string.h>

#include "cli/fault.h"
#include "cli/progress.h"
#include "cli/values.h"
#include "value/range.h"

/* "sieben get: why", the text, and a caret under the column. */
static int point_at(const struct s7_command *command, const char *text, const struct s7_text_error *error)
{
    fprintf(stderr, "sieben %s: %s\n  %s\n  %*s\n", command->name, error->message, text,
            (int)(error->column ? error->column : 1), "^");
    return S7_EXIT_USAGE;
}

static int out_of_memory(void)
{
    struct s7_fault fault = {.error = S7_ERR_LOCAL_MEMORY};
    s7_cli_print_fault(stderr, &fault, NULL);
    return s7_cli_exit_code(&fault);
}

static int read_values(const struct s7_command *command, const char *text, size_t equals,
                       struct s7_batch_tag *tag)
{
    struct s7_text_error error;
    if (s7_values_parse(&tag->tag, text + equals + 1, tag->octets, &error) == S7_OK)
        return S7_ARGUMENTS_GO_ON;
    error.column += equals + 1;
    return point_at(command, text, &error);
}

static int read_tag(const struct s7_command *command, const char *text, bool values, struct s7_batch_tag *tag)
{
    struct s7_text_error error = {1, ""};
    size_t equals = values ? strcspn(text, "=") : strlen(text);
    if (values && text[equals] != '=') {
        error.column = equals + 1;
        snprintf(error.message, sizeof error.message, "TAG=VALUE is expected");
        return point_at(command, text, &error);
    }
    char name[256];
    size_t length = equals;
    while (length && text[length - 1] == ' ')
        length--;
    if (length >= sizeof name) {
        snprintf(error.message, sizeof error.message, "this is too long for an address");
        return point_at(command, text, &error);
    }
    memcpy(name, text, length);
    name[length] = '\0';
    if (s7_tag_parse(name, &tag->tag, &error) != S7_OK)
        return point_at(command, text, &error);
    s7_tag_format(&tag->tag, tag->text, sizeof tag->text);
    tag->octets = calloc(1, s7_tag_size(&tag->tag));
    if (!tag->octets)
        return out_of_memory();
    return values ? read_values(command, text, equals, tag) : S7_ARGUMENTS_GO_ON;
}

static void fill_items(const struct s7_batch_tag *tag, struct s7_job_item *items)
{
    for (size_t i = 0; i < tag->item_count; i++) {
        items[i].range = tag->tag.range;
        items[i].octets = tag->octets + i;
        if (tag->tag.type == S7_TYPE_BOOL) {
            items[i].range.first_bit += (uint32_t)i;
            items[i].range.bit_count = 1;
        }
    }
}

static int make_items(struct s7_batch *batch)
{
    for (size_t i = 0; i < batch->tag_count; i++) {
        struct s7_batch_tag *tag = &batch->tags[i];
        tag->first_item = batch->item_count;
        tag->item_count = tag->tag.type == S7_TYPE_BOOL ? tag->tag.count : 1;
        batch->item_count += tag->item_count;
    }
    batch->items = calloc(batch->item_count, sizeof *batch->items);
    if (!batch->items)
        return out_of_memory();
    for (size_t i = 0; i < batch->tag_count; i++)
        fill_items(&batch->tags[i], batch->items + batch->tags[i].first_item);
    return S7_ARGUMENTS_GO_ON;
}

int s7_batch_new(const struct s7_command *command, char *const *texts, size_t count, bool values,
                 struct s7_batch *ret_batch)
{
    struct s7_batch batch = {.tags = calloc(count, sizeof *batch.tags), .tag_count = count};
    int exit_code = batch.tags ? S7_ARGUMENTS_GO_ON : out_of_memory();
    for (size_t i = 0; i < count && exit_code == S7_ARGUMENTS_GO_ON; i++)
        exit_code = read_tag(command, texts[i], values, &batch.tags[i]);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = make_items(&batch);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_batch = batch;
    else
        s7_batch_free(&batch);
    return exit_code;
}

int s7_batch_copy(const struct s7_batch *batch, struct s7_batch *ret_batch)
{
    struct s7_batch copy = {.tags = calloc(batch->tag_count, sizeof *copy.tags), .tag_count = batch->tag_count};
    bool complete = copy.tags != NULL;
    for (size_t i = 0; i < batch->tag_count && complete; i++) {
        copy.tags[i] = batch->tags[i];
        copy.tags[i].octets = calloc(1, s7_tag_size(&batch->tags[i].tag));
        complete = copy.tags[i].octets != NULL;
    }
    int exit_code = complete ? make_items(&copy) : out_of_memory();
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_batch = copy;
    else
        s7_batch_free(&copy);
    return exit_code;
}

void s7_batch_free(struct s7_batch *batch)
{
    for (size_t i = 0; batch->tags && i < batch->tag_count; i++)
        free(batch->tags[i].octets);
    free(batch->tags);
    free(batch->items);
    memset(batch, 0, sizeof *batch);
}

/* An item of its own error keeps what is known about the job, except the codes of another item. */
static struct s7_fault item_fault(const struct s7_job *job, size_t index)
{
    const struct s7_job_item *item = &job->items[index];
    struct s7_fault fault = job->fault;
    if (fault.error != item->error || fault.item != index) {
        fault.peer_code = fault.error == item->error ? fault.peer_code : 0;
        fault.error = item->error;
        fault.item = (uint32_t)index;
        fault.offset = 0;
    }
    fault.item_code = item->return_code;
    return fault;
}

/* The connection's own failures (layer 1 to 3, local) hit every tag: what was answered before is not told apart. */
static bool hits_all(const struct s7_fault *fault)
{
    enum s7_layer layer = s7_error_layer(fault->error);
    return layer == S7_LAYER_TCP || layer == S7_LAYER_ISO || layer == S7_LAYER_S7 || layer == S7_LAYER_LOCAL;
}

static void take_faults(struct s7_batch *batch, const struct s7_job *job)
{
    if (hits_all(&job->fault)) {
        s7_batch_fail(batch, &job->fault);
        return;
    }
    for (size_t i = 0; i < batch->tag_count; i++) {
        struct s7_batch_tag *tag = &batch->tags[i];
        memset(&tag->fault, 0, sizeof tag->fault);
        for (size_t k = 0; k < tag->item_count && tag->fault.error == S7_OK; k++)
            if (job->items[tag->first_item + k].error != S7_OK)
                tag->fault = item_fault(job, tag->first_item + k);
    }
}

int s7_batch_run(struct s7_batch *batch, struct s7_posix_client *client, enum s7_job_kind kind)
{
    struct s7_job job = {.kind = kind, .items = batch->items, .item_count = batch->item_count};
    s7_progress_start(kind == S7_JOB_READ ? "reading" : "writing");
    int error = s7_posix_run(client, &job);
    s7_progress_stop();
    take_faults(batch, &job);
    return error;
}

void s7_batch_fail(struct s7_batch *batch, const struct s7_fault *fault)
{
    for (size_t i = 0; i < batch->tag_count; i++)
        batch->tags[i].fault = *fault;
}

int s7_batch_exit_code(const struct s7_batch *batch)
{
    int lowest = S7_EXIT_OK;
    for (size_t i = 0; i < batch->tag_count; i++) {
        int code = s7_cli_exit_code(&batch->tags[i].fault);
        if (code && (!lowest || code < lowest))
            lowest = code;
    }
    return lowest;
}

static bool same_fault(const struct s7_fault *a, const struct s7_fault *b)
{
    return a->error == b->error && a->peer_code == b->peer_code && a->item_code == b->item_code;
}

static void print_fault(FILE *out, const struct s7_batch *batch, size_t index, const char *where)
{
    const struct s7_batch_tag *first = &batch->tags[index];
    size_t more = 0;
    for (size_t i = index + 1; i < batch->tag_count; i++)
        more += same_fault(&batch->tags[i].fault, &first->fault) ? 1 : 0;
    char what[S7_TAG_TEXT_SIZE + 400];
    if (more)
        snprintf(what, sizeof what, "%s and %zu more on %s", first->text, more, where);
    else
        snprintf(what, sizeof what, "%s on %s", first->text, where);
    s7_cli_print_fault(out, &first->fault, what);
}

void s7_batch_print_faults(FILE *out, const struct s7_batch *batch, const char *where)
{
    for (size_t i = 0; i < batch->tag_count; i++) {
        bool shown = batch->tags[i].fault.error == S7_OK;
        for (size_t k = 0; k < i && !shown; k++)
            shown = same_fault(&batch->tags[k].fault, &batch->tags[i].fault);
        if (!shown)
            print_fault(out, batch, i, where);
    }
}
