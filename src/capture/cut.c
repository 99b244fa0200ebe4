/* SPDX-License-Identifier: MIT */
#include "capture/cut.h"

#include <assert.h>
#include <string.h>

#include "base/cursor.h"
#include "sieben/error.h"
#include "wire/tpkt.h"

enum {
    LOOK_SIZE = 7,    /* a TPKT header and the shortest TPDU, DT: length indicator, code, EOT */
    LOOK_CHAINED = 4, /* so much of a second one makes the first one certain */
    KEPT_MIN = 256,
    TPDU_DT = 0xF0,
    DT_LENGTH = 2,
    DT_NUMBER = 0x7F /* class 0 numbers nothing */
};

/* A TPDU of class 0 that is not DT: ER 70, DR 80, DC C0, CC D0, CR E0 (X.224, 13.2). */
static bool is_connect_code(uint8_t code)
{
    static const uint8_t codes[] = {0x70, 0x80, 0xC0, 0xD0, 0xE0};
    return memchr(codes, code, sizeof codes) != NULL;
}

static bool looks_like_tpdu(const uint8_t *tpdu, size_t size)
{
    if (tpdu[1] == TPDU_DT)
        return tpdu[0] == DT_LENGTH && !(tpdu[2] & DT_NUMBER);
    return is_connect_code(tpdu[1]) && (size_t)tpdu[0] + 1 == size;
}

enum s7_cut_look s7_cut_look(const uint8_t *octets, size_t size)
{
    static const uint8_t version[] = {S7_TPKT_VERSION, 0};
    size_t telegram_size;
    if (size < S7_TPKT_SIZE)
        return memcmp(octets, version, size < sizeof version ? size : sizeof version) == 0 ? S7_CUT_SHORT
                                                                                           : S7_CUT_NO;
    if (octets[1] != 0 || s7_tpkt_decode(octets, &telegram_size) != S7_OK)
        return S7_CUT_NO;
    if (size < LOOK_SIZE)
        return S7_CUT_SHORT;
    return looks_like_tpdu(octets + S7_TPKT_SIZE, telegram_size - S7_TPKT_SIZE) ? S7_CUT_YES : S7_CUT_NO;
}

/* Whether a telegram begins here, given everything up to the end of the segment. */
static enum s7_cut_look judge_start(const uint8_t *octets, size_t size)
{
    enum s7_cut_look look = s7_cut_look(octets, size);
    if (look != S7_CUT_YES)
        return look;
    size_t telegram_size = s7_load_u16(octets + 2);
    if (telegram_size >= size)
        return telegram_size == size ? S7_CUT_YES : S7_CUT_SHORT;
    size_t left = size - telegram_size;
    look = s7_cut_look(octets + telegram_size, left);
    return look == S7_CUT_SHORT && left >= LOOK_CHAINED ? S7_CUT_YES : look;
}

/* Octets before the next place where a telegram begins or may begin; SHORT is NO when nothing will follow. */
static size_t search_start(const uint8_t *octets, size_t size, bool final, enum s7_cut_look *ret_look)
{
    const uint8_t *end = octets + size;
    for (const uint8_t *at = octets; at < end; at++) {
        at = memchr(at, S7_TPKT_VERSION, (size_t)(end - at));
        if (!at)
            break;
        enum s7_cut_look look = judge_start(at, (size_t)(end - at));
        if (look == S7_CUT_YES || (look == S7_CUT_SHORT && !final)) {
            *ret_look = look;
            return (size_t)(at - octets);
        }
    }
    *ret_look = S7_CUT_NO;
    return size;
}

static void lose_octets(struct s7_cut *cut, const struct s7_turn *turn, enum s7_loss loss, size_t count)
{
    if (count) {
        cut->after_loss = true;
        s7_turn_lose(turn, loss, count);
    }
}

/* Size of the telegram that begins here: 0 none does, SIZE_MAX its header is not whole. */
static size_t telegram_size_at(const uint8_t *octets, size_t size)
{
    size_t telegram_size = 0;
    if (octets[0] != S7_TPKT_VERSION)
        return 0;
    if (size < S7_TPKT_SIZE)
        return SIZE_MAX;
    return s7_tpkt_decode(octets, &telegram_size) == S7_OK ? telegram_size : 0;
}

/* A piece of octets that is being cut: `kept` of them came with segments before. */
struct piece {
    const uint8_t *at;
    size_t size;
    size_t kept;
    bool final;
};

static unsigned framing_of(const struct s7_cut *cut, const struct piece *piece, size_t offset, size_t size)
{
    unsigned framing = 0;
    if (offset < piece->kept && offset + size > piece->kept)
        framing |= S7_FRAMING_SPLIT;
    if (offset + size < piece->size || offset > 0 || (piece->kept && cut->shared))
        framing |= S7_FRAMING_SHARED;
    if (cut->after_loss)
        framing |= S7_FRAMING_AFTER_GAP;
    return framing;
}

static void give_telegram(struct s7_cut *cut, const struct s7_turn *turn, const struct piece *piece,
                          size_t offset, size_t size)
{
    const struct s7_telegram telegram = {.packet = turn->packet,
                                         .time = turn->time,
                                         .side = turn->side,
                                         .framing = framing_of(cut, piece, offset, size),
                                         .octets = piece->at + offset,
                                         .size = size};
    cut->after_loss = false;
    turn->host->sink.telegram(turn->host->sink.user, turn->flow, &telegram);
}

