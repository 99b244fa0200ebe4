/* SPDX-License-Identifier: MIT
 *
 * register/csv_read.h — a text of separated values, as spreadsheets write it, with the place of every field.
 *
 * RFC 4180, and what is met beside it: a semicolon or tabulator as separator (found from the first record, or said by a
 * first line "sep=;"), a byte order mark, lines that end in LF or CR alone.  A quote within a field that is not quoted,
 * text behind a closing quote, a quote that is not closed, and octets that are not UTF-8 are errors with a place.
 *
 * Not libcsv: it tells no places, cuts blanks off fields, and was last released in 2013.
 */
#ifndef REGISTER_CSV_READ_H
#define REGISTER_CSV_READ_H

#include "plant/plant.h"
#include "plant/storage.h"

struct s7_csv_field {
    const char *text; /**< NUL-terminated, without its quotes; no other NUL in it */
    size_t length;
    struct s7_plant_mark mark;
};

struct s7_csv_record {
    struct s7_csv_field *fields;
    size_t count;
    size_t number; /**< as a spreadsheet counts rows, from 1: records with nothing in them count, too */
};

struct s7_csv {
    char separator;
    struct s7_csv_record *records; /**< those with something in them */
    size_t count;
};

enum { S7_CSV_FIELDS_MOST = 256, S7_CSV_RECORDS_MOST = 1000000 };

/**
 * Everything lives in `storage`.
 * @return S7_OK and *ret_csv; S7_ERR_LOCAL_FILE: at least one fault was reported; S7_ERR_LOCAL_MEMORY
 */
int s7_csv_read(const char *text, size_t size, struct s7_storage *storage, s7_plant_report *report, void *user,
                struct s7_csv *ret_csv);

#endif
