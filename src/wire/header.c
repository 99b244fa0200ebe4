/* SPDX-License-Identifier: MIT */
#include "wire/header.h"

#include "sieben/error.h"

static bool rosctr_known(uint8_t rosctr)
{
    return (rosctr >= S7_ROSCTR_JOB && rosctr <= S7_ROSCTR_ACK_DATA) || rosctr == S7_ROSCTR_USERDATA;
}

int s7_header_decode(struct s7_reader *reader, struct s7_header *ret_header)
{
    struct s7_header header = {0};
    if (s7_reader_left(reader) > 0 && reader->at[0] != S7_PROTOCOL_ID)
        return S7_ERR_S7_FOREIGN;
    const uint8_t *at =
        s7_reader_take(reader, S7_HEADER_SIZE_MIN); /* one check for all: every PDU passes here */
    if (!at)
        return S7_ERR_S7_MALFORMED;
    header.rosctr = at[1];
    header.redundancy = s7_load_u16(at + 2);
    header.reference = s7_load_u16(at + 4);
    header.parameter_size = s7_load_u16(at + 6);
    header.data_size = s7_load_u16(at + 8);
    if (s7_header_size(header.rosctr) == S7_HEADER_SIZE_MAX)
        header.error = s7_reader_u16(reader);
    if (reader->bad || !rosctr_known(header.rosctr) ||
        s7_reader_left(reader) != (size_t)header.parameter_size + header.data_size)
        return S7_ERR_S7_MALFORMED;
    *ret_header = header;
    return S7_OK;
}

void s7_header_encode(struct s7_writer *writer, const struct s7_header *header)
{
    size_t size = s7_header_size(header->rosctr);
    uint8_t *at = s7_writer_take(writer, size);
    if (!at)
        return;
    at[0] = S7_PROTOCOL_ID;
    at[1] = header->rosctr;
    s7_store_u16(at + 2, header->redundancy);
    s7_store_u16(at + 4, header->reference);
    s7_store_u16(at + 6, header->parameter_size);
    s7_store_u16(at + 8, header->data_size);
    if (size == S7_HEADER_SIZE_MAX)
        s7_store_u16(at + 10, header->error);
}
