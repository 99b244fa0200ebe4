/* SPDX-License-Identifier: MIT
 *
 * A packet: TPKT header, then a TPDU; what decodes re-encodes to the same octets.
 */
#include <string.h>

#include "fuzz.h"
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/tpkt.h"

static void check_connect(const struct s7_cotp_connect *connect)
{
    size_t size = s7_cotp_tpdu_size(connect);
    FUZZ_CHECK(size == S7_COTP_TPDU_DEFAULT || (size >= S7_COTP_TPDU_MIN && size <= 8192));
    FUZZ_CHECK(s7_cotp_tsap_of(connect, S7_COTP_CALLED_TSAP).size <= S7_TSAP_MAX);
    FUZZ_CHECK(s7_cotp_tsap_of(connect, S7_COTP_CALLING_TSAP).size <= S7_TSAP_MAX);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    static uint8_t encoded[70000];
    size_t packet_size = 0;
    struct s7_cotp cotp;
    if (size < S7_TPKT_SIZE)
        return;
    if (s7_tpkt_decode(octets, &packet_size) == S7_OK)
        FUZZ_CHECK(packet_size >= S7_TPKT_PACKET_MIN && packet_size <= S7_TPKT_PACKET_MAX);
    octets += S7_TPKT_SIZE;
    size -= S7_TPKT_SIZE;
    if (s7_cotp_decode(octets, size, &cotp) != S7_OK)
        return;
    struct s7_writer writer = s7_writer_over(encoded, sizeof encoded);
    s7_cotp_encode(&writer, &cotp);
    FUZZ_CHECK(!writer.bad && s7_writer_size(&writer) == size && memcmp(encoded, octets, size) == 0);
    if (cotp.type == S7_COTP_CR || cotp.type == S7_COTP_CC)
        check_connect(&cotp.as.connect);
}
