/* SPDX-License-Identifier: MIT
 *
 * cli/plant_words.h — values of a plant as the plant file writes them.
 */
#ifndef CLI_PLANT_WORDS_H
#define CLI_PLANT_WORDS_H

#include "plant/schema.h"
#include "value/access_set.h"

/** The word of a key for a value: s7_plant_word_of(S7_ELEMENT_CONNECTION, "service", 0) is "put_get"; "": none. */
const char *s7_plant_word_of(enum s7_plant_element element, const char *key, unsigned value);

/** "100ms", "5s", "180d". */
void s7_plant_write_duration(struct s7_strbuf *buf, s7_time duration);

/** "2026-11-18"; nothing when it is not given. */
void s7_plant_write_date(struct s7_strbuf *buf, const struct s7_plant_date *date);

/** Lines with commas between. */
void s7_plant_write_texts(struct s7_strbuf *buf, const struct s7_plant_texts *texts);

/** Ranges with commas between; of more than `most` the first ones, and how many more there are. */
void s7_plant_write_ranges(struct s7_strbuf *buf, const struct s7_range *ranges, size_t count, size_t most);

/** The area itself, as one names it: "DB100", "M". */
void s7_plant_write_area(struct s7_strbuf *buf, const struct s7_range *area);

/** "10.10.1.11", with the port unless it is 102. */
void s7_plant_write_address(struct s7_strbuf *buf, const struct s7_plant_cpu *cpu);

#endif
