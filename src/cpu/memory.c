/* SPDX-License-Identifier: MIT
 *
 * memory.c — the view that the CPU's own program has of its data: it sees everything.
 */
#include "cpu/state.h"

static int area_find(struct s7_cpu *cpu, const struct s7_range *range, const struct s7_cpu_area **ret_area)
{
    if (!s7_range_transferable(range))
        return S7_ERR_LOCAL_ARGUMENT;
    const struct s7_cpu_block *block =
        range->area == S7_AREA_DB ? s7_cpu_areas_block(&cpu->areas, range->db) : NULL;
    const struct s7_cpu_area *area =
        block ? &block->area : s7_cpu_areas_fixed(&cpu->areas, (uint8_t)range->area);
    if (!area || (unsigned)range->area > UINT8_MAX) /* the program may have made the number up */
        return S7_ERR_DATA_MISSING;
    *ret_area = area;
    return S7_OK;
}

static int memory_read(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets)
{
    const struct s7_cpu_area *area;
    int error = area_find((struct s7_cpu *)memory, range, &area);
    if (error)
        return error;
    return s7_memory_fetch(area->octets, area->size, range, ret_octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static int memory_write(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets)
{
    const struct s7_cpu_area *area;
    int error = area_find((struct s7_cpu *)memory, range, &area);
    if (error)
        return error;
    return s7_memory_store(area->octets, area->size, range, octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static void memory_lock(struct s7_memory *memory)
{
    const struct s7_cpu_memory_lock *lock = &((struct s7_cpu *)memory)->lock;
    if (lock->lock)
        lock->lock(lock->user);
}

static void memory_unlock(struct s7_memory *memory)
{
    const struct s7_cpu_memory_lock *lock = &((struct s7_cpu *)memory)->lock;
    if (lock->unlock)
        lock->unlock(lock->user);
}

/* Reading and writing lock nothing by themselves: who serves a telegram or calls a block locks once for all of it. */
const struct s7_memory_ops s7_cpu_memory_ops = {
    .read = memory_read, .write = memory_write, .lock = memory_lock, .unlock = memory_unlock};

struct s7_memory *s7_cpu_memory(struct s7_cpu *cpu)
{
    return &cpu->memory;
}

int s7_cpu_read(struct s7_cpu *cpu, const struct s7_range *range, uint8_t *ret_octets)
{
    s7_memory_lock(&cpu->memory);
    int error = s7_memory_read(&cpu->memory, range, ret_octets);
    s7_memory_unlock(&cpu->memory);
    return error;
}

int s7_cpu_write(struct s7_cpu *cpu, const struct s7_range *range, const uint8_t *octets)
{
    s7_memory_lock(&cpu->memory);
    int error = s7_memory_write(&cpu->memory, range, octets);
    s7_memory_unlock(&cpu->memory);
    return error;
}
