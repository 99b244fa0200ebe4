/* SPDX-License-Identifier: MIT */
#include "doctor/greet.h"

#include "doctor/ask.h"
#include "doctor/foreign.h"

/*
 * ClientHello of TLS 1.2 (RFC 5246 7.4.1.2) in a record (6.2.1).  Whoever speaks TLS answers with a ServerHello or, not
 * content with what is offered, with an alert.  The random is fixed: no secret is ever agreed on.
 */
static const uint8_t client_hello[] = {
    0x16, 0x03, 0x01, 0x00, 0x5f,                   /* handshake, 95 octets */
    0x01, 0x00, 0x00, 0x5b, 0x03, 0x03,             /* ClientHello, 91 octets, TLS 1.2 */
    0x73, 0x69, 0x65, 0x62, 0x65, 0x6e, 0x20, 0x64, /* random: 32 octets */
    0x6f, 0x63, 0x74, 0x6f, 0x72, 0x20, 0x61, 0x73, /* … */
    0x6b, 0x73, 0x20, 0x77, 0x68, 0x6f, 0x20, 0x6c, /* … */
    0x69, 0x73, 0x74, 0x65, 0x6e, 0x73, 0x20, 0x20, /* … */
    0x00,                                           /* no session */
    0x00, 0x10,                                     /* 8 cipher suites, of ECDSA and RSA certificates: */
    0xc0, 0x2b, 0xc0, 0x2f, 0xc0, 0x2c, 0xc0, 0x30, /* ECDHE with AES-GCM (RFC 5289) */
    0x00, 0x9c, 0x00, 0x9d, 0x00, 0x2f, 0x00, 0x35, /* RSA with AES (RFC 5288, RFC 5246) */
    0x01, 0x00,                                     /* no compression */
    0x00, 0x22,                                     /* extensions: 34 octets */
    0x00, 0x0a, 0x00, 0x06, 0x00, 0x04, 0x00, 0x17, 0x00, 0x1d, /* groups: P-256, X25519 (RFC 8422 5.1.1) */
    0x00, 0x0b, 0x00, 0x02, 0x01, 0x00,                         /* points: uncompressed (5.1.2) */
    0x00, 0x0d, 0x00, 0x0e, 0x00, 0x0c,                         /* signatures (RFC 5246 7.4.1.4.1): */
    0x04, 0x03, 0x05, 0x03, 0x04, 0x01, 0x05, 0x01, 0x08, 0x04, 0x02, 0x01};

/* RFC 1945 4.1. */
static const uint8_t http_request[] = "GET / HTTP/1.0\r\n\r\n";

enum { WORTH_READING = 16, PIECE = 64 };

static const struct greeting {
    const char *name;
    const uint8_t *octets;
    size_t size;
} greetings[] = {{"TLS", client_hello, sizeof client_hello}, {"HTTP", http_request, sizeof http_request - 1}};

/* Reads until it is enough to know what it is, or the end. */
static void hear(struct s7_examination *examination, struct s7_line *line)
{
    s7_time limit = s7_time_after(s7_examination_now(examination), examination->config->answer_timeout);
    enum s7_heard heard = S7_HEARD_OCTETS;
    uint8_t octets[PIECE];
    size_t size = 0;
    while (heard == S7_HEARD_OCTETS && line->heard_size < WORTH_READING) {
        s7_time now = s7_examination_now(examination);
        heard = s7_line_receive(examination, line, now < limit ? limit - now : 0, octets, sizeof octets, &size);
    }
}

static bool greet(struct s7_examination *examination, const struct greeting *greeting, enum s7_sign *ret_sign,
                  char ret_text[S7_GREET_TEXT])
{
    struct s7_line line;
    struct s7_probe probe;
    struct s7_strbuf text = s7_strbuf_over(ret_text, S7_GREET_TEXT);
    s7_ask_pace(examination);
    if (!s7_line_open(examination, &line, &probe))
        return false;
    if (s7_line_send(examination, &line, greeting->octets, greeting->size) == S7_HEARD_OCTETS)
        hear(examination, &line);
    bool told = s7_foreign_answer(line.heard, line.heard_size, ret_sign);
    s7_strbuf_printf(&text, "asked in %s, it answers ", greeting->name);
    s7_foreign_text(&text, line.heard, line.heard_size);
    s7_line_close(examination, &line);
    return told;
}

bool s7_greet_foreign(struct s7_examination *examination, enum s7_sign *ret_sign, char ret_text[S7_GREET_TEXT])
{
    for (size_t i = 0; i < sizeof greetings / sizeof greetings[0]; i++)
        if (greet(examination, &greetings[i], ret_sign, ret_text))
            return true;
    return false;
}
