/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *block = malloc(size ? size : 1);
    if (!block)
        return 0;
    if (size)
        memcpy(block, data, size);
    fuzz_one(size ? block : block + 1, size);
    free(block);
    return 0;
}
