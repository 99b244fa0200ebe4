/* SPDX-License-Identifier: MIT
 *
 * check_cotp.c — the transport connection: rack, slot and class, against connection resources.
 *
 * A CPU answers both with the same silence or end; other slots and classes tell them apart.
 */
#include <stdio.h>

#include "doctor/confirm.h"
#include "doctor/greet.h"
#include "doctor/knock.h"

enum { SILENT_TRIES = 2, WAY_TEXT = 48 };

/* ISO 8073 13.5.3 */
enum { DR_CONGESTION = 1, DR_NOT_ATTACHED = 2, DR_UNKNOWN = 3, DR_REMOTE_CONGESTION = 129 };

struct
try {
    uint8_t connection_class, rack, slot;
};

enum { TRIES = 8 };

struct tries {
    struct try list[TRIES];
    size_t count;
};

static void add_try(struct tries *tries, uint8_t connection_class, uint8_t rack, uint8_t slot)
{
    if (tries->count < TRIES)
        tries->list[tries->count++] =
            (struct try){.connection_class = connection_class, .rack = rack, .slot = slot};
}

/* Other slots of the same class first: a wrong slot is the commoner mistake, and costs no resource to find. */
static struct tries tries_of(const struct s7_doctor_config *config)
{
    static const uint8_t slots[] = {1, 2, 0, 3};
    static const uint8_t classes[] = {S7_CLASS_OP, S7_CLASS_PG, S7_CLASS_BASIC};
    struct tries tries = {.count = 0};
    for (size_t i = 0; i < sizeof slots; i++)
        if (slots[i] != config->slot || config->remote_tsap)
            add_try(&tries, config->connection_class, config->rack, slots[i]);
    for (size_t i = 0; i < sizeof classes; i++)
        if (classes[i] != config->connection_class)
            add_try(&tries, classes[i], config->rack, config->slot);
    if (tries.count > config->tries)
        tries.count = config->tries;
    return tries;
}

size_t s7_check_cotp_tries(const struct s7_doctor_config *config)
{
    return tries_of(config).count;
}

static struct s7_fault knock_try(struct s7_examination *examination, const struct try *try)
{
    struct s7_tsap tsap = s7_tsap_of((enum s7_connection_class)try->connection_class, try->rack, try->slot);
    return s7_knock(examination, &tsap);
}

static struct s7_fault knock_again(struct s7_examination *examination)
{
    const struct s7_doctor_config *config = examination->config;
    const struct try same = {config->connection_class, config->rack, config->slot};
    return config->remote_tsap ? s7_knock(examination, config->remote_tsap) : knock_try(examination, &same);
}

/* "class basic, rack 0, slot 1". */
static void put_way(char text[WAY_TEXT], bool with_class, uint8_t connection_class, uint8_t rack, uint8_t slot)
{
    snprintf(text, WAY_TEXT, "%s%s%srack %u, slot %u", with_class ? "class " : "",
             with_class ? s7_doctor_class(connection_class) : "", with_class ? ", " : "", (unsigned)rack,
             (unsigned)slot);
}

static void find_other(struct s7_examination *examination, const struct try *try, const struct s7_fault *fault)
{
    const struct s7_doctor_config *config = examination->config;
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    s7_examination_announce(examination, "the same again, which may have been refused for a moment only");
    if (knock_again(examination).error == S7_OK) {
        s7_examination_find(examination, S7_SIGN_COTP_PASSING, NULL, fault, "%s; asked again, it was confirmed",
                            s7_error_text(fault->error));
        return;
    }
    seen->suggested = true;
    seen->connection_class = try->connection_class;
    seen->rack = try->rack;
    seen->slot = try->slot;
    bool other_class = try->connection_class != config->connection_class;
    char refused[WAY_TEXT], confirmed[WAY_TEXT];
    put_way(refused, other_class, config->connection_class, config->rack, config->slot);
    put_way(confirmed, other_class, try->connection_class, try->rack, try->slot);
    s7_examination_find(examination, other_class ? S7_SIGN_COTP_OTHER_CLASS : S7_SIGN_COTP_OTHER_SLOT, NULL,
                        fault, "%s is refused; %s is confirmed", refused, confirmed);
}

/* Who lets a caller wait and then hangs up has not answered. */
static bool is_silence(const struct s7_fault *fault)
{
    enum { PATIENCE_MS = 1000 };
    bool ended = fault->error == S7_ERR_ISO_CLOSED || fault->error == S7_ERR_ISO_RESET;
    return fault->error == S7_ERR_ISO_TIMEOUT || (ended && fault->elapsed_ms >= PATIENCE_MS);
}

