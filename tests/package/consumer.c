/* SPDX-License-Identifier: MIT
 *
 * A program outside the project: reads an address, makes a virtual CPU, writes and reads its data, and calls a GET
 * over a transport of its own.
 */
#include <sieben/address.h>
#include <sieben/block.h>
#include <sieben/cpu.h>
#include <sieben/posix.h>
#include <sieben/version.h>
#include <stdio.h>
#include <string.h>

static int check(const char *what, int good)
{
    if (!good) {
        fprintf(stderr, "consumer: %s\n", what);
    }
    return good ? 0 : 1;
}

static int dial_nobody(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                       s7_time timeout)
{
    (void)dialer;
    (void)session;
    (void)timeout;
    return to->port == 102 && strcmp(to->host, "192.0.2.1") == 0 ? S7_ERR_TCP_REFUSED : S7_ERR_LOCAL_ARGUMENT;
}

static int read_nothing(void *user, const struct s7_range *range, uint8_t *ret_octets)
{
    (void)user;
    (void)range;
    (void)ret_octets;
    return S7_ERR_DATA_MISSING;
}

static int write_nothing(void *user, const struct s7_range *range, const uint8_t *octets)
{
    (void)user;
    (void)range;
    (void)octets;
    return S7_ERR_DATA_MISSING;
}

static int check_block(const struct s7_range *range)
{
    struct s7_dialer dialer = {dial_nobody};
    struct s7_block_link_config config;
    struct s7_block_link *link = NULL;
    struct s7_get *get = NULL;
    struct s7_block_inputs inputs = {0};
    struct s7_get_outputs outputs;
    int failures = 0;

    s7_block_link_config_default(&config);
    config.host = "192.0.2.1";
    config.dialer = &dialer;
    config.memory.read = read_nothing;
    config.memory.write = write_nothing;
    if (check("link", s7_block_link_new(&config, &link) == S7_OK && s7_get_new(2, &get) == S7_OK) != 0) {
        return 1;
    }
    s7_block_link_call(link, S7_SECOND);
    inputs.req = true;
    inputs.id = link;
    inputs.area_count = 1;
    inputs.areas[0].remote = inputs.areas[0].local = *range;
    s7_get_call(get, &inputs, S7_SECOND, &outputs);
    failures += check("STATUS", outputs.error && outputs.status == S7_BLOCK_COMMUNICATION);
    failures += check("its cause", outputs.fault.error == S7_ERR_TCP_REFUSED);
    failures += check("its text", strstr(s7_block_status_text(outputs.status), "connection") != NULL);
    s7_get_free(get);
    s7_block_link_free(link);
    return failures;
}

int main(void)
{
    struct s7_tag tag;
    struct s7_cpu_config config;
    struct s7_posix_config client;
    struct s7_cpu *cpu = NULL;
    const struct s7_cpu_db db = {.number = 10, .size = 20};
    const uint8_t sent[2] = {0x12, 0x34};
    uint8_t got[2] = {0, 0};
    int failures = 0;

    failures += check("version", strcmp(s7_version_text(), S7_VERSION_TEXT) == 0);
    failures += check("tag", s7_tag_parse("DB10.DBW4:INT", &tag, NULL) == S7_OK && tag.range.first_bit == 32);
    failures += check_block(&tag.range);
    s7_posix_config_default(&client);
    failures += check("client defaults", client.port == 102);
    s7_cpu_config_default(&config);
    config.dbs = &db;
    config.db_count = 1;
    if (check("cpu", s7_cpu_new(&config, &cpu) == S7_OK) != 0) {
        return 1;
    }
    failures += check("write", s7_cpu_write(cpu, &tag.range, sent) == S7_OK);
    failures += check("read", s7_cpu_read(cpu, &tag.range, got) == S7_OK && memcmp(sent, got, sizeof got) == 0);
    tag.range.first_bit = 160;
    failures += check("beyond the DB", s7_cpu_read(cpu, &tag.range, got) == S7_ERR_DATA_ADDRESS);
    s7_cpu_free(cpu);
    printf("sieben %s\n", s7_version_text());
    return failures == 0 ? 0 : 1;
}
