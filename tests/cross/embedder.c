/* SPDX-License-Identifier: MIT
 *
 * A program on libsieben without a transport: the octets that a loop of its own would have received go into a virtual
 * CPU's session, and what comes out is the COTP connect confirm.  Includes nothing that POSIX adds to C.
 */
#include <sieben/address.h>
#include <sieben/cpu.h>
#include <sieben/session.h>
#include <sieben/version.h>
#include <stdio.h>

/* Connect request: reference 1, TPDU size 1024, calling TSAP 0100, called TSAP 0102 (rack 0, slot 2). */
static const uint8_t connect_request[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xE0, 0x00, 0x00, 0x00, 0x01, 0x00,
                                          0xC0, 0x01, 0x0A, 0xC1, 0x02, 0x01, 0x00, 0xC2, 0x02, 0x01, 0x02};

static int serve(struct s7_cpu *cpu)
{
    const struct s7_peer peer = {.address = "memory"};
    const struct s7_fault ended = {.error = S7_OK};
    struct s7_acceptor *acceptor = s7_cpu_acceptor(cpu);
    struct s7_session *session = NULL;
    const uint8_t *answer = NULL;

    if (acceptor->accept(acceptor, &peer, 0, &session) != S7_ACCEPT_TAKE)
        return 1;
    session->ops->tick(session->self, 0);
    session->ops->input(session->self, connect_request, sizeof connect_request, 0);
    size_t size = session->ops->output(session->self, &answer);
    int failed = size < 6 || answer[0] != 0x03 || answer[5] != 0xD0;
    session->ops->closed(session->self, &ended, 0);
    return failed;
}

int main(void)
{
    const struct s7_cpu_db db = {.number = 10, .size = 20};
    struct s7_cpu_config config;
    struct s7_cpu *cpu = NULL;

    s7_cpu_config_default(&config);
    config.dbs = &db;
    config.db_count = 1;
    if (s7_cpu_new(&config, &cpu) != S7_OK)
        return 1;
    int failed = serve(cpu);
    s7_cpu_free(cpu);
    printf("sieben %s: %s\n", s7_version_text(), failed ? "no connect confirm" : "connect confirm");
    return failed;
}
