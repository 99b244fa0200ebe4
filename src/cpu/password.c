/* SPDX-License-Identifier: MIT */
#include "cpu/password.h"

#include <string.h>

#include "base/wipe.h"
#include "wire/password.h"

void s7_cpu_secret_take(struct s7_cpu_secret *secret, const struct s7_cpu_config *config)
{
    s7_wipe_octets(secret->octets, sizeof secret->octets);
    secret->there = config->has_password;
    if (secret->there)
        memcpy(secret->octets, config->password, sizeof secret->octets);
}

/* In the same time wherever they differ. */
static bool same_octets(const uint8_t *one, const uint8_t *other)
{
    unsigned differences = 0;
    for (size_t i = 0; i < S7_CPU_PASSWORD_SIZE; i++)
        differences |= (unsigned)(one[i] ^ other[i]);
    return differences == 0;
}

bool s7_cpu_secret_same(const struct s7_cpu_secret *secret, const struct s7_cpu_config *config)
{
    if (!secret->there || !config->has_password)
        return secret->there == config->has_password;
    return same_octets(secret->octets, config->password);
}

static bool matches(const struct s7_cpu_secret *secret, const struct s7_password *given)
{
    uint8_t plain[S7_PASSWORD_SIZE];
    s7_password_reveal(given->octets, plain);
    bool same = same_octets(plain, secret->octets);
    s7_wipe_octets(plain, sizeof plain);
    return same;
}

static uint16_t judge(const struct s7_cpu_secret *secret, const struct s7_cpu_partner *partner,
                      const struct s7_password *given)
{
    if (!secret->there)
        return S7_CPU_ERROR_NO_PASSWORD;
    if (partner->legitimised)
        return S7_CPU_ERROR_LEGITIMISED;
    return matches(secret, given) ? 0 : S7_CPU_ERROR_PASSWORD;
}

uint16_t s7_cpu_legitimise(const struct s7_cpu_secret *secret, struct s7_cpu_partner *partner,
                           struct s7_octets payload)
{
    struct s7_password given;
    if (s7_password_decode(payload, &given) != S7_OK)
        return S7_CPU_ERROR_PASSWORD_SYNTAX;
    uint16_t error = judge(secret, partner, &given);
    s7_wipe_octets(&given, sizeof given);
    if (error)
        return error;
    partner->legitimised = true;
    return 0;
}

uint16_t s7_cpu_resign(struct s7_cpu_partner *partner)
{
    if (!partner->legitimised)
        return S7_CPU_ERROR_NOTHING_GIVEN;
    partner->legitimised = false;
    return 0;
}
