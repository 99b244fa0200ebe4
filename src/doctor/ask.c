/* SPDX-License-Identifier: MIT */
#include "doctor/ask.h"

#include <stdio.h>

#include "wire/read_szl.h"

enum { GROUP_CPU = 4, READ_SZL = 1 };

void s7_ask_pace(struct s7_examination *examination)
{
    const struct s7_doctor_network *network = examination->network;
    s7_time next = s7_time_after(examination->last_request, examination->config->pace);
    if (examination->last_request > 0 && s7_examination_now(examination) < next)
        network->pause(network->self, next);
}

static bool job_finished(const void *user)
{
    return ((const struct s7_job *)user)->finished;
}

static bool call_finished(const void *user)
{
    return ((const struct s7_call *)user)->finished;
}

static struct s7_fault line_gone(void)
{
    return (struct s7_fault){.error = S7_ERR_S7_CLOSED, .phase = S7_PHASE_IDLE};
}

static struct s7_fault run_job(struct s7_examination *examination, struct s7_line *line, enum s7_job_kind kind,
                               const struct s7_range *range, uint8_t *octets)
{
    struct s7_job_item item = {.range = *range, .octets = octets};
    struct s7_job job = {
        .kind = kind, .items = &item, .item_count = 1, .timeout = examination->config->answer_timeout};
    if (!s7_line_usable(line))
        return line_gone();
    s7_ask_pace(examination);
    int error = s7_client_submit(line->client, &job, s7_examination_now(examination));
    if (error != S7_OK)
        return (struct s7_fault){.error = error};
    s7_line_drive(examination, line, job_finished, &job, S7_TIME_NEVER);
    if (job.fault.error != S7_OK && s7_ask_broken(&job.fault))
        s7_line_close(examination, line);
    return job.fault;
}

struct s7_fault s7_ask_read(struct s7_examination *examination, struct s7_line *line,
                            const struct s7_range *range, uint8_t ret_octets[2])
{
    return run_job(examination, line, S7_JOB_READ, range, ret_octets);
}

struct s7_fault s7_ask_write(struct s7_examination *examination, struct s7_line *line,
                             const struct s7_range *range, const uint8_t octets[2])
{
    uint8_t copy[2] = {octets[0], octets[1]};
    return run_job(examination, line, S7_JOB_WRITE, range, copy);
}

struct s7_fault s7_ask_list(struct s7_examination *examination, struct s7_line *line, uint16_t id,
                            uint16_t index, uint8_t *ret_octets, size_t size, size_t *ret_size)
{
    uint8_t payload[S7_SZL_REQUEST_SIZE];
    struct s7_writer writer = s7_writer_over(payload, sizeof payload);
    const struct s7_szl_request request = {.id = id, .index = index};
    s7_szl_request_encode(&writer, &request);
    struct s7_call call = {.kind = S7_CALL_USERDATA,
                           .group = GROUP_CPU,
                           .subfunction = READ_SZL,
                           .request = {payload, sizeof payload},
                           .answer = ret_octets,
                           .answer_capacity = size,
                           .timeout = examination->config->answer_timeout};
    if (!s7_line_usable(line))
        return line_gone();
    s7_ask_pace(examination);
    int error = s7_client_call(line->client, &call, s7_examination_now(examination));
    if (error != S7_OK)
        return (struct s7_fault){.error = error};
    s7_line_drive(examination, line, call_finished, &call, S7_TIME_NEVER);
    if (call.fault.error == S7_OK)
        *ret_size = call.answer_size;
    else if (s7_ask_broken(&call.fault))
        s7_line_close(examination, line);
    return call.fault;
}

bool s7_ask_broken(const struct s7_fault *fault)
{
    enum s7_layer layer = s7_error_layer(fault->error);
    bool by_item = (layer == S7_LAYER_ACCESS || layer == S7_LAYER_DATA) && fault->error != S7_ERR_DATA_LENGTH;
    return fault->error != S7_OK && fault->peer_code == 0 && !by_item;
}

void s7_ask_refusal(const struct s7_fault *fault, char ret_text[S7_ASK_TEXT])
{
    if (fault->item_code != 0)
        snprintf(ret_text, S7_ASK_TEXT, "item code %02X", (unsigned)fault->item_code);
    else if (fault->peer_code != 0)
        snprintf(ret_text, S7_ASK_TEXT, "%02X %02X alone", (unsigned)fault->peer_code >> 8,
                 (unsigned)fault->peer_code & 0xFF);
    else
        snprintf(ret_text, S7_ASK_TEXT, "%s", s7_error_text(fault->error));
}

void s7_ask_find_broken(struct s7_examination *examination, const struct s7_doctor_area *area,
                        const struct s7_fault *fault)
{
    static const struct {
        int error;
        enum s7_sign sign;
    } rows[] = {{S7_ERR_S7_REQUEST_TIMEOUT, S7_SIGN_REQUEST_SILENT},
                {S7_ERR_S7_CLOSED, S7_SIGN_REQUEST_LOST},
                {S7_ERR_S7_RESET, S7_SIGN_REQUEST_LOST},
                {S7_ERR_TCP_RESET, S7_SIGN_REQUEST_LOST},
                {S7_ERR_TCP_SYSTEM, S7_SIGN_REQUEST_LOST},
                {S7_ERR_LOCAL_CLOSED, S7_SIGN_REQUEST_LOST}};
    enum s7_sign sign = S7_SIGN_REQUEST_FAULTY;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].error == fault->error)
            sign = rows[i].sign;
    if (sign == S7_SIGN_REQUEST_SILENT && area && area->range.area == S7_AREA_DB)
        sign = S7_SIGN_DB_SILENT;
    bool silent = sign == S7_SIGN_REQUEST_SILENT || sign == S7_SIGN_DB_SILENT;
    const char *none = examination->answered > 0 ? "no whole packet" : "nothing";
    char asked[S7_TAG_TEXT_SIZE] = "MB0"; /* what is read when no area is meant */
    if (area)
        s7_range_format(&area->range, asked, sizeof asked);
    s7_examination_find(examination, sign, area, fault, "%s: %s after %u ms", asked,
                        silent ? none : s7_error_text(fault->error), (unsigned)fault->elapsed_ms);
    examination->over = true;
}
