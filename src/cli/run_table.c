/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE    700 /* wcwidth(), and wide characters of curses */
#define NCURSES_WIDECHAR 1
#include "cli/run_table.h"

#include <curses.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

enum { ESCAPE = 27, DELETE = 127, ESCAPE_DELAY_MS = 25, CELLS = 512 };

struct s7_run_table {
    SCREEN *screen;
    FILE *input; /**< standard input, or the terminal itself when that is something else */
    struct s7_run_view view;
    const struct s7_run_snapshot *snapshot;
    const struct s7_run_notes *notes;
    bool coloured;
};

bool s7_run_table_is_possible(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && terminal && terminal[0] && strcmp(terminal, "dumb") != 0;
}

bool s7_run_table_is_gone(void)
{
    struct termios settings;
    return tcgetattr(STDOUT_FILENO, &settings) != 0;
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

/** Reads one character of UTF-8; what is none is one octet, and '?'. */
static const char *next_character(const char *text, wchar_t *ret_character)
{
    unsigned char first = (unsigned char)*text;
    size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    unsigned character = more == 3   ? first & 0x07U
                         : more == 2 ? first & 0x0FU
                         : more == 1 ? first & 0x1FU
                                     : first;
    *ret_character = L'?';
    if (first >= 0x80 && more == 0)
        return text + 1;
    for (size_t i = 1; i <= more; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return text + 1;
        character = character << 6 | ((unsigned char)text[i] & 0x3FU);
    }
    *ret_character = (wchar_t)character;
    return text + 1 + more;
}

/** Characters that this terminal cannot show (its locale lacks them, or they control it) are '?'. */
static int shown_width(wchar_t *character)
{
    char octets[16]; /* of any character in any locale */
    mbstate_t state;
    memset(&state, 0, sizeof state);
    int width = wcwidth(*character);
    if (width >= 0 && wcrtomb(octets, *character, &state) != (size_t)-1)
        return width;
    *character = L'?';
    return 1;
}

/** Cut to `width` cells and filled up with blanks. */
static void fit(const char *text, size_t width, wchar_t *cells)
{
    size_t used = 0, count = 0;
    while (*text && count + 1 < CELLS) {
        wchar_t character;
        text = next_character(text, &character);
        int cell = shown_width(&character);
        if (used + (size_t)cell > width)
            break;
        used += (size_t)cell;
        cells[count++] = character;
    }
    while (used++ < width && count + 1 < CELLS)
        cells[count++] = L' ';
    cells[count] = L'\0';
}

/* ---- painting ---------------------------------------------------------------------------------------------------- */

enum { RED = 1, YELLOW };

static attr_t attributes_of(const struct s7_run_table *table, enum s7_run_style style, short *ret_colour)
{
    static const attr_t attributes[] = {[S7_RUN_STYLE_PLAIN] = A_NORMAL,     [S7_RUN_STYLE_HEAD] = A_BOLD,
                                        [S7_RUN_STYLE_SELECTED] = A_REVERSE, [S7_RUN_STYLE_FAILING] = A_NORMAL,
                                        [S7_RUN_STYLE_WAITING] = A_NORMAL,   [S7_RUN_STYLE_IDLE] = A_DIM};
    static const short colours[] = {
        [S7_RUN_STYLE_FAILING] = RED, [S7_RUN_STYLE_WAITING] = YELLOW, [S7_RUN_STYLE_IDLE] = 0};
    *ret_colour = table->coloured ? colours[style] : 0;
    return attributes[style];
}

static void put(void *user, size_t row, size_t column, size_t width, enum s7_run_style style, const char *text)
{
    const struct s7_run_table *table = user;
    wchar_t cells[CELLS];
    short colour;
    attr_t attributes = attributes_of(table, style, &colour);
    size_t most = (size_t)COLS > column ? (size_t)COLS - column : 0;
    fit(text, width < most ? width : most, cells);
    attr_set(attributes, colour, NULL);
    mvaddwstr((int)row, (int)column, cells);
}

void s7_run_table_repaint(struct s7_run_table *table)
{
    struct s7_run_canvas canvas = {.rows = (size_t)LINES, .columns = (size_t)COLS, .put = put, .user = table};
    if (!table->snapshot)
        return;
    erase();
    s7_run_paint(&canvas, &table->view, table->snapshot, table->notes);
    refresh();
}

void s7_run_table_show(struct s7_run_table *table, const struct s7_run_snapshot *snapshot,
                       const struct s7_run_notes *notes)
{
    table->snapshot = snapshot;
    table->notes = notes;
    s7_run_table_repaint(table);
}

void s7_run_table_resize(struct s7_run_table *table)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return;
    resizeterm(size.ws_row, size.ws_col);
    clear();
    s7_run_table_repaint(table);
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static unsigned key_of(wint_t got, bool function)
{
    static const struct {
        wint_t got;
        bool function;
        unsigned key;
    } rows[] = {{KEY_UP, true, S7_RUN_KEY_UP},         {KEY_DOWN, true, S7_RUN_KEY_DOWN},
                {KEY_PPAGE, true, S7_RUN_KEY_PAGE_UP}, {KEY_NPAGE, true, S7_RUN_KEY_PAGE_DOWN},
                {KEY_HOME, true, S7_RUN_KEY_HOME},     {KEY_END, true, S7_RUN_KEY_END},
                {KEY_ENTER, true, S7_RUN_KEY_ENTER},   {KEY_BACKSPACE, true, S7_RUN_KEY_BACKSPACE},
                {'\n', false, S7_RUN_KEY_ENTER},       {'\r', false, S7_RUN_KEY_ENTER},
                {ESCAPE, false, S7_RUN_KEY_ESCAPE},    {'\b', false, S7_RUN_KEY_BACKSPACE},
                {DELETE, false, S7_RUN_KEY_BACKSPACE}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].got == got && rows[i].function == function)
            return rows[i].key;
    return function ? 0 : (unsigned)got;
}

