/* SPDX-License-Identifier: MIT */
#include "wire/cotp.h"

#include "sieben/error.h"

enum { LI_MAX = 254 /* 255 is reserved for extensions (13.2.1) */ };

/* 13.3.4: what CR and CC may say about TSAPs and TPDU size; the same codes mean other things in DR and ER. */
static bool connect_parameter_valid(const struct s7_cotp_parameter *parameter)
{
    const struct s7_octets value = parameter->value;
    switch (parameter->code) {
    case S7_COTP_TPDU_SIZE:
        return value.size == 1 && value.at[0] >= S7_COTP_TPDU_CODE_MIN && value.at[0] <= S7_COTP_TPDU_CODE_MAX;
    case S7_COTP_CALLING_TSAP:
    case S7_COTP_CALLED_TSAP:
        return value.size >= 1 && value.size <= S7_TSAP_MAX;
    default:
        return true;
    }
}

static void decode_parameters(struct s7_reader *header, bool connect, struct s7_cotp_parameters *parameters)
{
    parameters->count = 0;
    while (s7_reader_left(header) && !header->bad) {
        struct s7_cotp_parameter parameter;
        parameter.code = s7_reader_u8(header);
        parameter.value = s7_reader_octets(header, s7_reader_u8(header));
        if (header->bad || parameters->count == S7_COTP_PARAMETER_COUNT ||
            (connect && !connect_parameter_valid(&parameter))) {
            header->bad = true;
            return;
        }
        parameters->list[parameters->count++] = parameter;
    }
}

static void decode_connect(struct s7_reader *header, struct s7_cotp_connect *connect)
{
    connect->dst_ref = s7_reader_u16(header);
    connect->src_ref = s7_reader_u16(header);
    connect->class_option = s7_reader_u8(header);
    decode_parameters(header, true, &connect->parameters);
}

static void decode_disconnect(struct s7_reader *header, struct s7_cotp_disconnect *disconnect)
{
    disconnect->dst_ref = s7_reader_u16(header);
    disconnect->src_ref = s7_reader_u16(header);
    disconnect->reason = s7_reader_u8(header);
    decode_parameters(header, false, &disconnect->parameters);
}

static void decode_error(struct s7_reader *header, struct s7_cotp_error *error)
{
    error->dst_ref = s7_reader_u16(header);
    error->cause = s7_reader_u8(header);
    decode_parameters(header, false, &error->parameters);
}

static void decode_data(struct s7_reader *header, struct s7_reader *rest, struct s7_cotp_data *data)
{
    uint8_t eot_number = s7_reader_u8(header);
    data->eot = (eot_number & 0x80) != 0;
    data->number = eot_number & 0x7F;
    data->user_data = s7_reader_octets(rest, s7_reader_left(rest));
}

/* Every PDU comes in a DT: the parameters of the other TPDUs are not copied around with it. */
static int decode_dt(struct s7_reader *header, struct s7_reader *rest, struct s7_cotp *ret_cotp)
{
    struct s7_cotp_data data;
    decode_data(header, rest, &data);
    if (!s7_reader_done(header) || !s7_reader_done(rest))
        return S7_ERR_ISO_PROTOCOL;
    ret_cotp->type = S7_COTP_DT;
    ret_cotp->as.data = data;
    return S7_OK;
}

int s7_cotp_decode(const uint8_t *octets, size_t size, struct s7_cotp *ret_cotp)
{
    struct s7_reader rest = s7_reader_over(octets, size);
    uint8_t li = s7_reader_u8(&rest);
    struct s7_reader header = s7_reader_part(&rest, li);
    uint8_t code = s7_reader_u8(&header);
    if (header.bad || li > LI_MAX)
        return S7_ERR_ISO_PROTOCOL;

    if (code == S7_COTP_DT)
        return decode_dt(&header, &rest, ret_cotp);
    struct s7_cotp cotp;
    cotp.type = (enum s7_cotp_type)code;
    switch (code) {
    case S7_COTP_CR:
    case S7_COTP_CC:
        decode_connect(&header, &cotp.as.connect);
        break;
    case S7_COTP_DR:
        decode_disconnect(&header, &cotp.as.disconnect);
        break;
    case S7_COTP_ER:
        decode_error(&header, &cotp.as.error);
        break;
    default:
        return S7_ERR_ISO_PROTOCOL;
    }
    if (!s7_reader_done(&header) || !s7_reader_done(&rest))
        return S7_ERR_ISO_PROTOCOL;
    *ret_cotp = cotp;
    return S7_OK;
}

static void encode_parameters(struct s7_writer *writer, const struct s7_cotp_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        const struct s7_cotp_parameter *parameter = &parameters->list[i];
        if (parameter->value.size > LI_MAX)
            writer->bad = true;
        s7_writer_u8(writer, parameter->code);
        s7_writer_u8(writer, (uint8_t)parameter->value.size);
        s7_writer_octets(writer, parameter->value.at, parameter->value.size);
    }
}

static void encode_connect(struct s7_writer *writer, const struct s7_cotp_connect *connect)
{
    s7_writer_u16(writer, connect->dst_ref);
    s7_writer_u16(writer, connect->src_ref);
    s7_writer_u8(writer, connect->class_option);
    encode_parameters(writer, &connect->parameters);
}

