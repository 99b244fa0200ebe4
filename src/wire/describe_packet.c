/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/describe.h"
#include "wire/field_list.h"
#include "wire/names.h"
#include "wire/tpkt.h"

static const char *name_or(const char *name)
{
    return name ? name : "not in the tables";
}

/* Classes that are the same in every CPU; any other first octet is the connection table's matter. */
static const char *class_name(uint8_t octet)
{
    static const char *const names[] = {
        [S7_CLASS_PG] = "PG", [S7_CLASS_OP] = "OP", [S7_CLASS_BASIC] = "S7 basic communication"};
    return octet < sizeof names / sizeof names[0] ? names[octet] : NULL;
}

static void add_tsap(struct s7_strbuf *buf, const struct s7_cotp_connect *connect, uint8_t code)
{
    struct s7_tsap tsap = s7_cotp_tsap_of(connect, (enum s7_cotp_parameter_code)code);
    char text[S7_TSAP_TEXT_SIZE + 2];
    s7_tsap_format(&tsap, text, sizeof text);
    s7_strbuf_add(buf, text);
    if (tsap.size == 2 && class_name(tsap.octets[0]))
        s7_strbuf_printf(buf, " (%s, rack %u, slot %u)", class_name(tsap.octets[0]),
                         (unsigned)(tsap.octets[1] >> 5), (unsigned)(tsap.octets[1] & 0x1F));
}

static void show_connect_parameters(struct s7_field_list *list, const struct s7_cotp_connect *connect)
{
    for (size_t i = 0; i < connect->parameters.count; i++) {
        const struct s7_cotp_parameter *parameter = &connect->parameters.list[i];
        const char *name = s7_name_cotp_parameter(parameter->code);
        s7_field_list_open(list, 2 + parameter->value.size, name ? name : "parameter");
        if (parameter->code == S7_COTP_TPDU_SIZE)
            s7_strbuf_printf(list->buf, "%zu octets", s7_cotp_tpdu_size(connect));
        else if (parameter->code == S7_COTP_CALLING_TSAP || parameter->code == S7_COTP_CALLED_TSAP)
            add_tsap(list->buf, connect, parameter->code);
        else
            s7_strbuf_printf(list->buf, "value of %zu octets", parameter->value.size);
        s7_field_list_close(list);
    }
}

/* In DR and ER the codes do not mean what they mean in CR and CC. */
static void show_parameters(struct s7_field_list *list, const struct s7_cotp_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++)
        s7_field_list_add(list, 2 + parameters->list[i].value.size, "parameter", "value of %zu octets",
                          parameters->list[i].value.size);
}

static void show_connect(struct s7_field_list *list, const struct s7_cotp *cotp)
{
    const struct s7_cotp_connect *connect = &cotp->as.connect;
    s7_field_list_add(list, 2, "destination reference", "%u", (unsigned)connect->dst_ref);
    s7_field_list_add(list, 2, "source reference", "%u", (unsigned)connect->src_ref);
    s7_field_list_add(list, 1, "class, options", "class %u", (unsigned)(connect->class_option >> 4));
    show_connect_parameters(list, connect);
}

static void show_disconnect(struct s7_field_list *list, const struct s7_cotp *cotp)
{
    const struct s7_cotp_disconnect *disconnect = &cotp->as.disconnect;
    s7_field_list_add(list, 2, "destination reference", "%u", (unsigned)disconnect->dst_ref);
    s7_field_list_add(list, 2, "source reference", "%u", (unsigned)disconnect->src_ref);
    s7_field_list_add(list, 1, "reason", "%u: %s", disconnect->reason,
                      name_or(s7_name_dr_reason(disconnect->reason)));
    show_parameters(list, &disconnect->parameters);
}

static void show_error(struct s7_field_list *list, const struct s7_cotp *cotp)
{
    const struct s7_cotp_error *error = &cotp->as.error;
    s7_field_list_add(list, 2, "destination reference", "%u", (unsigned)error->dst_ref);
    s7_field_list_add(list, 1, "cause", "%u: %s", error->cause, name_or(s7_name_er_cause(error->cause)));
    show_parameters(list, &error->parameters);
}

