/* SPDX-License-Identifier: MIT
 *
 * register/csv_foreign.h — symbols that other programs export become the `tags` of a CPU.
 *
 * Formats whose columns are published:
 *   step7-sdf   symbol table of STEP 7, System Data Format: "symbol","address","data type","comment" (Programming with
 *               STEP 7, manual, chapter 8.6)
 *   step7-seq   the same as assignment list: tabulator, address, tabulator, symbol, tabulator, comment (there as well)
 *   kepserver   tags of a device of KEPServerEX: columns by title, of which Tag Name, Address, Data Type, Eng Units and
 *               Description are read (its page on CSV import and export)
 *
 * Addresses are taken in English and German mnemonics, with blanks, and as DB10,REAL4.  What is no data that PUT/GET
 * reaches (blocks, peripherals, types without an address of ours) is passed over with a warning.
 */
#ifndef REGISTER_CSV_FOREIGN_H
#define REGISTER_CSV_FOREIGN_H

#include "register/csv_import.h"

enum s7_csv_format { S7_CSV_STEP7_SDF, S7_CSV_STEP7_SEQ, S7_CSV_KEPSERVER, S7_CSV_FORMAT_COUNT };

/** The format of this name, S7_CSV_FORMAT_COUNT: none. */
enum s7_csv_format s7_csv_format_named(const char *name);

/**
 * "E 0.0", "MD 20" and "REAL", "DB1,INT2" as a tag of ours: "I0.0:BOOL", "MD20:REAL", "DB1.DBW2:INT".
 * @return false: it is none; ret_tag is untouched then
 */
bool s7_csv_foreign_tag(const char *address, const char *type, char ret_tag[S7_TAG_TEXT_SIZE]);

/** The plant file `base` with the symbols as tags of `cpu`; results as s7_csv_import_into(). */
int s7_csv_import_tags(const struct s7_csv_source *base, const struct s7_csv_source *source,
                       enum s7_csv_format format, const char *cpu, s7_csv_report *report, void *user,
                       char **ret_text, size_t *ret_size);

#endif