static void encode_disconnect(struct s7_writer *writer, const struct s7_cotp_disconnect *disconnect)
{
    s7_writer_u16(writer, disconnect->dst_ref);
    s7_writer_u16(writer, disconnect->src_ref);
    s7_writer_u8(writer, disconnect->reason);
    encode_parameters(writer, &disconnect->parameters);
}

static void encode_error(struct s7_writer *writer, const struct s7_cotp_error *error)
{
    s7_writer_u16(writer, error->dst_ref);
    s7_writer_u8(writer, error->cause);
    encode_parameters(writer, &error->parameters);
}

static void encode_data(struct s7_writer *writer, const struct s7_cotp_data *data)
{
    s7_writer_u8(writer, (uint8_t)((data->eot ? 0x80 : 0) | (data->number & 0x7F)));
}

void s7_cotp_encode(struct s7_writer *writer, const struct s7_cotp *cotp)
{
    uint8_t *li = s7_writer_take(writer, 1);
    size_t start = s7_writer_size(writer);
    s7_writer_u8(writer, (uint8_t)cotp->type);
    switch (cotp->type) {
    case S7_COTP_DT:
        encode_data(writer, &cotp->as.data);
        break;
    case S7_COTP_CR:
    case S7_COTP_CC:
        encode_connect(writer, &cotp->as.connect);
        break;
    case S7_COTP_DR:
        encode_disconnect(writer, &cotp->as.disconnect);
        break;
    case S7_COTP_ER:
        encode_error(writer, &cotp->as.error);
        break;
    }
    size_t header_size = s7_writer_size(writer) - start;
    if (header_size > LI_MAX)
        writer->bad = true;
    if (writer->bad)
        return;
    *li = (uint8_t)header_size;
    if (cotp->type == S7_COTP_DT)
        s7_writer_octets(writer, cotp->as.data.user_data.at, cotp->as.data.user_data.size);
}

bool s7_cotp_parameter_add(struct s7_cotp_parameters *parameters, uint8_t code, const uint8_t *value,
                           size_t size)
{
    if (parameters->count == S7_COTP_PARAMETER_COUNT)
        return false;
    parameters->list[parameters->count++] = (struct s7_cotp_parameter){code, {value, size}};
    return true;
}

void s7_cotp_parameters_fill(struct s7_cotp_parameters *ret_parameters, enum s7_cotp_order order,
                             const uint8_t *tpdu_code, const struct s7_tsap *calling,
                             const struct s7_tsap *called)
{
    enum { SIZE, CALLING, CALLED, COUNT };
    static const uint8_t places[S7_COTP_ORDER_COUNT][COUNT] = {
        [S7_COTP_ORDER_C0_C1_C2] = {SIZE, CALLING, CALLED},
        [S7_COTP_ORDER_C1_C2_C0] = {CALLING, CALLED, SIZE},
        [S7_COTP_ORDER_C0_C2_C1] = {SIZE, CALLED, CALLING},
    };
    const struct s7_cotp_parameter parameters[COUNT] = {
        [SIZE] = {S7_COTP_TPDU_SIZE, {tpdu_code, 1}},
        [CALLING] = {S7_COTP_CALLING_TSAP, {calling->octets, calling->size}},
        [CALLED] = {S7_COTP_CALLED_TSAP, {called->octets, called->size}},
    };
    ret_parameters->count = 0;
    for (size_t i = 0; i < COUNT; i++) {
        const struct s7_cotp_parameter *parameter = &parameters[places[order][i]];
        if (parameter->value.size > 0)
            ret_parameters->list[ret_parameters->count++] = *parameter;
    }
}

const struct s7_cotp_parameter *s7_cotp_parameter_find(const struct s7_cotp_parameters *parameters,
                                                       uint8_t code)
{
    for (size_t i = 0; i < parameters->count; i++) {
        if (parameters->list[i].code == code)
            return &parameters->list[i];
    }
    return NULL;
}

struct s7_tsap s7_cotp_tsap_of(const struct s7_cotp_connect *connect, enum s7_cotp_parameter_code code)
{
    struct s7_tsap tsap = {0};
    const struct s7_cotp_parameter *parameter = s7_cotp_parameter_find(&connect->parameters, (uint8_t)code);
    if (parameter && parameter->value.size >= 1 && parameter->value.size <= S7_TSAP_MAX) {
        tsap.size = (uint8_t)parameter->value.size;
        memcpy(tsap.octets, parameter->value.at, parameter->value.size);
    }
    return tsap;
}

size_t s7_cotp_tpdu_size(const struct s7_cotp_connect *connect)
{
    const struct s7_cotp_parameter *parameter = s7_cotp_parameter_find(&connect->parameters, S7_COTP_TPDU_SIZE);
    if (!parameter || parameter->value.size != 1 || parameter->value.at[0] > S7_COTP_TPDU_CODE_MAX)
        return S7_COTP_TPDU_DEFAULT;
    return (size_t)1 << parameter->value.at[0];
}
