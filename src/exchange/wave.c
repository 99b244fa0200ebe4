/* SPDX-License-Identifier: MIT */
#include "exchange/wave.h"

/** sin(2 pi turn) for a turn of 0…1, good to 1e-6: no libm, so the same octets on every machine. */
static double sine_of(double turn)
{
    double sign = turn < 0.5 ? 1.0 : -1.0;
    double half = turn < 0.5 ? turn : turn - 0.5;
    double x = 6.283185307179586 * (half < 0.25 ? half : 0.5 - half); /* 0…pi/2 */
    double square = x * x;
    return sign * x *
           (1.0 -
            square / 6.0 *
                (1.0 - square / 20.0 * (1.0 - square / 42.0 * (1.0 - square / 72.0 * (1.0 - square / 110.0)))));
}

typedef double shape(const struct s7_plant_simulation *simulation, double turn, uint64_t turns);

static double between(const struct s7_plant_simulation *simulation, double part)
{
    return simulation->min + (simulation->max - simulation->min) * part;
}

static double sine_shape(const struct s7_plant_simulation *simulation, double turn, uint64_t turns)
{
    (void)turns;
    return between(simulation, 0.5 + 0.5 * sine_of(turn));
}

static double ramp_shape(const struct s7_plant_simulation *simulation, double turn, uint64_t turns)
{
    (void)turns;
    return between(simulation, turn);
}

static double square_shape(const struct s7_plant_simulation *simulation, double turn, uint64_t turns)
{
    (void)turns;
    return turn < 0.5 ? simulation->max : simulation->min;
}

static double triangle_shape(const struct s7_plant_simulation *simulation, double turn, uint64_t turns)
{
    (void)turns;
    return between(simulation, turn < 0.5 ? 2.0 * turn : 2.0 - 2.0 * turn);
}

static double count_shape(const struct s7_plant_simulation *simulation, double turn, uint64_t turns)
{
    (void)turn;
    double span = simulation->max - simulation->min;
    uint64_t steps = span >= 1.0 && span < 4294967296.0 ? (uint64_t)span + 1 : 1;
    return simulation->min + (double)(turns % steps);
}

static double constant_shape(const struct s7_plant_simulation *simulation, double turn, uint64_t turns)
{
    (void)turn;
    (void)turns;
    return simulation->min;
}

static shape *const shapes[] = {
    [S7_PLANT_SINE] = sine_shape,         [S7_PLANT_RAMP] = ramp_shape,   [S7_PLANT_SQUARE] = square_shape,
    [S7_PLANT_TRIANGLE] = triangle_shape, [S7_PLANT_COUNT] = count_shape, [S7_PLANT_CONSTANT] = constant_shape,
};

double s7_wave_value(const struct s7_plant_simulation *simulation, s7_time elapsed)
{
    s7_time period = simulation->period > 0 ? simulation->period : S7_SECOND;
    double turn = (double)(elapsed % period) / (double)period;
    return shapes[simulation->wave](simulation, turn, (uint64_t)(elapsed / period));
}

/** What whole numbers a type holds; REAL and BOOL have their own way. */
struct whole_row {
    enum s7_type type;
    int64_t low;
    int64_t high;
    bool has_sign;
};

static const struct whole_row whole_rows[] = {
    {S7_TYPE_BYTE, 0, UINT8_MAX, false},   {S7_TYPE_CHAR, 0, UINT8_MAX, false},
    {S7_TYPE_WORD, 0, UINT16_MAX, false},  {S7_TYPE_INT, INT16_MIN, INT16_MAX, true},
    {S7_TYPE_DWORD, 0, UINT32_MAX, false}, {S7_TYPE_DINT, INT32_MIN, INT32_MAX, true},
    {S7_TYPE_TIMER, 0, 9990000, false},    {S7_TYPE_COUNTER, 0, 999, false},
};

static int64_t nearest_whole(double value, int64_t low, int64_t high)
{
    if (!(value > (double)low))
        return low;
    if (value >= (double)high)
        return high;
    return (int64_t)(value < 0 ? value - 0.5 : value + 0.5);
}

/* A timer counts three digits of one base: what lies between two steps goes down to the lower one. */
static int64_t whole_timer(int64_t milliseconds)
{
    int64_t base = 10;
    while (milliseconds / base > 999)
        base *= 10;
    return milliseconds / base * base;
}

struct s7_value s7_wave_typed(const struct s7_plant_simulation *simulation, enum s7_type type, double value)
{
    struct s7_value typed = {.type = type};
    for (size_t i = 0; i < sizeof whole_rows / sizeof whole_rows[0]; i++) {
        const struct whole_row *row = &whole_rows[i];
        if (row->type != type)
            continue;
        int64_t whole = nearest_whole(value, row->low, row->high);
        if (type == S7_TYPE_TIMER)
            whole = whole_timer(whole);
        if (row->has_sign)
            typed.as.signed_ = whole;
        else
            typed.as.unsigned_ = (uint64_t)whole;
        return typed;
    }
    if (type == S7_TYPE_REAL)
        typed.as.real = (float)value;
    else
        typed.as.boolean = value >= between(simulation, 0.5);
    return typed;
}
