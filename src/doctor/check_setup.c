/* SPDX-License-Identifier: MIT
 *
 * check_setup.c — the S7 setup; and who else it may be that confirmed the transport connection.
 */
#include "doctor/confirm.h"
#include "doctor/knock.h"
#include "wire/header.h"

/* Who lets a caller wait so long and then hangs up has not answered: a partner gives up, too. */
static const s7_time patience = S7_SECOND;

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
                            bool silent, int protocol)
{
    switch (fault->error) {
    case S7_ERR_S7_CLOSED:
    case S7_ERR_S7_RESET:
    case S7_ERR_TCP_SYSTEM:
    case S7_ERR_ISO_REJECTED:
    case S7_ERR_S7_SETUP_TIMEOUT:
        return sign_of_end(examination, usual, silent);
    case S7_ERR_S7_SETUP_REFUSED:
        return S7_SIGN_SETUP_REFUSED;
    default:
        return protocol == S7_PROTOCOL_ID_PLUS ? S7_SIGN_SETUP_PLUS : S7_SIGN_SETUP_FAULTY;
    }
}

static void find_unset(struct s7_examination *examination, s7_time waited)
{
    struct s7_line *line = &examination->line;
    struct s7_fault fault = s7_line_fault(examination, line);
    unsigned milliseconds = (unsigned)(waited / S7_MILLISECOND);
    size_t came = examination->answered;
    bool usual = s7_confirm_usual(line->heard, line->heard_size);
    int protocol = s7_confirm_protocol(line->heard, line->heard_size);
    char confirm[S7_CONFIRM_TEXT];
    s7_confirm_text(line->heard, line->heard_size, confirm, sizeof confirm);
    s7_line_close(examination, line);
    bool silent = fault.error == S7_ERR_S7_SETUP_TIMEOUT || waited >= patience;
    enum s7_sign sign = sign_of(examination, &fault, usual, silent, protocol);
    if (fault.peer_code != 0)
        s7_examination_find(examination, sign, NULL, &fault, "%s (code %04X)", s7_error_text(fault.error),
                            (unsigned)fault.peer_code);
    else if (fault.error == S7_ERR_S7_SETUP_TIMEOUT && came > 0)
        s7_examination_find(examination, sign, NULL, &fault,
                            "no whole packet after %u ms, %zu octet%s came; confirmed with %s", milliseconds,
                            came, came == 1 ? "" : "s", confirm);
    else
        s7_examination_find(examination, sign, NULL, &fault, "%s after %u ms; confirmed with %s",
                            s7_error_text(fault.error), milliseconds, confirm);
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
    bool few = grant.amq_calling < config->amq;
    if (grant.pdu_length < config->pdu_length)
        s7_examination_find(examination, S7_SIGN_SETUP_SHORT, NULL, NULL, "PDU length %u of %u",
                            (unsigned)grant.pdu_length, (unsigned)config->pdu_length);
    if (few)
        s7_examination_find(examination, S7_SIGN_SETUP_SHORT, NULL, NULL, "%u of %u parallel jobs",
                            (unsigned)grant.amq_calling, (unsigned)config->amq);
    if (!few && grant.pdu_length >= config->pdu_length)
        s7_examination_note(examination, "PDU length %u, %u parallel job%s", (unsigned)grant.pdu_length,
                            (unsigned)grant.amq_calling, grant.amq_calling == 1 ? "" : "s");
}

void s7_check_setup_run(struct s7_examination *examination)
{
    struct s7_line *line = &examination->line;
    s7_time began = s7_examination_now(examination);
    s7_line_drive(examination, line, settled, line->client,
                  s7_time_after(began, examination->config->answer_timeout));
    if (!s7_line_usable(line)) {
        find_unset(examination, s7_examination_now(examination) - began);
        return;
    }
    compare_grant(examination);
}
