/* SPDX-License-Identifier: MIT
 *
 * Accesses of any PDU, and what any other one says of them: ranges lie where a CPU can have data, values lie in the
 * octets, results come in the order of the accesses.
 */
#include "capture/access.h"
#include "fuzz.h"
#include "value/range.h"

struct seen {
    struct s7_octets octets;
    size_t count;
    unsigned item, part;
};

static void check_inside(struct s7_octets all, struct s7_octets part)
{
    if (part.size)
        FUZZ_CHECK(part.at >= all.at && part.at + part.size <= all.at + all.size);
}

static void check_access(struct seen *seen, const struct s7_access *access)
{
    bool follows = seen->count == 0 ? access->item == 0 && access->part == 0
                   : access->part   ? access->item == seen->item && access->part == seen->part + 1
                                    : access->item == seen->item + 1;
    FUZZ_CHECK(follows);
    FUZZ_CHECK(access->opaque == (access->range.bit_count == 0));
    FUZZ_CHECK(access->opaque || !access->addressed);
    FUZZ_CHECK(access->opaque || (s7_range_end(&access->range) <= S7_RANGE_BITS_MAX && access->range.area));
    FUZZ_CHECK(access->opaque || s7_range_transferable(&access->range));
    seen->item = access->item;
    seen->part = access->part;
    seen->count++;
}

static void take(void *user, const struct s7_access *access)
{
    struct seen *seen = user;
    check_access(seen, access);
    check_inside(seen->octets, access->value);
}

static void take_result(void *user, const struct s7_access_result *result)
{
    struct seen *seen = user;
    check_access(seen, &result->access);
    check_inside(seen->octets, result->value);
}

/* The first octet says where the question ends and the answer begins. */
void fuzz_one(const uint8_t *octets, size_t size)
{
    struct seen found = {.octets = {octets, size}}, asked = found, held = found;
    FUZZ_CHECK(s7_access_find(octets, size, take, &found) == found.count);
    if (size == 0)
        return;
    size_t cut = octets[0] < size ? octets[0] : size - 1;
    struct s7_octets question = {octets + 1, cut}, answer = {octets + 1 + cut, size - 1 - cut};
    size_t accesses = s7_access_find(question.at, question.size, take, &asked);
    size_t results = s7_access_results(question, answer, take_result, &held);
    FUZZ_CHECK(results == held.count && results <= accesses);
}
