/* SPDX-License-Identifier: MIT
 *
 * check_setup.c — the S7 setup; and who else it may be that confirmed the transport connection.
 */
#include "doctor/confirm.h"
#include "doctor/knock.h"
#include "wire/header.h"

static bool settled(const void *user)
{
    const struct s7_client *client = user;
    return s7_client_state(client) != S7_CLIENT_SETUP;
}

/* IEC 61850 servers confirm any TSAP and end the connection at the setup. */
static enum s7_sign sign_of_end(struct s7_examination *examination, bool usual, bool silent)
{
    enum s7_mms_answer mms = silent && usual ? S7_MMS_NONE : s7_knock_mms(examination);
    if (mms == S7_MMS_ACCEPTED)
        return S7_SIGN_SETUP_MMS;
    if (silent)
        return S7_SIGN_SETUP_SILENT;
    return mms == S7_MMS_OTHER || !usual ? S7_SIGN_SETUP_OTHER_USER : S7_SIGN_SETUP_CLOSED;
}

static enum s7_sign sign_of(struct s7_examination *examination, const struct s7_fault *fault, bool usual,
                            int protocol)
{
    switch (fault->error) {
    case S7_ERR_S7_CLOSED:
    case S7_ERR_S7_RESET:
    case S7_ERR_TCP_SYSTEM:
    case S7_ERR_ISO_REJECTED:
        return sign_of_end(examination, usual, false);
    case S7_ERR_S7_SETUP_TIMEOUT:
        return sign_of_end(examination, usual, true);
    case S7_ERR_S7_SETUP_REFUSED:
        return S7_SIGN_SETUP_REFUSED;
    default:
        return protocol == S7_PROTOCOL_ID_PLUS ? S7_SIGN_SETUP_PLUS : S7_SIGN_SETUP_FAULTY;
    }
}

static void find_unset(struct s7_examination *examination)
{
    struct s7_line *line = &examination->line;
    struct s7_fault fault = *s7_client_fault(line->client);
    bool usual = s7_confirm_usual(line->heard, line->heard_size);
    int protocol = s7_confirm_protocol(line->heard, line->heard_size);
    char confirm[S7_CONFIRM_TEXT];
    s7_confirm_text(line->heard, line->heard_size, confirm, sizeof confirm);
    s7_line_close(examination, line);
    enum s7_sign sign = sign_of(examination, &fault, usual, protocol);
    if (fault.peer_code != 0)
        s7_examination_find(examination, sign, NULL, &fault, "%s (code %04X)", s7_error_text(fault.error),
                            (unsigned)fault.peer_code);
    else
        s7_examination_find(examination, sign, NULL, &fault, "%s; confirmed with %s",
                            s7_error_text(fault.error), confirm);
    examination->over = true;
}

static void compare_grant(struct s7_examination *examination)
{
    const struct s7_doctor_config *config = examination->config;
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    struct s7_client_grant grant = s7_client_grant(examination->line.client);
    seen->pdu_length = grant.pdu_length;
    seen->amq_calling = grant.amq_calling;
    seen->amq_called = grant.amq_called;
    if (grant.pdu_length < config->pdu_length || grant.amq_calling < config->amq)
        s7_examination_find(examination, S7_SIGN_SETUP_SHORT, NULL, NULL,
                            "PDU length %u of %u, %u of %u parallel job%s", (unsigned)grant.pdu_length,
                            (unsigned)config->pdu_length, (unsigned)grant.amq_calling, (unsigned)config->amq,
                            config->amq == 1 ? "" : "s");
    else
        s7_examination_note(examination, "PDU length %u, %u parallel job%s", (unsigned)grant.pdu_length,
                            (unsigned)grant.amq_calling, grant.amq_calling == 1 ? "" : "s");
}

void s7_check_setup_run(struct s7_examination *examination)
{
    struct s7_line *line = &examination->line;
    s7_line_drive(examination, line, settled, line->client, S7_TIME_NEVER);
    if (!s7_line_usable(line)) {
        find_unset(examination);
        return;
    }
    compare_grant(examination);
}
