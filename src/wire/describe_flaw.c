/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"
#include "wire/describe.h"
#include "wire/message.h"
#include "wire/names.h"

enum { PARAMETER_SIZE_AT = 6, DATA_SIZE_AT = 8 };

static unsigned size_at(const uint8_t *pdu, size_t at)
{
    return (unsigned)(pdu[at] << 8 | pdu[at + 1]);
}

static void flaw_protocol(struct s7_strbuf *buf, uint8_t protocol_id)
{
    if (protocol_id == S7_PROTOCOL_ID_PLUS)
        s7_strbuf_add(buf, "S7CommPlus (protocol id 72), which is another protocol than S7comm");
    else
        s7_strbuf_printf(buf, "protocol id %02X, not 32: this is not S7comm", protocol_id);
}

static void flaw_header(struct s7_strbuf *buf, const uint8_t *pdu, size_t size)
{
    size_t header_size = size > 1 ? s7_header_size(pdu[1]) : S7_HEADER_SIZE_MIN;
    if (size < header_size)
        s7_strbuf_printf(buf, "the header is truncated: %zu octets instead of %zu", size, header_size);
    else if (!s7_name_rosctr(pdu[1]))
        s7_strbuf_printf(buf, "ROSCTR %02X is none of Job, Ack, Ack_Data, Userdata", pdu[1]);
    else
        s7_strbuf_printf(buf,
                         "parameter of %u and data of %u octets announced, but %zu octets follow the header",
                         size_at(pdu, PARAMETER_SIZE_AT), size_at(pdu, DATA_SIZE_AT), size - header_size);
}

static void flaw_body(struct s7_strbuf *buf, const struct s7_header *header, struct s7_octets parameter)
{
    enum s7_service service = s7_service_of(header->rosctr, parameter);
    const char *what = service == S7_SERVICE_OTHER ? "frame" : s7_service_row(service)->display;
    const char *rosctr = s7_name_rosctr(header->rosctr);
    s7_strbuf_printf(buf, "%s #%04x %s: counts, lengths and octets present do not agree", rosctr,
                     (unsigned)header->reference, what);
}

void s7_describe_flaw(struct s7_strbuf *buf, const uint8_t *pdu, size_t size)
{
    struct s7_message message;
    int error = s7_message_decode(pdu, size, &message);
    struct s7_reader reader = s7_reader_over(pdu, size);
    struct s7_header header;
    if (error == S7_OK)
        return;
    if (error == S7_ERR_S7_FOREIGN)
        flaw_protocol(buf, pdu[0]);
    else if (s7_header_decode(&reader, &header) != S7_OK)
        flaw_header(buf, pdu, size);
    else
        flaw_body(buf, &header, s7_reader_octets(&reader, header.parameter_size));
}
