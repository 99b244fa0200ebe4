/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"

#include "sieben/version.h"

struct error_row {
    int number;
    const char *name;
    const char *text;
    const char *causes;
    const char *remedy;
};

static const struct error_row error_rows[] = {
#define S7_ERROR(layer, n, name, text, causes, remedy) {S7_ERR_##name, #name, text, causes, remedy},
#include "sieben/error.def"
#undef S7_ERROR
};

struct layer_row {
    enum s7_layer layer;
    const char *name;
    const char *rules_out;
};

static const struct layer_row layer_rows[] = {
    {S7_LAYER_TCP, "TCP",
     "the program logic is not the cause, nor DB layout, PUT/GET or rack/slot: no telegram got that far"},
    {S7_LAYER_ISO, "ISO", "network and port (TCP connected)"},
    {S7_LAYER_S7, "S7", "network, port, and the transport connection up to the point named"},
    {S7_LAYER_ACCESS, "ACCESS",
     "network, port, rack/slot and S7 setup are in order; the DB layout was not reached"},
    {S7_LAYER_DATA, "DATA", "network, port, rack/slot, S7 setup and PUT/GET permission are in order"},
    {S7_LAYER_RESOURCE, "RESOURCE", "network, port and rack/slot are in order"},
    {S7_LAYER_LOCAL, "LOCAL", "the network and the partner: nothing was wrong on the wire"},
};

static const struct error_row *find_error(int error)
{
    for (size_t i = 0; i < sizeof error_rows / sizeof error_rows[0]; i++)
        if (error_rows[i].number == error)
            return &error_rows[i];
    return NULL;
}

static const struct layer_row *find_layer(enum s7_layer layer)
{
    for (size_t i = 0; i < sizeof layer_rows / sizeof layer_rows[0]; i++)
        if (layer_rows[i].layer == layer)
            return &layer_rows[i];
    return NULL;
}

enum s7_layer s7_error_layer(int error)
{
    return find_error(error) ? (enum s7_layer)(-error / 100) : S7_LAYER_NONE;
}

const char *s7_error_name(int error)
{
    const struct error_row *row = find_error(error);
    return row ? row->name : error == S7_OK ? "OK" : "UNLISTED";
}

const char *s7_error_text(int error)
{
    const struct error_row *row = find_error(error);
    return row ? row->text : error == S7_OK ? "no error" : "a number that is not an error of this library";
}

const char *s7_error_causes(int error)
{
    const struct error_row *row = find_error(error);
    return row ? row->causes : "";
}

const char *s7_error_remedy(int error)
{
    const struct error_row *row = find_error(error);
    return row ? row->remedy : "";
}

const char *s7_layer_rules_out(enum s7_layer layer)
{
    const struct layer_row *row = find_layer(layer);
    return row ? row->rules_out : "";
}

/*
 * A refused item is an answer of its own: the CPU serves PUT/GET, it is this object that it does not give.  What a CPU
 * says of its lists and its clock tells nothing of PUT/GET: those services need no such permission.
 */
const char *s7_error_rules_out(int error)
{
    if (error == S7_ERR_DATA_INFORMATION || error == S7_ERR_DATA_TIME)
        return "network, port, rack/slot and S7 setup are in order; PUT/GET was not asked for";
    enum s7_layer layer = s7_error_layer(error);
    return s7_layer_rules_out(error == S7_ERR_ACCESS_ITEM ? S7_LAYER_DATA : layer);
}

const char *s7_layer_name(enum s7_layer layer)
{
    const struct layer_row *row = find_layer(layer);
    return row ? row->name : "";
}

const char *s7_version_text(void)
{
    return S7_VERSION_TEXT;
}