/* The skipped end of a telegram, or what lies before the next one; how many octets. */
static size_t pass_over(struct s7_cut *cut, const struct s7_turn *turn, const struct piece *piece,
                        size_t offset)
{
    size_t left = piece->size - offset;
    size_t passed = cut->skip < left ? cut->skip : left;
    if (cut->searching) {
        enum s7_cut_look look;
        passed = search_start(piece->at + offset, left, piece->final, &look);
        cut->searching = look != S7_CUT_YES;
    } else {
        cut->skip -= (uint32_t)passed;
    }
    lose_octets(cut, turn, S7_LOSS_UNFRAMED, passed);
    return passed;
}

/* Gives every whole telegram; octets used: the rest has to wait. */
static size_t cut_piece(struct s7_cut *cut, const struct s7_turn *turn, const struct piece *piece)
{
    size_t offset = 0;
    while (offset < piece->size) {
        if (cut->searching || cut->skip) {
            offset += pass_over(cut, turn, piece, offset);
            if (cut->searching)
                break;
            continue;
        }
        size_t size = telegram_size_at(piece->at + offset, piece->size - offset);
        if (size == 0) {
            cut->searching = true;
            continue;
        }
        if (size > piece->size - offset)
            break;
        give_telegram(cut, turn, piece, offset, size);
        offset += size;
    }
    return offset;
}

static void drop_kept(struct s7_cut *cut, struct s7_hold *hold)
{
    s7_hold_give(hold, cut->kept, cut->capacity);
    cut->kept = NULL;
    cut->start = cut->size = cut->capacity = 0;
}

/* Room for `more` octets behind what is kept.  Grows by doubling, not to the size that a header claims. */
static bool reserve_kept(struct s7_cut *cut, struct s7_hold *hold, size_t more)
{
    size_t wanted = cut->size + more;
    if (wanted <= cut->capacity - cut->start)
        return true;
    if (cut->start)
        memmove(cut->kept, cut->kept + cut->start, cut->size);
    cut->start = 0;
    if (wanted <= cut->capacity / 2) /* else what was moved would soon be moved again */
        return true;
    size_t capacity = 2 * wanted > KEPT_MIN ? 2 * wanted : KEPT_MIN;
    uint8_t *moved = s7_hold_resize(hold, cut->kept, cut->capacity, capacity);
    if (!moved)
        return wanted <= cut->capacity;
    cut->kept = moved;
    cut->capacity = (uint32_t)capacity;
    return true;
}

static bool keep_octets(struct s7_cut *cut, struct s7_hold *hold, const uint8_t *octets, size_t size)
{
    if (!reserve_kept(cut, hold, size))
        return false;
    memcpy(cut->kept + cut->start + cut->size, octets, size);
    cut->size += (uint32_t)size;
    return true;
}

/* There is no room for octets that have to wait: as if they were missing. */
static void lose_for_memory(struct s7_cut *cut, const struct s7_turn *turn, const uint8_t *octets, size_t size)
{
    s7_turn_count(turn, S7_LOSS_MEMORY, 1);
    size_t telegram_size = cut->searching || cut->size ? 0 : telegram_size_at(octets, size);
    lose_octets(cut, turn, S7_LOSS_UNFRAMED, size);
    if (telegram_size > size && telegram_size != SIZE_MAX)
        cut->skip = (uint32_t)(telegram_size - size);
    else
        s7_cut_gap(cut, turn, size);
}

static void cut_kept(struct s7_cut *cut, const struct s7_turn *turn, size_t before, bool final)
{
    const struct piece piece = {cut->kept + cut->start, cut->size, before, final};
    size_t used = cut_piece(cut, turn, &piece);
    cut->start += (uint32_t)used;
    cut->size -= (uint32_t)used;
    if (used)
        cut->shared = used > before;
    if (cut->size == 0)
        drop_kept(cut, &turn->host->hold);
}

void s7_cut_input(struct s7_cut *cut, const struct s7_turn *turn, const uint8_t *octets, size_t size)
{
    struct s7_hold *hold = &turn->host->hold;
    size_t before = cut->size;
    if (before == 0) {
        const struct piece piece = {octets, size, 0, false};
        size_t used = cut_piece(cut, turn, &piece);
        cut->shared = used > 0;
        if (used < size && !keep_octets(cut, hold, octets + used, size - used))
            lose_for_memory(cut, turn, octets + used, size - used);
    } else if (keep_octets(cut, hold, octets, size)) {
        cut_kept(cut, turn, before, false);
    } else {
        lose_for_memory(cut, turn, octets, size);
    }
}

/* Octets up to the next beginning of a telegram, when that is known; SIZE_MAX: it is not. */
static size_t distance_to_start(const struct s7_cut *cut)
{
    if (cut->searching)
        return SIZE_MAX;
    if (cut->size == 0)
        return cut->skip;
    size_t telegram_size = telegram_size_at(cut->kept + cut->start, cut->size);
    return telegram_size == SIZE_MAX ? SIZE_MAX : telegram_size - cut->size;
}

static void give_up_kept(struct s7_cut *cut, const struct s7_turn *turn)
{
    if (cut->size && cut->searching)
        cut_kept(cut, turn, cut->size, true);
    lose_octets(cut, turn, S7_LOSS_UNFRAMED, cut->size);
    drop_kept(cut, &turn->host->hold);
}

void s7_cut_gap(struct s7_cut *cut, const struct s7_turn *turn, uint64_t octets)
{
    size_t distance = distance_to_start(cut);
    give_up_kept(cut, turn);
    cut->after_loss = true;
    cut->searching = distance == SIZE_MAX || octets > distance;
    cut->skip = cut->searching ? 0 : (uint32_t)(distance - octets);
}

void s7_cut_end(struct s7_cut *cut, const struct s7_turn *turn)
{
    give_up_kept(cut, turn);
}