bool s7_run_table_key(struct s7_run_table *table, enum s7_run_action *ret_action,
                      const struct s7_run_row **ret_row)
{
    wint_t got;
    int result = get_wch(&got);
    if (result == ERR || !table->snapshot)
        return false;
    *ret_row = s7_run_view_row(&table->view, table->snapshot);
    *ret_action = s7_run_view_key(&table->view, key_of(got, result == KEY_CODE_YES));
    s7_run_view_arrange(&table->view, table->snapshot);
    return true;
}

/* ---- taking the screen and giving it back ------------------------------------------------------------------------ */

int s7_run_table_fd(const struct s7_run_table *table)
{
    return fileno(table->input);
}

static bool want_colours(void)
{
    const char *refused = getenv("NO_COLOR");
    return !(refused && refused[0]) && has_colors();
}

static void set_up_screen(struct s7_run_table *table)
{
    set_escdelay(ESCAPE_DELAY_MS);
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, true);
    nodelay(stdscr, true);
    curs_set(0);
    table->coloured = want_colours() && start_color() == OK && use_default_colors() == OK;
    if (table->coloured) {
        init_pair(RED, COLOR_RED, -1);
        init_pair(YELLOW, COLOR_YELLOW, -1);
    }
}

int s7_run_table_open(struct s7_run_table **ret_table)
{
    struct s7_run_table *table = calloc(1, sizeof *table);
    if (!table)
        return S7_ERR_LOCAL_MEMORY;
    setlocale(LC_CTYPE, ""); /* numbers stay as they are */
    s7_run_view_init(&table->view);
    table->input = isatty(STDIN_FILENO) ? stdin : fopen("/dev/tty", "r");
    table->screen = table->input ? newterm(NULL, stdout, table->input) : NULL;
    if (!table->screen) {
        s7_run_table_close(table);
        return S7_ERR_LOCAL_SYSTEM;
    }
    set_up_screen(table);
    *ret_table = table;
    return S7_OK;
}

void s7_run_table_close(struct s7_run_table *table)
{
    if (!table)
        return;
    if (table->screen) {
        endwin();
        delscreen(table->screen);
    }
    if (table->input && table->input != stdin)
        fclose(table->input);
    s7_run_view_free(&table->view);
    free(table);
}
