/*
 * Know the sources of media by address and SSRC: open addressing, and no marks
 * where something was.
 */

#include <string.h>

#include "kernel.h"

static uint32_t home(const struct known *source) {
    const uint8_t *bytes = source->name;
    uint64_t words[4], mixed = source->place;
    uint32_t ssrc;
    memcpy(words, bytes, sizeof words - 4);
    words[3] = 0;
    memcpy(&words[3], bytes + 24, 4);
    memcpy(&ssrc, source->ssrc, 4);
    words[3] |= (uint64_t)ssrc << 32;
    for (uint32_t at = 0; at < 4; at++) {
        mixed = (mixed ^ words[at]) * 0x9E3779B97F4A7C15u;
        mixed ^= mixed >> 32;
    }
    return (uint32_t)mixed % MOST_KNOWN;
}

static int is_same(const struct known *one, const struct known *other) {
    return one->place == other->place && !memcmp(one->ssrc, other->ssrc, 4) &&
           !memcmp(one->name, other->name, NAME_SIZE);
}

struct known *find_known(struct directory *directory, const struct known *source) {
    uint32_t at = home(source);
    while (directory->entries[at].number && !is_same(&directory->entries[at], source))
        at = (at + 1) % MOST_KNOWN;
    return &directory->entries[at];
}

int know(struct directory *directory, const struct known *source) {
    struct known *entry = find_known(directory, source);
    if (!entry->number && directory->count >= MOST_KNOWN / 2)
        return 0;
    directory->count += !entry->number;
    *entry = *source;
    return 1;
}

void forget(struct directory *directory, const struct known *source) {
    struct known *entry = find_known(directory, source);
    if (!entry->number)
        return;
    directory->count--;
    uint32_t hole = (uint32_t)(entry - directory->entries);
    directory->entries[hole].number = 0;
    /* What stands behind is found only if nothing is missing before it. */
    for (uint32_t at = (hole + 1) % MOST_KNOWN; directory->entries[at].number; at = (at + 1) % MOST_KNOWN) {
        struct known moved = directory->entries[at];
        directory->entries[at].number = 0;
        *find_known(directory, &moved) = moved;
    }
}
