/*
 * Take everything that waits at a socket by one system call, and decrypt the
 * media of known sources where it lies.
 */

#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "kernel.h"

#define SMALLEST_PACKET 12

/* ---- the directory: open addressing, no marks where something was ---- */

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

/* Where a source stands, or would. */
static struct known *find(struct directory *directory, const struct known *source) {
    uint32_t at = home(source);
    while (directory->entries[at].number && !is_same(&directory->entries[at], source))
        at = (at + 1) % MOST_KNOWN;
    return &directory->entries[at];
}

int know(struct directory *directory, const struct known *source) {
    struct known *entry = find(directory, source);
    if (!entry->number && directory->count >= MOST_KNOWN / 2)
        return 0;
    directory->count += !entry->number;
    *entry = *source;
    return 1;
}

void forget(struct directory *directory, const struct known *source) {
    struct known *entry = find(directory, source);
    if (!entry->number)
        return;
    directory->count--;
    uint32_t hole = (uint32_t)(entry - directory->entries);
    directory->entries[hole].number = 0;
    /* What stands behind is found only if nothing is missing before it. */
    for (uint32_t at = (hole + 1) % MOST_KNOWN; directory->entries[at].number; at = (at + 1) % MOST_KNOWN) {
        struct known moved = directory->entries[at];
        directory->entries[at].number = 0;
        *find(directory, &moved) = moved;
    }
}

/* ---- what comes ---- */

/* RTP in SRTP's place, and not RTCP (RFC 7983, RFC 5761). */
static int is_media(const uint8_t *packet, uint32_t size) {
    return size >= SMALLEST_PACKET && packet[0] >> 6 == 2 && (packet[1] < 192 || packet[1] >= 224);
}

static void decrypt(struct directory *directory, uint32_t place, struct intake *intake, uint32_t at) {
    uint8_t *packet = intake->datagrams + at * LONGEST_DATAGRAM;
    intake->numbers[at] = intake->failures[at] = 0;
    if (!is_media(packet, intake->sizes[at]))
        return;
    struct known asked;
    asked.place = place;
    memcpy(asked.ssrc, packet + 8, 4);
    memcpy(asked.name, intake->names + at * NAME_SIZE, NAME_SIZE);
    const struct known *source = find(directory, &asked);
    if (!source->number)
        return;
    int size = intake->sizes[at];
    intake->numbers[at] = source->number;
    intake->failures[at] = (uint8_t)directory->unprotect(source->session, packet, &size);
    intake->sizes[at] = (uint16_t)size;
}

int take_in(int socket, uint32_t place, struct intake *intake, uint32_t most, struct directory *directory) {
    struct mmsghdr headers[MOST_DATAGRAMS];
    struct iovec vectors[MOST_DATAGRAMS];
    uint32_t count = most < MOST_DATAGRAMS ? most : MOST_DATAGRAMS;
    memset(headers, 0, count * sizeof headers[0]);
    memset(intake->names, 0, count * NAME_SIZE);
    for (uint32_t at = 0; at < count; at++) {
        vectors[at].iov_base = intake->datagrams + at * LONGEST_DATAGRAM;
        vectors[at].iov_len = LONGEST_DATAGRAM;
        headers[at].msg_hdr.msg_iov = &vectors[at];
        headers[at].msg_hdr.msg_iovlen = 1;
        headers[at].msg_hdr.msg_name = intake->names + at * NAME_SIZE;
        headers[at].msg_hdr.msg_namelen = NAME_SIZE;
    }
    int taken = recvmmsg(socket, headers, count, MSG_DONTWAIT, 0);
    for (int at = 0; at < taken; at++) {
        intake->sizes[at] = (uint16_t)headers[at].msg_len;
        decrypt(directory, place, intake, (uint32_t)at);
    }
    return taken > 0 ? taken : 0;
}
