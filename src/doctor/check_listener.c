/* SPDX-License-Identifier: MIT
 *
 * check_listener.c — who listens: nobody of ISO-on-TCP speaks first, and all of them answer in TPKTs.
 */
#include "doctor/foreign.h"
#include "doctor/line.h"

enum { GREETING = 64, EVIDENCE = 160 };

static const s7_time greeting_time = 200 * S7_MILLISECOND;

static void find_service(struct s7_examination *examination, bool first)
{
    const struct s7_line *line = &examination->line;
    enum s7_sign sign = s7_foreign_sign(line->heard, line->heard_size);
    char evidence[EVIDENCE];
    struct s7_strbuf text = s7_strbuf_over(evidence, sizeof evidence);
    if (first && sign == S7_SIGN_LISTENER_FOREIGN)
        sign = S7_SIGN_LISTENER_BANNER;
    s7_foreign_text(&text, line->heard, line->heard_size);
    s7_examination_find(examination, sign, NULL, NULL, "%s%s", evidence,
                        first ? ", before anything was sent" : "");
    examination->over = true;
}

static bool answered(const void *user)
{
    const struct s7_client *client = user;
    return s7_client_state(client) != S7_CLIENT_ISO;
}

/* The connection request goes out; what its answer means is the matter of the next checks. */
static void speak(struct s7_examination *examination)
{
    struct s7_line *line = &examination->line;
    if (s7_line_start(examination, line) != S7_OK) {
        examination->over = true;
        return;
    }
    s7_time limit = s7_time_after(s7_examination_now(examination), examination->config->answer_timeout);
    s7_line_drive(examination, line, answered, line->client, limit);
    if (line->heard_size > 0 && s7_client_fault(line->client)->error == S7_ERR_ISO_FOREIGN)
        find_service(examination, false);
    else if (line->heard_size > 0)
        s7_examination_note(examination, "ISO-on-TCP answers");
    else
        s7_examination_note(examination, "it waits to be spoken to, and says nothing");
}

void s7_check_listener_run(struct s7_examination *examination)
{
    uint8_t octets[GREETING];
    size_t size = 0;
    s7_time began = s7_examination_now(examination);
    enum s7_heard heard =
        s7_line_receive(examination, &examination->line, greeting_time, octets, sizeof octets, &size);
    switch (heard) {
    case S7_HEARD_SILENCE:
        speak(examination);
        return;
    case S7_HEARD_OCTETS:
        find_service(examination, true);
        return;
    case S7_HEARD_CLOSED:
    case S7_HEARD_RESET:
    case S7_HEARD_BROKEN:
        break;
    }
    s7_examination_find(examination, S7_SIGN_LISTENER_CLOSED, NULL, NULL, "%s %u ms after it was accepted",
                        heard == S7_HEARD_CLOSED ? "ended" : "reset",
                        (unsigned)((s7_examination_now(examination) - began) / S7_MILLISECOND));
    examination->over = true;
}
