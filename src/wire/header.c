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
    uint8_t protocol_id = s7_reader_u8(reader);
    if (!reader->bad && protocol_id != S7_PROTOCOL_ID)
        return S7_ERR_S7_FOREIGN;
    header.rosctr = s7_reader_u8(reader);
    header.redundancy = s7_reader_u16(reader);
    header.reference = s7_reader_u16(reader);
    header.parameter_size = s7_reader_u16(reader);
    header.data_size = s7_reader_u16(reader);
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
    s7_writer_u8(writer, S7_PROTOCOL_ID);
    s7_writer_u8(writer, header->rosctr);
    s7_writer_u16(writer, header->redundancy);
    s7_writer_u16(writer, header->reference);
    s7_writer_u16(writer, header->parameter_size);
    s7_writer_u16(writer, header->data_size);
    if (s7_header_size(header->rosctr) == S7_HEADER_SIZE_MAX)
        s7_writer_u16(writer, header->error);
}