static void announce_try(struct s7_examination *examination, const struct tries *tries, size_t index)
{
    const struct try *try = &tries->list[index];
    char way[WAY_TEXT];
    put_way(way, try->connection_class != examination->config->connection_class, try->connection_class,
            try->rack, try->slot);
    s7_examination_announce(examination, "%zu of at most %zu others: %s", index + 1, tries->count, way);
}

/* @return whether another slot or class was confirmed */
static bool search(struct s7_examination *examination, const struct s7_fault *fault, size_t *ret_tried)
{
    struct tries tries = tries_of(examination->config);
    size_t silent = is_silence(fault) ? 1 : 0;
    for (size_t i = 0; i < tries.count; i++) {
        announce_try(examination, &tries, i);
        struct s7_fault answer = knock_try(examination, &tries.list[i]);
        *ret_tried = i + 1;
        if (answer.error == S7_OK) {
            find_other(examination, &tries.list[i], fault);
            return true;
        }
        silent += is_silence(&answer) ? 1 : 0;
        if (silent > SILENT_TRIES || s7_error_layer(answer.error) == S7_LAYER_TCP)
            return false;
    }
    return false;
}

static enum s7_sign sign_of_reason(uint8_t reason)
{
    if (reason == DR_CONGESTION || reason == DR_REMOTE_CONGESTION)
        return S7_SIGN_COTP_CONGESTED;
    if (reason == DR_NOT_ATTACHED || reason == DR_UNKNOWN)
        return S7_SIGN_COTP_UNKNOWN_ADDRESS;
    return S7_SIGN_COTP_REJECTED;
}

static enum s7_sign sign_of(const struct s7_fault *fault)
{
    if (is_silence(fault))
        return S7_SIGN_COTP_SILENT;
    switch (fault->error) {
    case S7_ERR_ISO_REJECTED:
        return sign_of_reason(fault->iso_reason);
    case S7_ERR_ISO_ERROR_TPDU:
        return S7_SIGN_COTP_REJECTED;
    case S7_ERR_ISO_CLOSED:
    case S7_ERR_ISO_RESET:
        return S7_SIGN_COTP_CLOSED;
    default:
        return s7_error_layer(fault->error) == S7_LAYER_TCP ? S7_SIGN_COTP_CLOSED : S7_SIGN_COTP_FAULTY;
    }
}

/* Who has said nothing may wait for a greeting of another protocol. */
static bool find_foreign(struct s7_examination *examination)
{
    enum s7_sign sign;
    char answer[S7_GREET_TEXT];
    if (!examination->config->deep || examination->heard || !s7_greet_foreign(examination, &sign, answer))
        return false;
    s7_examination_find(examination, sign, NULL, NULL, "%s", answer);
    return true;
}

/* `came`: octets of an answer. */
static void find_unconfirmed(struct s7_examination *examination, const struct s7_fault *fault, size_t came)
{
    enum s7_sign sign = sign_of(fault);
    size_t tried = 0;
    char reason[24] = "", part[40] = "";
    if (fault->iso_reason != 0)
        snprintf(reason, sizeof reason, " (reason %u)", (unsigned)fault->iso_reason);
    if (sign != S7_SIGN_COTP_FAULTY && search(examination, fault, &tried))
        return;
    if (find_foreign(examination))
        return;
    if (sign == S7_SIGN_COTP_SILENT && came > 0)
        snprintf(part, sizeof part, ", %zu octet%s came", came, came == 1 ? "" : "s");
    bool unfinished = fault->error == S7_ERR_ISO_TIMEOUT && came > 0;
    s7_examination_find(examination, sign, NULL, fault, "%s%s after %u ms%s; %zu other slots and classes tried",
                        unfinished ? "no whole packet" : s7_error_text(fault->error), reason,
                        (unsigned)fault->elapsed_ms, part, tried);
}

void s7_check_cotp_run(struct s7_examination *examination)
{
    struct s7_line *line = &examination->line;
    char orders[S7_CONFIRM_TEXT];
    enum s7_client_state state = s7_client_state(line->client);
    if (line->stream && (state == S7_CLIENT_SETUP || state == S7_CLIENT_OPEN)) {
        s7_confirm_text(line->heard, line->heard_size, orders, sizeof orders);
        s7_examination_note(examination, "confirmed (%s)", orders);
        return;
    }
    struct s7_fault fault = s7_line_fault(examination, line);
    size_t came = examination->answered;
    s7_line_close(examination, line);
    find_unconfirmed(examination, &fault, came);
    examination->over = true;
}
