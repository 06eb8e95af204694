/*
 * The innermost loop of the server: rewrite, protect and send the packets of a
 * burst to all receivers of an encoding, with as few system calls as there can be.
 *
 * A lane is one receiver's stream: constant offsets, and where its memory of what
 * went out stands. Everything in it is set by media/kernel/lane.py; what this loop
 * writes is said beside the fields. The cipher is libsrtp, whose function the
 * caller hands over. Linux alone has sendmmsg and UDP_SEGMENT.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "kernel.h"

#define SOL_UDP_LEVEL 17
#define UDP_SEGMENT_OPTION 103
#define MOST_SEGMENTS 64
#define MOST_BYTES 65000
#define TRAILER 148
#define WORTH_SENDING 131072
/* The lengths of media/routing/departures.py's and repeats.py's columns. */
#define DEPARTURES 4096
#define REPEATS 64

static void put16(uint8_t *at, uint16_t value) {
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void put32(uint8_t *at, uint32_t value) {
    put16(at, (uint16_t)(value >> 16));
    put16(at + 2, (uint16_t)value);
}

/* ---- sending ---- */

static int is_blocked(const struct fan *fan, const struct message *message) {
    return fan->blocked >> message->place & 1;
}

static void leave(struct fan *fan, const struct message *message, uint32_t offset, uint32_t size) {
    if (fan->unsent_count == MOST_UNSENT) {
        fan->no_room += (size + message->segment - 1) / message->segment;
        return;
    }
    struct unsent *unsent = &fan->unsent[fan->unsent_count++];
    unsent->place = message->place;
    unsent->offset = offset;
    unsent->size = size;
    unsent->segment = message->segment;
    memcpy(unsent->name, message->name, NAME_SIZE);
}

static void leave_all(struct fan *fan, const struct message *message) {
    for (uint32_t at = 0; at < message->pieces; at++) {
        const struct iovec *piece = &message->vectors[at];
        leave(fan, message, (uint32_t)((uint8_t *)piece->iov_base - fan->memory), (uint32_t)piece->iov_len);
    }
}

/* A way that cannot take a run as one gets its datagrams one by one. */
static void send_singly(struct fan *fan, const struct message *message) {
    for (uint32_t at = 0; at < message->pieces; at++) {
        const struct iovec *piece = &message->vectors[at];
        uint32_t offset = (uint32_t)((uint8_t *)piece->iov_base - fan->memory), left = (uint32_t)piece->iov_len;
        while (left) {
            uint32_t size = left < message->segment ? left : message->segment;
            ssize_t sent = -1;
            errno = EAGAIN;
            if (!is_blocked(fan, message))
                sent = sendto(message->socket, fan->memory + offset, size, 0,
                              (const struct sockaddr *)message->name, message->name_size);
            if (sent >= 0) {
                fan->datagrams++;
            } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
                fan->blocked |= 1u << message->place;
                leave(fan, message, offset, left);
                break;
            } else {
                fan->failed++;
            }
            offset += size;
            left -= size;
        }
    }
}

static void fill(struct message *message, struct mmsghdr *header, char *control) {
    memset(header, 0, sizeof *header);
    header->msg_hdr.msg_name = message->name;
    header->msg_hdr.msg_namelen = message->name_size;
    header->msg_hdr.msg_iov = message->vectors;
    header->msg_hdr.msg_iovlen = message->pieces;
    if (message->size <= message->segment)
        return;
    header->msg_hdr.msg_control = control;
    header->msg_hdr.msg_controllen = CMSG_SPACE(sizeof(uint16_t));
    struct cmsghdr *ancillary = CMSG_FIRSTHDR(&header->msg_hdr);
    uint16_t segment = (uint16_t)message->segment;
    ancillary->cmsg_level = SOL_UDP_LEVEL;
    ancillary->cmsg_type = UDP_SEGMENT_OPTION;
    ancillary->cmsg_len = CMSG_LEN(sizeof segment);
    memcpy(CMSG_DATA(ancillary), &segment, sizeof segment);
}

/* Send messages of one socket that stand in a row. */
static void send_some(struct fan *fan, uint32_t start, uint32_t end) {
    struct mmsghdr headers[MOST_MESSAGES];
    char controls[MOST_MESSAGES][CMSG_SPACE(sizeof(uint16_t))] __attribute__((aligned(8)));
    for (uint32_t at = start; at < end; at++)
        fill(&fan->messages[at], &headers[at], controls[at]);
    while (start < end) {
        struct message *message = &fan->messages[start];
        if (is_blocked(fan, message)) {
            leave_all(fan, message);
            start++;
            continue;
        }
        int sent = sendmmsg(message->socket, headers + start, end - start, 0);
        for (int done = 0; done < sent; done++)
            fan->datagrams += fan->messages[start++].segments;
        if (sent > 0 || errno == EINTR)
            continue;
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            fan->blocked |= 1u << message->place;
        else
            send_singly(fan, &fan->messages[start++]);
    }
}