static void show_data(struct s7_field_list *list, const struct s7_cotp *cotp)
{
    const struct s7_cotp_data *data = &cotp->as.data;
    s7_field_list_add(list, 1, "EOT, number", "%s, number %u",
                      data->eot ? "last fragment" : "more fragments follow", data->number);
}

static const char *tpdu_purpose(enum s7_cotp_type type)
{
    return type == S7_COTP_CR   ? "connection request"
           : type == S7_COTP_CC ? "connection confirm"
           : type == S7_COTP_DR ? "disconnect request"
           : type == S7_COTP_DT ? "data"
                                : "TPDU error";
}

static void show_cotp(struct s7_field_list *list, const struct s7_cotp *cotp, uint8_t li)
{
    s7_field_list_title(list, "COTP");
    s7_field_list_add(list, 1, "header length", "%u octets follow", li);
    s7_field_list_add(list, 1, "TPDU", "%s, %s", s7_name_tpdu((uint8_t)cotp->type), tpdu_purpose(cotp->type));
    if (cotp->type == S7_COTP_DT)
        show_data(list, cotp);
    else if (cotp->type == S7_COTP_DR)
        show_disconnect(list, cotp);
    else if (cotp->type == S7_COTP_ER)
        show_error(list, cotp);
    else
        show_connect(list, cotp);
}

static int describe_user_data(struct s7_field_list *list, const struct s7_cotp_data *data)
{
    if (data->eot && data->user_data.size)
        return s7_describe_fields(list->buf, data->user_data.at, data->user_data.size);
    if (data->user_data.size)
        s7_field_list_title(list, "fragment of %zu octets, the S7 PDU goes on in the next DT",
                            data->user_data.size);
    else
        s7_field_list_title(list, "no user data: adds nothing to the next S7 PDU of this direction");
    s7_field_list_dump(list, data->user_data.size);
    return S7_OK;
}

static int describe_tpdu(struct s7_field_list *list, const uint8_t *tpdu, size_t size)
{
    struct s7_cotp cotp;
    int error = s7_cotp_decode(tpdu, size, &cotp);
    if (error) {
        s7_field_list_title(list, "COTP, malformed: %s", s7_error_text(error));
        s7_field_list_dump(list, size);
        return error;
    }
    show_cotp(list, &cotp, tpdu[0]);
    return cotp.type == S7_COTP_DT ? describe_user_data(list, &cotp.as.data) : S7_OK;
}

static int tpkt_flaw(struct s7_field_list *list, int error, size_t announced, size_t size)
{
    s7_strbuf_add(list->buf, "TPKT, malformed: ");
    if (error == S7_ERR_ISO_FOREIGN)
        s7_field_list_title(list, "the first octet is not 03: this is not ISO-on-TCP");
    else if (announced)
        s7_field_list_title(list, "truncated, %zu octets of %zu", size, announced);
    else
        s7_field_list_title(list, "shorter than any packet, or its length says so");
    s7_field_list_dump(list, size);
    return error;
}

int s7_describe_packet(struct s7_strbuf *buf, const uint8_t *packet, size_t size)
{
    struct s7_field_list list = {buf, s7_reader_over(packet, size)};
    size_t packet_size = 0;
    int error = S7_ERR_ISO_PROTOCOL;
    if (size && packet[0] != S7_TPKT_VERSION)
        error = S7_ERR_ISO_FOREIGN;
    else if (size >= S7_TPKT_SIZE)
        error = s7_tpkt_decode(packet, &packet_size);
    if (error)
        return tpkt_flaw(&list, error, 0, size);
    if (size < packet_size)
        return tpkt_flaw(&list, S7_ERR_ISO_PROTOCOL, packet_size, size);
    s7_field_list_title(&list, "TPKT");
    s7_field_list_add(&list, 1, "version", "%u", packet[0]);
    s7_field_list_add(&list, 1, "reserved", "%u", packet[1]);
    s7_field_list_add(&list, 2, "length", "%zu octets", packet_size);
    error = describe_tpdu(&list, packet + S7_TPKT_SIZE, packet_size - S7_TPKT_SIZE);
    if (size > packet_size)
        s7_field_list_title(&list, "behind this packet: %zu octets", size - packet_size);
    return error;
}
