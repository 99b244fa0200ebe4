/* SPDX-License-Identifier: MIT */
#include "wire/names.h"

#include <stddef.h>

struct row {
    uint16_t code;
    const char *text;
};

#define S7_NAME(code, text)         {code, text},
#define S7_MARKED(code, text, mark) {code, text},
static const struct row tpdus[] = {
#include "wire/defs/tpdu.def"
};
static const struct row cotp_parameters[] = {
#include "wire/defs/cotp_parameter.def"
};
static const struct row dr_reasons[] = {
#include "wire/defs/dr_reason.def"
};
static const struct row er_causes[] = {
#include "wire/defs/er_cause.def"
};
static const struct row rosctrs[] = {
#include "wire/defs/rosctr.def"
};
static const struct row functions[] = {
#include "wire/defs/function.def"
};
static const struct row groups[] = {
#include "wire/defs/group.def"
};
static const struct row userdata_types[] = {
#include "wire/defs/userdata_type.def"
};
static const struct row modes[] = {
#include "wire/defs/mode.def"
};
static const struct row syntaxes[] = {
#include "wire/defs/syntax.def"
};
static const struct row areas[] = {
#include "wire/defs/area.def"
};
static const struct row transport_sizes[] = {
#include "wire/defs/transport_size.def"
};
static const struct row data_transports[] = {
#include "wire/defs/data_transport.def"
};
static const struct row return_codes[] = {
#include "wire/defs/return_code.def"
};
static const struct row error_classes[] = {
#include "wire/defs/error_class.def"
};
static const struct row error_codes[] = {
#include "wire/defs/error_code.def"
};
static const struct row szls[] = {
#include "wire/defs/szl_list.def"
};
static const struct row szl_modes[] = {
#include "wire/defs/szl_mode.def"
};
static const struct row leds[] = {
#include "wire/defs/led.def"
};
static const struct row message_events[] = {
#include "wire/defs/message_event.def"
};
static const struct row alarm_types[] = {
#include "wire/defs/alarm_type.def"
};
static const struct row event_classes[] = {
#include "wire/defs/event_class.def"
};
static const struct row events[] = {
#include "wire/defs/event.def"
};
static const struct row control_statuses[] = {
#include "wire/defs/control_status.def"
};
static const struct row tis_triggers[] = {
#include "wire/defs/tis_trigger.def"
};
static const struct row tis_frequencies[] = {
#include "wire/defs/tis_frequency.def"
};
static const struct row tis_events[] = {
#include "wire/defs/tis_event.def"
};
static const struct row nck_areas[] = {
#include "wire/defs/nck_area.def"
};
static const struct row nck_modules[] = {
#include "wire/defs/nck_module.def"
};
static const struct row symbol_parts[] = {
#include "wire/defs/symbol_part.def"
};
static const struct row symbol_roots[] = {
#include "wire/defs/symbol_root.def"
};
static const struct row block_types[] = {
#include "wire/defs/block_type.def"
};
#undef S7_MARKED
#undef S7_NAME
#define S7_SUBFUNCTION(group, subfunction, text) {(group) << 8 | (subfunction), text},
static const struct row subfunctions[] = {
#include "wire/defs/subfunction.def"
};
#undef S7_SUBFUNCTION
#define S7_TIS_AREA(code, area, transport_size, text) {code, text},
static const struct row tis_areas[] = {
#include "wire/defs/tis_area.def"
};
#undef S7_TIS_AREA

static const char *find_text(const struct row *rows, size_t count, uint16_t code)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].code == code)
            return rows[i].text;
    }
    return NULL;
}

#define FIND(table, code) find_text(table, sizeof(table) / sizeof(table)[0], code)

const char *s7_name_tpdu(uint8_t code)
{
    return FIND(tpdus, code);
}

const char *s7_name_cotp_parameter(uint8_t code)
{
    return FIND(cotp_parameters, code);
}

const char *s7_name_dr_reason(uint8_t reason)
{
    return FIND(dr_reasons, reason);
}

const char *s7_name_er_cause(uint8_t cause)
{
    return FIND(er_causes, cause);
}

const char *s7_name_rosctr(uint8_t rosctr)
{
    return FIND(rosctrs, rosctr);
}

const char *s7_name_function(uint8_t function)
{
    return FIND(functions, function);
}

const char *s7_name_userdata_type(uint8_t type)
{
    return FIND(userdata_types, type);
}

const char *s7_name_group(uint8_t group)
{
    return FIND(groups, group);
}

const char *s7_name_subfunction(uint8_t group, uint8_t subfunction)
{
    return FIND(subfunctions, (uint16_t)(group << 8 | subfunction));
}

const char *s7_name_mode(uint8_t mode)
{
    return FIND(modes, mode);
}

const char *s7_name_syntax(uint8_t syntax)
{
    return FIND(syntaxes, syntax);
}

const char *s7_name_area(uint8_t area)
{
    return FIND(areas, area);
}

const char *s7_name_transport_size(uint8_t size)
{
    return FIND(transport_sizes, size);
}

const char *s7_name_data_transport(uint8_t size)
{
    return FIND(data_transports, size);
}

const char *s7_text_return_code(uint8_t return_code)
{
    return FIND(return_codes, return_code);
}

const char *s7_text_error_class(uint8_t error_class)
{
    return FIND(error_classes, error_class);
}

const char *s7_text_error_code(uint16_t error)
{
    return FIND(error_codes, error);
}

const char *s7_name_szl(uint8_t number)
{
    return FIND(szls, number);
}

const char *s7_name_szl_mode(uint8_t mode)
{
    return FIND(szl_modes, mode);
}

const char *s7_name_led(uint8_t led)
{
    return FIND(leds, led);
}

const char *s7_name_message_event(uint8_t event)
{
    return FIND(message_events, event);
}

const char *s7_name_alarm_type(uint8_t type)
{
    return FIND(alarm_types, type);
}

const char *s7_name_event_class(uint8_t event_class)
{
    return FIND(event_classes, event_class);
}

const char *s7_text_event(uint16_t event)
{
    return FIND(events, event);
}

const char *s7_text_control_status(uint8_t status)
{
    return FIND(control_statuses, status);
}

const char *s7_name_tis_area(uint8_t area)
{
    return FIND(tis_areas, area);
}

const char *s7_name_tis_trigger(uint16_t trigger)
{
    return FIND(tis_triggers, trigger);
}

const char *s7_name_tis_frequency(uint16_t frequency)
{
    return FIND(tis_frequencies, frequency);
}

const char *s7_name_tis_event(uint16_t event)
{
    return FIND(tis_events, event);
}

const char *s7_name_block_type(uint16_t type)
{
    return FIND(block_types, type);
}

const char *s7_name_nck_area(uint8_t area)
{
    return FIND(nck_areas, area);
}

const char *s7_name_nck_module(uint8_t module)
{
    return FIND(nck_modules, module);
}

const char *s7_name_symbol_part(uint8_t part)
{
    return FIND(symbol_parts, part);
}

const char *s7_name_symbol_root(uint16_t root)
{
    return FIND(symbol_roots, root);
}
