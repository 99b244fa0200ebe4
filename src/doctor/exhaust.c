/* SPDX-License-Identifier: MIT */
#include "doctor/exhaust.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "doctor/knock.h"

enum { CLASS_TEXT = 32 };

/* For all of them together: a partner that does not end its side keeps nobody. */
static const s7_time end_time = 2 * S7_SECOND;

static void put_class(const struct s7_doctor_config *config, char text[CLASS_TEXT])
{
    bool named = !config->remote_tsap;
    snprintf(text, CLASS_TEXT, "%s%s", named ? " of class " : "",
             named ? s7_doctor_class(config->connection_class) : "");
}

/* @return what the first that was not confirmed got; S7_OK: all were confirmed */
static struct s7_fault open_all(struct s7_examination *examination, struct s7_line *lines, size_t most,
                                size_t *ret_count)
{
    struct s7_tsap room;
    const struct s7_tsap *called = s7_knock_called(examination->config, &room);
    struct s7_fault fault = {0};
    size_t count = 0;
    while (count < most && fault.error == S7_OK) {
        fault = s7_knock_hold(examination, called, &lines[count]);
        count += fault.error == S7_OK ? 1 : 0;
    }
    *ret_count = count;
    return fault;
}

static void end_all(struct s7_examination *examination, struct s7_line *lines, size_t count)
{
    s7_time limit = s7_time_after(s7_examination_now(examination), end_time);
    for (size_t i = 0; i < count; i++) {
        s7_time now = s7_examination_now(examination);
        s7_line_end(examination, &lines[i], now < limit ? limit - now : 0);
    }
}

/* `count`: with the one that was there before. */
static void judge(struct s7_examination *examination, unsigned count, const struct s7_fault *fault)
{
    const struct s7_doctor_config *config = examination->config;
    char class_text[CLASS_TEXT], evidence[S7_DIAGNOSIS_TEXT / 2];
    struct s7_strbuf text = s7_strbuf_over(evidence, sizeof evidence);
    bool refused = s7_error_layer(fault->error) == S7_LAYER_ISO;
    put_class(config, class_text);
    s7_strbuf_printf(&text, "%u connection%s%s confirmed, ", count, count == 1 ? "" : "s", class_text);
    if (fault->error == S7_OK)
        s7_strbuf_add(&text, "and no more tried");
    else
        s7_strbuf_printf(&text, "%s: %s", refused ? "the next was refused" : "then the counting ended",
                         s7_error_text(fault->error));
    if (refused && count < config->planned)
        s7_examination_find(examination, S7_SIGN_RESOURCES_FEW, NULL, fault, "%s; the plant has %u to it",
                            evidence, config->planned);
    else
        s7_examination_note(examination, "%s", evidence);
}

void s7_exhaust_run(struct s7_examination *examination)
{
    size_t most = examination->config->exhaust - 1, count = 0;
    struct s7_line *lines = calloc(most + 1, sizeof *lines);
    if (!lines) {
        examination->out_of_memory = true;
        return;
    }
    struct s7_fault fault = open_all(examination, lines, most, &count);
    end_all(examination, lines, count);
    free(lines);
    judge(examination, (unsigned)count + 1, &fault);
}
