/* SPDX-License-Identifier: MIT
 *
 * exchange/wave.h — moving values for simulated CPUs: a function of time and nothing else.
 *
 *   sine, triangle  between min and max, one period long
 *   ramp            from min up to max, then from min again
 *   square          max in the first half of the period, min in the second
 *   count           min, min + 1, … max, then from min again; one step per period
 *   constant        min
 */
#ifndef EXCHANGE_WAVE_H
#define EXCHANGE_WAVE_H

#include "plant/plant.h"
#include "value/type.h"

/** The value of a simulation `elapsed` (>= 0) after its start. */
double s7_wave_value(const struct s7_plant_simulation *simulation, s7_time elapsed);

/** The nearest value that `type` can carry.  BOOL: true from the middle between min and max upwards. */
struct s7_value s7_wave_typed(const struct s7_plant_simulation *simulation, enum s7_type type, double value);

#endif
