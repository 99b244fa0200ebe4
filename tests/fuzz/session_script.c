/* SPDX-License-Identifier: MIT */
#include "session_script.h"

#include <string.h>

#include "must.h"
#include "vectors.h"

enum { FRAME = 7 /* TPKT and DT */, JOB = 1, USERDATA = 7, TYPE_REQUEST = 4 };

static const uint8_t cr[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00,
                             0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x01, 0x02, 0xc0, 0x01, 0x0a};
static const uint8_t setup[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0xff, 0xff,
                                0x00, 0x08, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x02, 0x00, 0x02, 0x01, 0xe0};

static void add(struct script *script, const uint8_t *octets, size_t size)
{
    if (script->count == SCRIPT_TELEGRAMS || size > SCRIPT_OCTETS)
        return;
    struct telegram *telegram = &script->telegrams[script->count++];
    telegram->size = size;
    memcpy(telegram->octets, octets, size);
}

static struct script *begin(struct script *scripts, size_t *count, const char *name, size_t size)
{
    must(*count < SCRIPTS_MOST && size < sizeof scripts->name);
    struct script *script = &scripts[(*count)++];
    memset(script, 0, sizeof *script);
    memcpy(script->name, name, size);
    add(script, cr, sizeof cr);
    add(script, setup, sizeof setup);
    return script;
}

/* ---- the tour ------------------------------------------------------------------------------------------------ */

struct stop {
    uint8_t rosctr;
    uint8_t group, subfunction; /* Userdata */
    const char *parameter;      /* Job */
    const char *data;           /* Job: data part; Userdata: payload */
};

#define ASK(group, subfunction, payload)                                                                       \
    {                                                                                                          \
        USERDATA, group, subfunction, "", payload                                                              \
    }
#define DO(parameter, data)                                                                                    \
    {                                                                                                          \
        JOB, 0, 0, parameter, data                                                                             \
    }

static const struct stop stops[] = {
    ASK(4, 1, "00000000"),                  /* list of lists */
    ASK(4, 1, "001c0000"),                  /* in fragments */
    ASK(4, 2, "030048746f757220202000"),    /* not long enough: a name has eight octets */
    ASK(4, 2, "0300546f757220202020"),      /* subscribe modes and diagnostics */
    DO("0401120a10020008000184000000", ""), /* read DB 1 */
    DO("0501120a10020004000184000000", "0004002001020304"),
    ASK(5, 1, "213a1b1d6e681b1d"), /* the password, then another one */
    ASK(5, 1, "0000000000000000"),
    DO("29000000000009505f50524f4752414d", ""), /* stop */
    ASK(4, 1, "04240000"),
    DO("28000000000000fd000009505f50524f4752414d", ""), /* warm restart */
    DO("28000000000000fd0002432009505f50524f4752414d", ""),
    DO("28000000000000fd0000055f47415242", ""),
    ASK(4, 1, "00a00000"),
    ASK(4, 1, "01320001"),
    ASK(4, 2, "8100546f7572202020200900"), /* alarms */
    ASK(7, 1, ""),
    ASK(7, 2, "00191602082308100002"),
    ASK(5, 2, ""),
    ASK(4, 2, "0000546f757220202020"), /* unsubscribe */
    ASK(3, 1, ""),                     /* a service that is not there */
    DO("1e00", ""),
};

static size_t octets_of(const char *hex, uint8_t *octets)
{
    size_t size = 0;
    for (; hex[2 * size]; size++) {
        const char digits[] = {hex[2 * size], hex[2 * size + 1], '\0'};
        octets[size] = (uint8_t)strtoul(digits, NULL, 16);
    }
    return size;
}

static void add_pdu(struct script *script, uint8_t rosctr, const uint8_t *parts, size_t parameter_size,
                    size_t data_size)
{
    size_t size = FRAME + 10 + parameter_size + data_size;
    uint8_t octets[SCRIPT_OCTETS] = {0x03, 0,     (uint8_t)(size >> 8), (uint8_t)size, 0x02, 0xf0, 0x80,
                                     0x32, rosctr};
    must(size <= sizeof octets);
    octets[12] = (uint8_t)script->count; /* PDU reference */
    octets[14] = (uint8_t)parameter_size;
    octets[16] = (uint8_t)data_size;
    memcpy(octets + FRAME + 10, parts, parameter_size + data_size);
    add(script, octets, size);
}

static void add_stop(struct script *script, const struct stop *stop)
{
    uint8_t parts[128];
    if (stop->rosctr == JOB) {
        size_t parameter_size = octets_of(stop->parameter, parts);
        add_pdu(script, JOB, parts, parameter_size, octets_of(stop->data, parts + parameter_size));
        return;
    }
    const uint8_t parameter[] = {
        0, 1, 0x12, 4, 0x11, (uint8_t)(TYPE_REQUEST << 4 | stop->group), stop->subfunction, 0};
    memcpy(parts, parameter, sizeof parameter);
    uint8_t *data = parts + sizeof parameter;
    size_t size = octets_of(stop->data, data + 4);
    data[0] = size ? 0xFF : 0x0A;
    data[1] = size ? 0x09 : 0x00;
    data[2] = 0;
    data[3] = (uint8_t)size;
    add_pdu(script, USERDATA, parts, sizeof parameter, 4 + size);
}

/* ---- captures ------------------------------------------------------------------------------------------------ */

static bool is_request(const struct vector *vector)
{
    const uint8_t *pdu = vector->octets + FRAME;
    if (vector->size < FRAME + 18 || vector->octets[5] != 0xF0 || pdu[0] != 0x32 || vector_malformed(vector))
        return false;
    return pdu[1] == JOB || (pdu[1] == USERDATA && pdu[15] >> 4 == TYPE_REQUEST);
}

static size_t name_size(const struct vector *vector)
{
    return strcspn(vector->source, "#");
}

static unsigned long frame_of(const struct vector *vector)
{
    const char *mark = strchr(vector->source, '#');
    return mark ? strtoul(mark + 1, NULL, 10) : 0;
}

static int by_frame(const void *a, const void *b)
{
    const struct vector *one = *(const struct vector *const *)a, *other = *(const struct vector *const *)b;
    int order = strncmp(one->source, other->source, name_size(one) + 1);
    if (order)
        return order;
    if (frame_of(one) != frame_of(other))
        return frame_of(one) < frame_of(other) ? -1 : 1;
    return strcmp(one->name, other->name);
}

size_t scripts_load(struct script scripts[SCRIPTS_MOST])
{
    enum { FILES = 16, REQUESTS_MOST = 512 };
    static const struct vector *requests[REQUESTS_MOST];
    struct vectors *files[FILES];
    size_t request_count = 0, file_count = 0, count = 0;
    struct script *script = begin(scripts, &count, "tour", 4);
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++)
        add_stop(script, &stops[i]);

    for (; vector_files[file_count]; file_count++) {
        must(file_count < FILES);
        struct vectors *file = files[file_count] = vectors_load(vector_files[file_count]);
        for (size_t i = 0; i < file->count && request_count < REQUESTS_MOST; i++)
            if (is_request(&file->list[i]))
                requests[request_count++] = &file->list[i];
    }
    qsort(requests, request_count, sizeof requests[0], by_frame);
    for (size_t i = 0; i < request_count; i++) {
        size_t size = name_size(requests[i]);
        if (strlen(script->name) != size || memcmp(script->name, requests[i]->source, size) != 0)
            script = begin(scripts, &count, requests[i]->source, size);
        add(script, requests[i]->octets, requests[i]->size);
    }
    while (file_count > 0)
        free(files[--file_count]);
    return count;
}
