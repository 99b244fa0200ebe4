/* SPDX-License-Identifier: MIT */
#include "wire/read_szl.h"

#include "sieben/error.h"
#include "wire/userdata_body.h"

enum { EXTRACT_HEAD = 0xF };

int s7_szl_request_decode(struct s7_octets payload, struct s7_szl_request *ret_request)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    struct s7_szl_request request = {.id = s7_reader_u16(&reader)};
    request.index = s7_reader_u16(&reader);
    if (!s7_reader_done(&reader))
        return S7_ERR_S7_MALFORMED;
    *ret_request = request;
    return S7_OK;
}

void s7_szl_request_encode(struct s7_writer *writer, const struct s7_szl_request *request)
{
    s7_writer_u16(writer, request->id);
    s7_writer_u16(writer, request->index);
}

int s7_szl_head_decode(struct s7_octets list, struct s7_szl_head *ret_head, struct s7_octets *ret_records)
{
    struct s7_reader reader = s7_reader_over(list.at, list.size);
    struct s7_szl_head head = {.id = s7_reader_u16(&reader)};
    head.index = s7_reader_u16(&reader);
    head.record_size = s7_reader_u16(&reader);
    head.record_count = s7_reader_u16(&reader);
    if (reader.bad)
        return S7_ERR_S7_MALFORMED;
    *ret_head = head;
    *ret_records = s7_reader_octets(&reader, s7_reader_left(&reader));
    return S7_OK;
}

void s7_szl_head_encode(struct s7_writer *writer, const struct s7_szl_head *head)
{
    s7_writer_u16(writer, head->id);
    s7_writer_u16(writer, head->index);
    s7_writer_u16(writer, head->record_size);
    s7_writer_u16(writer, head->record_count);
}

size_t s7_szl_records_whole(const struct s7_szl_head *head, struct s7_octets records)
{
    if (head->record_size == 0)
        return 0;
    size_t present = records.size / head->record_size;
    return present < head->record_count ? present : head->record_count;
}

bool s7_szl_records_agree(const struct s7_szl_head *head, struct s7_octets records)
{
    if (s7_szl_extract(head->id) == EXTRACT_HEAD && records.size == 0)
        return true;
    return (size_t)head->record_size * head->record_count == records.size;
}

const struct s7_codec s7_read_szl_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
