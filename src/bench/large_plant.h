/* SPDX-License-Identifier: MIT
 *
 * bench/large_plant.h — a plant file as large as wanted, in which there is nothing to find.
 */
#ifndef BENCH_LARGE_PLANT_H
#define BENCH_LARGE_PLANT_H

#include <stddef.h>

/**
 * Writes the file for a number of CPUs that ten divides, with at most 20 connections for each: cells of ten CPUs each, whose connections go around within the cell, each with a PUT and a GET.
 * @return its text, `*ret_size` octets, free() it; NULL: other numbers, or memory ran out
 */
char *s7_bench_large_plant(size_t cpus, size_t connections, size_t *ret_size);

#endif
