/* SPDX-License-Identifier: MIT */
#include "exchange/simulate.h"

#include "exchange/wave.h"

enum { ELEMENT_SIZE_MAX = 4 };

void s7_simulator_init(struct s7_simulator *simulator, const struct s7_plant_cpu *cpu, struct s7_memory *memory,
                       s7_time every)
{
    *simulator = (struct s7_simulator){.cpu = cpu, .memory = memory, .every = every, .due = S7_TIME_NEVER};
}

/** Range of one element of a tag; raw octets move as single octets. */
static struct s7_range element_of(const struct s7_tag *tag, enum s7_type type, uint32_t index)
{
    struct s7_range range = tag->range;
    range.bit_count = s7_type_bits(type);
    range.first_bit += index * range.bit_count;
    return range;
}

static bool write_tag(struct s7_simulator *simulator, const struct s7_plant_simulation *simulation,
                      double value)
{
    const struct s7_tag *tag = &simulation->tag;
    enum s7_type type = tag->type == S7_TYPE_NONE ? S7_TYPE_BYTE : tag->type;
    uint8_t octets[ELEMENT_SIZE_MAX];
    struct s7_value typed = s7_wave_typed(simulation, type, value);
    if (s7_value_encode(&typed, octets) != S7_OK)
        return false;
    uint32_t count = tag->range.bit_count / s7_type_bits(type);
    for (uint32_t i = 0; i < count; i++) {
        struct s7_range range = element_of(tag, type, i);
        if (s7_memory_write(simulator->memory, &range, octets) != S7_OK)
            return false;
    }
    return true;
}

static void write_all(struct s7_simulator *simulator, s7_time now)
{
    s7_memory_lock(simulator->memory);
    for (size_t i = 0; i < simulator->cpu->simulation_count; i++) {
        const struct s7_plant_simulation *simulation = &simulator->cpu->simulations[i];
        double value = s7_wave_value(simulation, now - simulator->started_at);
        if (!write_tag(simulator, simulation, value))
            simulator->refused++;
    }
    s7_memory_unlock(simulator->memory);
}

void s7_simulator_start(struct s7_simulator *simulator, s7_time now)
{
    simulator->started_at = now;
    simulator->due = simulator->cpu->simulation_count > 0 ? now : S7_TIME_NEVER;
    s7_simulator_tick(simulator, now);
}

void s7_simulator_tick(struct s7_simulator *simulator, s7_time now)
{
    if (now < simulator->due)
        return;
    write_all(simulator, now);
    s7_time turns = (now - simulator->started_at) / simulator->every + 1;
    simulator->due = simulator->started_at + turns * simulator->every;
}

s7_time s7_simulator_deadline(const struct s7_simulator *simulator)
{
    return simulator->due;
}

void s7_simulator_stop(struct s7_simulator *simulator)
{
    simulator->due = S7_TIME_NEVER;
}
