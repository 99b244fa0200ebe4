/* SPDX-License-Identifier: MIT
 *
 * A program outside the project: reads an address, makes a virtual CPU, writes and reads its data.
 */
#include <sieben/address.h>
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
