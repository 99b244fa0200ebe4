/* SPDX-License-Identifier: MIT */
#include "cli/fault.h"

#include <string.h>

#include "cli/exit.h"
#include "cli/json.h"
#include "cli/style.h"
#include "wire/names.h"

enum { SEEN_SIZE = 512 };

static const char *const phase_text[] = {
    [S7_PHASE_NONE] = NULL,
    [S7_PHASE_CONNECT] = "during the TCP connection attempt",
    [S7_PHASE_ISO] = "after the COTP connection request",
    [S7_PHASE_SETUP] = "after the setup communication request",
    [S7_PHASE_IDLE] = "while nothing was outstanding",
    [S7_PHASE_REQUEST] = "while a request was outstanding",
    [S7_PHASE_CLOSING] = "while this side ended the connection",
};

static const char *or_unlisted(const char *text)
{
    return text ? text : "a code that is in no list";
}

/* "(81 04)": a code that the text names already is not said again; of several that it names the one that came is. */
static bool says(const struct s7_strbuf *buf, const char *format, unsigned first, unsigned second)
{
    char code[16];
    snprintf(code, sizeof code, format, first, second);
    return strstr(buf->text, code) != NULL;
}

/* Beside an error of the header it is the second octet of an answer to start or stop, else the item's. */
static void add_second_code(const struct s7_fault *fault, struct s7_strbuf *buf)
{
    uint8_t code = fault->item_code;
    if (!code || code == 0xFF || says(buf, "item code %02X)", code, 0))
        return;
    if (fault->error == S7_ERR_S7_STATE)
        s7_strbuf_printf(buf, "; its octet for start and stop %02X: %s (a reading that no recording supports)",
                         code, or_unlisted(s7_text_control_status(code)));
    else if (fault->peer_code)
        s7_strbuf_printf(buf, "; its octet for start and stop %02X", code);
    else
        s7_strbuf_printf(buf, "; item code %02X: %s", code, or_unlisted(s7_text_return_code(code)));
}

static void add_peer_codes(const struct s7_fault *fault, struct s7_strbuf *buf)
{
    unsigned class_ = fault->peer_code >> 8, code = fault->peer_code & 0xFF;
    if (fault->peer_code && !says(buf, "(%02X %02X)", class_, code))
        s7_strbuf_printf(buf, "; error class and code %02X %02X: %s", fault->peer_code >> 8,
                         fault->peer_code & 0xFF, or_unlisted(s7_text_error_code(fault->peer_code)));
    add_second_code(fault, buf);
    if (fault->error == S7_ERR_ISO_REJECTED)
        s7_strbuf_printf(buf, "; DR reason %u: %s", fault->iso_reason,
                         or_unlisted(s7_name_dr_reason(fault->iso_reason)));
    if (fault->error == S7_ERR_ISO_ERROR_TPDU)
        s7_strbuf_printf(buf, "; ER cause %u: %s", fault->iso_reason,
                         or_unlisted(s7_name_er_cause(fault->iso_reason)));
    if (fault->sys_errno)
        s7_strbuf_printf(buf, "; the system says: %s", strerror(fault->sys_errno));
}

static const char *phase_of(const struct s7_fault *fault)
{
    size_t phase = (size_t)fault->phase;
    return phase < sizeof phase_text / sizeof phase_text[0] ? phase_text[phase] : NULL;
}

void s7_cli_fault_seen(const struct s7_fault *fault, struct s7_strbuf *buf)
{
    s7_strbuf_add(buf, s7_error_text(fault->error));
    add_peer_codes(fault, buf);
    if (fault->offset)
        s7_strbuf_printf(buf, "; at octet %u of the area", fault->offset);
    if (s7_error_layer(fault->error) == S7_LAYER_LOCAL)
        return;
    if (phase_of(fault))
        s7_strbuf_printf(buf, "; %s", phase_of(fault));
    s7_strbuf_printf(buf, ", after %u ms", fault->elapsed_ms);
}

/* "a|b" as "1. a  2. b", a single one without number. */
static void print_list(FILE *out, const char *title, const char *list)
{
    fprintf(out, "%-10s ", title);
    unsigned number = 0;
    while (*list) {
        size_t length = strcspn(list, "|");
        bool alone = number == 0 && list[length] == '\0';
        if (!alone)
            fprintf(out, "%s%u. ", number ? "  " : "", number + 1);
        fprintf(out, "%.*s", (int)length, list);
        number++;
        list += length + (list[length] == '|' ? 1 : 0);
    }
    fputc('\n', out);
}

void s7_cli_print_fault(FILE *out, const struct s7_fault *fault, const char *what)
{
    char text[SEEN_SIZE];
    struct s7_strbuf seen = s7_strbuf_over(text, sizeof text);
    s7_cli_fault_seen(fault, &seen);
    enum s7_layer layer = s7_error_layer(fault->error);
    fprintf(out, "%sFAIL%s       layer %d %s: %s (%d)%s%s\n", s7_style_red(out), s7_style_plain(out),
            (int)layer, s7_layer_name(layer), s7_error_name(fault->error), -fault->error, what ? ", " : "",
            what ? what : "");
    fprintf(out, "%-10s %s\n", "seen", seen.text);
    fprintf(out, "%-10s %s\n", "rules out", s7_error_rules_out(fault->error));
    print_list(out, "likely", s7_error_causes(fault->error));
    print_list(out, "do", s7_error_remedy(fault->error));
}

static json_t *list_json(const char *list)
{
    json_t *array = json_array();
    while (*list) {
        size_t length = strcspn(list, "|");
        json_array_append_new(array, json_stringn(list, length));
        list += length + (list[length] == '|' ? 1 : 0);
    }
    return array;
}

json_t *s7_cli_fault_json(const struct s7_fault *fault, const char *what)
{
    if (fault->error == S7_OK)
        return json_null();
    char text[SEEN_SIZE];
    struct s7_strbuf seen = s7_strbuf_over(text, sizeof text);
    s7_cli_fault_seen(fault, &seen);
    enum s7_layer layer = s7_error_layer(fault->error);
    return json_pack("{s:i, s:s, s:s, s:i, s:o, s:o, s:s, s:o, s:o, s:{s:i, s:i, s:i, s:i, s:i, s:i, s:i}}",
                     "layer", (int)layer, "layer_name", s7_layer_name(layer), "id", s7_error_name(fault->error),
                     "number", -fault->error, "what", what ? s7_cli_json_text(what) : json_null(), "seen",
                     s7_cli_json_text(seen.text), "rules_out", s7_error_rules_out(fault->error), "likely",
                     list_json(s7_error_causes(fault->error)), "do", list_json(s7_error_remedy(fault->error)),
                     "codes", "errno", fault->sys_errno, "peer_code", (int)fault->peer_code, "item_code",
                     (int)fault->item_code, "iso_reason", (int)fault->iso_reason, "item", (int)fault->item,
                     "offset", (int)fault->offset, "elapsed_ms", (int)fault->elapsed_ms);
}

int s7_cli_exit_code(const struct s7_fault *fault)
{
    return 10 * (int)s7_error_layer(fault->error);
}
