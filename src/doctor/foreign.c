/* SPDX-License-Identifier: MIT */
#include "doctor/foreign.h"

#include <string.h>

enum { TLS_FIRST = 0x14, TLS_LAST = 0x17, TLS_MAJOR = 3, TEXT_MOST = 60, HEX_MOST = 16 };

static bool begins(const uint8_t *octets, size_t size, const char *text)
{
    size_t length = strlen(text);
    return size >= length && memcmp(octets, text, length) == 0;
}

enum s7_sign s7_foreign_sign(const uint8_t *octets, size_t size)
{
    /* A TLS record: content type, version 3.x (RFC 8446 5.1). */
    if (size >= 3 && octets[0] >= TLS_FIRST && octets[0] <= TLS_LAST && octets[1] == TLS_MAJOR &&
        octets[2] <= 4)
        return S7_SIGN_LISTENER_TLS;
    /* A status line, or the bare page that answers a request without a version. */
    if (begins(octets, size, "HTTP/") || begins(octets, size, "<html") || begins(octets, size, "<HTML") ||
        begins(octets, size, "<!DOCTYPE") || begins(octets, size, "<!doctype"))
        return S7_SIGN_LISTENER_HTTP;
    return S7_SIGN_LISTENER_FOREIGN;
}

/* RFC 8446 5.1, 4 and 6: an alert has two octets; the first handshake message of a server is its ServerHello. */
static bool is_tls_answer(const uint8_t *octets, size_t size)
{
    enum { HEAD = 5, ALERT = 0x15, ALERT_SIZE = 2, HANDSHAKE = 0x16, SERVER_HELLO = 2 };
    if (size <= HEAD || octets[1] != TLS_MAJOR || octets[2] > 4)
        return false;
    return (octets[0] == ALERT && octets[3] == 0 && octets[4] == ALERT_SIZE) ||
           (octets[0] == HANDSHAKE && octets[HEAD] == SERVER_HELLO);
}

bool s7_foreign_answer(const uint8_t *octets, size_t size, enum s7_sign *ret_sign)
{
    if (is_tls_answer(octets, size))
        *ret_sign = S7_SIGN_LISTENER_TLS;
    else if (begins(octets, size, "HTTP/"))
        *ret_sign = S7_SIGN_LISTENER_HTTP;
    else
        return false;
    return true;
}

static bool printable(uint8_t octet)
{
    return octet >= ' ' && octet <= '~';
}

void s7_foreign_text(struct s7_strbuf *buf, const uint8_t *octets, size_t size)
{
    size_t length = 0;
    while (length < size && length < TEXT_MOST && printable(octets[length]))
        length++;
    if (length < 3) {
        s7_strbuf_hex(buf, octets, size, HEX_MOST);
        return;
    }
    s7_strbuf_char(buf, '"');
    for (size_t i = 0; i < length; i++)
        s7_strbuf_char(buf, (char)octets[i]);
    s7_strbuf_char(buf, '"');
}