void fan_flush(struct fan *fan) {
    uint32_t left_before = fan->unsent_count;
    for (uint32_t start = 0; start < fan->count;) {
        uint32_t end = start + 1;
        while (end < fan->count && fan->messages[end].socket == fan->messages[start].socket)
            end++;
        send_some(fan, start, end);
        start = end;
    }
    fan->count = 0;
    fan->round++;
    /* What could not be sent stays where it is until the caller has taken it. */
    if (fan->unsent_count != left_before)
        fan->kept = fan->used;
    fan->used = fan->kept;
}

/* ---- gathering what goes to one address ---- */

/* Only the last datagram of a run may be shorter than the others. */
static int joins(const struct message *open, const struct way *way, const uint8_t *at, uint32_t size) {
    const struct iovec *last = &open->vectors[open->pieces - 1];
    int runs_on = (const uint8_t *)last->iov_base + last->iov_len == at;
    return way->may_segment && open->size == open->segments * open->segment && size <= open->segment &&
           open->segments < MOST_SEGMENTS && open->size + size <= MOST_BYTES &&
           (runs_on || open->pieces < MOST_PIECES);
}

static struct message *begin(struct fan *fan, struct way *way, uint32_t segment) {
    way->round = fan->round;
    way->message = fan->count++;
    struct message *message = &fan->messages[way->message];
    message->socket = way->socket;
    message->place = way->place;
    message->name_size = way->name_size;
    memcpy(message->name, way->name, NAME_SIZE);
    message->pieces = message->segments = message->size = 0;
    message->segment = segment;
    return message;
}

static void add(struct fan *fan, struct way *way, uint8_t *at, uint32_t size) {
    struct message *open = way->round == fan->round ? &fan->messages[way->message] : 0;
    if (!open || !joins(open, way, at, size))
        open = begin(fan, way, size);
    struct iovec *last = open->pieces ? &open->vectors[open->pieces - 1] : 0;
    if (last && (uint8_t *)last->iov_base + last->iov_len == at) {
        last->iov_len += size;
    } else {
        open->vectors[open->pieces].iov_base = at;
        open->vectors[open->pieces++].iov_len = size;
    }
    open->size += size;
    open->segments++;
    fan->used += size;
}

/* Room for one more packet, if need be by sending what is there. */
static int has_room(struct fan *fan, uint32_t needed) {
    if (fan->count == MOST_MESSAGES || fan->used - fan->kept > WORTH_SENDING ||
        fan->used + needed > fan->memory_size)
        fan_flush(fan);
    return fan->used + needed <= fan->memory_size;
}

/* ---- one receiver's packets ---- */

static int write_packet(const struct lane *lane, const struct packet *packet, const uint8_t *payload,
                        uint64_t number, uint8_t *at) {
    at[0] = lane->first_byte;
    at[1] = (uint8_t)(packet->marker << 7 | lane->payload_type);
    put16(at + 2, (uint16_t)(packet->sequence + lane->sequence_offset));
    put32(at + 4, packet->timestamp + lane->timestamp_offset);
    put32(at + 8, lane->ssrc);
    memcpy(at + 12, lane->block, lane->block_size);
    if (lane->next_number)
        put16(at + 12 + lane->number_at, (uint16_t)number);
    memcpy(at + 12 + lane->block_size, payload, packet->size);
    return (int)(12 + lane->block_size + packet->size);
}

/* Take note of a packet as media/routing/departures.py and repeats.py would; give its number. */
static uint64_t note(struct lane *lane, const struct packet *packet, double now) {
    uint64_t number = 0;
    if (lane->next_number) {
        number = (*lane->next_number)++;
        lane->times[number % DEPARTURES] = now;
        lane->sizes[number % DEPARTURES] = (uint16_t)packet->size;
    }
    if (lane->sequences) {
        uint16_t sequence = (uint16_t)(packet->sequence + lane->sequence_offset);
        lane->sequences[sequence % REPEATS] = sequence;
        lane->numbers[sequence % REPEATS] = (int64_t)number;
    }
    return number;
}

static void send_lane(struct fan *fan, struct lane *lane, const struct load *load, double now) {
    for (uint32_t place = 0; place < load->packet_count; place++) {
        const struct packet *packet = &load->packets[place];
        uint64_t number = note(lane, packet, now);
        if (!has_room(fan, 12u + lane->block_size + packet->size + TRAILER)) {
            fan->no_room++;
            continue;
        }
        uint8_t *at = fan->memory + fan->used;
        int size = write_packet(lane, packet, load->payloads + packet->offset, number, at);
        if (fan->protect(lane->way->session, at, &size))
            fan->not_protected++;
        else
            add(fan, lane->way, at, (uint32_t)size);
    }
}

/* Receivers one after the other, each with what it gets of all bursts: that may leave as one. */
void fan_forward(struct fan *fan, struct load *loads, uint32_t count, double now) {
    uint32_t most = 0;
    for (uint32_t at = 0; at < count; at++)
        most = loads[at].track->lane_count > most ? loads[at].track->lane_count : most;
    for (uint32_t place = 0; place < most; place++) {
        for (uint32_t at = 0; at < count; at++) {
            const struct track *track = loads[at].track;
            if (place >= track->lane_count)
                continue;
            struct lane *lane = track->lanes[place];
            track->refused[place] = !lane->way->ready;
            loads[at].refused_count += !lane->way->ready;
            if (lane->way->ready)
                send_lane(fan, lane, &loads[at], now);
        }
    }
}
