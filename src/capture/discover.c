/* SPDX-License-Identifier: MIT */
#include "capture/discover.h"

#include <stdlib.h>

#include "capture/discover_write.h"
#include "plant/fmt.h"

static int make_model(struct s7_discover_model *model, const struct s7_talk *const *talks, size_t count)
{
    int error = s7_discover_collect(model, talks, count);
    if (!error)
        error = s7_discover_meet(model);
    if (error)
        return error;
    s7_discover_name(model);
    error = s7_discover_place(model);
    if (!error)
        error = s7_discover_fill(model);
    if (!error)
        s7_discover_judge(model);
    return error;
}

static struct s7_discover_count count_model(const struct s7_discover_model *model)
{
    struct s7_discover_count count = {.connections = model->link_count,
                                      .others = model->talk_count - model->linked,
                                      .without = model->without};
    for (size_t i = 0; i < model->linked; i++)
        for (size_t operation = 0; operation < S7_OPERATION_COUNT; operation++)
            count.unnamed += model->talks[i]->opaque[operation];
    for (size_t i = 0; i < model->linked; i++)
        for (size_t k = 0; k < model->talks[i]->usage_count; k++) {
            const struct s7_usage *usage = &model->talks[i]->usages[k];
            count.unnamed += usage->raw ? usage->requests + usage->deliveries : 0;
        }
    for (size_t i = 0; i < model->talk_count; i++)
        count.one_way += s7_discover_is_one_way(model->talks[i]);
    for (size_t i = 0; i < model->member_count; i++) {
        count.hosts += model->members[i].is_host;
        count.cpus += !model->members[i].is_host;
    }
    return count;
}

/** What is written here loads; that it does not would be an error of this program, and is the caller's to tell. */
static void take_fault(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                       const char *message)
{
    (void)user;
    (void)severity;
    (void)mark;
    (void)message;
}

static int write_model(const struct s7_discover_model *model, const struct s7_discover_count *count,
                       char **ret_text, size_t *ret_size)
{
    struct s7_discover_text text = {.model = model};
    s7_discover_write_head(&text, count);
    s7_discover_write_members(&text);
    s7_discover_write_links(&text);
    s7_discover_write_others(&text);
    int error = text.out.failed
                    ? S7_ERR_LOCAL_MEMORY
                    : s7_fmt_text(text.out.text, text.out.size, take_fault, NULL, ret_text, ret_size);
    free(text.out.text);
    return error;
}

int s7_discover(const struct s7_talk *const *talks, size_t talk_count, const struct s7_discover_config *config,
                char **ret_text, size_t *ret_size, struct s7_discover_count *ret_count)
{
    struct s7_discover_model model = {.config = config};
    int error = make_model(&model, talks, talk_count);
    struct s7_discover_count count = {.cpus = 0};
    if (!error) {
        count = count_model(&model);
        error = write_model(&model, &count, ret_text, ret_size);
    }
    if (!error)
        *ret_count = count;
    s7_discover_model_free(&model);
    return error;
}
