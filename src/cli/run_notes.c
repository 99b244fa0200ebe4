/* SPDX-License-Identifier: MIT */
#include "cli/run_notes.h"

#include <stdlib.h>
#include <string.h>

FILE *s7_run_notes_open(struct s7_run_notes *notes)
{
    notes->fresh = NULL;
    notes->fresh_size = 0;
    notes->file = open_memstream(&notes->fresh, &notes->fresh_size);
    return notes->file ? notes->file : stderr;
}

/** Whole lines from the start give way. */
static void shorten(struct s7_run_notes *notes)
{
    if (notes->size <= S7_RUN_NOTES_MOST)
        return;
    const char *from = notes->text + notes->size - S7_RUN_NOTES_MOST;
    const char *line = strchr(from, '\n');
    from = line ? line + 1 : from;
    notes->size = strlen(from);
    memmove(notes->text, from, notes->size + 1);
}

static void keep(struct s7_run_notes *notes)
{
    char *text = realloc(notes->text, notes->size + notes->fresh_size + 1);
    if (!text) {
        fputs(notes->fresh, stderr);
        return;
    }
    memcpy(text + notes->size, notes->fresh, notes->fresh_size + 1);
    notes->text = text;
    notes->size += notes->fresh_size;
    shorten(notes);
}

void s7_run_notes_close(struct s7_run_notes *notes)
{
    if (!notes->file)
        return;
    bool whole = fclose(notes->file) == 0 && notes->fresh;
    notes->file = NULL;
    if (whole && notes->kept)
        keep(notes);
    else if (whole)
        fputs(notes->fresh, stderr);
    free(notes->fresh);
    notes->fresh = NULL;
}

void s7_run_notes_release(struct s7_run_notes *notes)
{
    if (notes->text)
        fputs(notes->text, stderr);
    s7_run_notes_free(notes);
    notes->kept = false;
}

void s7_run_notes_free(struct s7_run_notes *notes)
{
    free(notes->text);
    notes->text = NULL;
    notes->size = 0;
}
