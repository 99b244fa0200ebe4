/* SPDX-License-Identifier: MIT */
#include "wire/tis_job.h"

#include "sieben/error.h"

enum { LINE_SIZE = 4, OLD_LINE_SIZE = 2, DELETE_HEAD = 0x0001 };

static const struct {
    size_t size;
    const char *name;
} registers[] = {
#define S7_TIS_REGISTER(NAME, size, text) [S7_TIS_REGISTER_##NAME] = {size, text},
#include "wire/defs/tis_register.def"
#undef S7_TIS_REGISTER
};

static int ended(const struct s7_reader *reader)
{
    return s7_reader_done(reader) ? S7_OK : S7_ERR_S7_MALFORMED;
}

static struct s7_tis_job take_job(struct s7_reader *reader)
{
    struct s7_tis_job job = {.subfunction = s7_reader_u8(reader)};
    job.sequence = s7_reader_u8(reader);
    return job;
}

int s7_tis_job_decode(uint8_t subfunction, struct s7_octets data, struct s7_tis_job *ret_job)
{
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    if (subfunction == S7_TIS_DELETE_JOB && s7_reader_u16(&reader) != DELETE_HEAD)
        return S7_ERR_S7_MALFORMED;
    *ret_job = take_job(&reader);
    return ended(&reader);
}

int s7_tis_job_list_decode(struct s7_octets data, size_t *ret_count)
{
    if (data.size % S7_TIS_JOB_ENTRY_SIZE)
        return S7_ERR_S7_MALFORMED;
    *ret_count = data.size / S7_TIS_JOB_ENTRY_SIZE;
    return S7_OK;
}

struct s7_tis_job_entry s7_tis_job_entry_at(struct s7_octets data, size_t index)
{
    const uint8_t *at = data.at + index * S7_TIS_JOB_ENTRY_SIZE;
    return (struct s7_tis_job_entry){{at[0], at[1]}, s7_load_u16(at + 2)};
}

int s7_tis_replacement_decode(struct s7_octets data, struct s7_tis_replacement *ret_replacement)
{
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    s7_reader_u16(&reader); /* 0 */
    ret_replacement->job = take_job(&reader);
    if (reader.bad)
        return S7_ERR_S7_MALFORMED;
    return s7_tis_decode((struct s7_octets){reader.at, s7_reader_left(&reader)}, &ret_replacement->tis);
}

int s7_tis_block_status_decode(uint8_t subfunction, struct s7_octets data,
                               struct s7_tis_block_status *ret_status)
{
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    struct s7_tis_block_status status = {.addressed = subfunction == S7_TIS_BLOCK_STATUS};
    if (status.addressed) {
        status.flags = s7_reader_u8(&reader);
        status.line_count = s7_reader_u8(&reader);
    }
    s7_reader_u8(&reader); /* 0 */
    status.registers = s7_reader_u8(&reader);
    size_t left = s7_reader_left(&reader);
    size_t line_count = status.addressed ? status.line_count : left / OLD_LINE_SIZE;
    if (line_count > UINT8_MAX)
        return S7_ERR_S7_MALFORMED;
    status.line_count = (uint8_t)line_count;
    status.lines = s7_reader_octets(&reader, line_count * (status.addressed ? LINE_SIZE : OLD_LINE_SIZE));
    *ret_status = status;
    return ended(&reader);
}

struct s7_tis_line s7_tis_line_at(const struct s7_tis_block_status *status, size_t index)
{
    const uint8_t *at = status->lines.at + index * (status->addressed ? LINE_SIZE : OLD_LINE_SIZE);
    return status->addressed ? (struct s7_tis_line){s7_load_u16(at), at[3]} : (struct s7_tis_line){0, at[1]};
}

static void take_registers(struct s7_reader *reader, uint8_t asked, struct s7_tis_line_values *values)
{
    for (size_t i = 0; i < S7_TIS_REGISTER_COUNT; i++)
        values->registers[i] = s7_reader_octets(reader, asked & 1U << i ? registers[i].size : 0);
}

int s7_tis_block_values_decode(const struct s7_tis_block_status *question, struct s7_octets data,
                               struct s7_tis_line_values *ret_lines)
{
    struct s7_reader reader = s7_reader_over(data.at, data.size);
    ret_lines[0].address = s7_reader_u16(&reader);
    take_registers(&reader, question->registers, &ret_lines[0]);
    for (size_t i = 0; i < question->line_count; i++) {
        struct s7_tis_line line = s7_tis_line_at(question, i);
        ret_lines[i + 1].address = s7_reader_u16(&reader);
        take_registers(&reader, line.registers, &ret_lines[i + 1]);
    }
    return ended(&reader);
}

const char *s7_tis_register_name(enum s7_tis_register reg)
{
    return registers[reg].name;
}
