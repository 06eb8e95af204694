/*
 * The innermost loop of the server: rewrite, protect and send the packets of
 * bursts to many receivers, with as few system calls as there can be.
 *
 * It keeps nothing between two calls. Each row says what to do for one receiver
 * (media/kernel/fan_out.py makes them); the cipher is libsrtp, whose function the
 * caller hands over. Linux alone has sendmmsg and UDP_SEGMENT.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define SOL_UDP_LEVEL 17
#define UDP_SEGMENT_OPTION 103
#define MOST_SEGMENTS 64
#define MOST_BYTES 65000
#define MOST_MESSAGES 64
#define TRAILER 148

typedef int (*protect_function)(void *session, void *packet, int *size);

struct packet {
    uint32_t offset, size, timestamp;
    uint16_t sequence;
    uint8_t marker, reserved;
};

struct burst {
    uint32_t first, count;
};

struct row {
    /* What changes from burst to burst, then what stays. */
    uint32_t burst, number;
    uint64_t session;
    uint32_t socket, ssrc, timestamp_offset;
    uint16_t sequence_offset;
    uint8_t first_byte, payload_type, number_at, block_size, address_size, may_segment;
    uint8_t address[28], block[32];
};

_Static_assert(sizeof(struct row) == 96, "media/kernel/fan_out.py packs rows of 96 bytes");

/* What could not be sent: a place in the memory, cut into datagrams of `segment` bytes. */
struct unsent {
    uint32_t row, offset, size, segment;
};

struct work {
    protect_function protect;
    const uint8_t *payloads;
    const struct packet *packets;
    const struct burst *bursts;
    const struct row *rows;
    uint32_t row_count;
    uint8_t *memory;
    uint32_t memory_size;
    struct unsent *unsent;
    uint32_t unsent_size;
    /* The outcome. */
    uint32_t unsent_count, datagrams, not_protected, failed, no_room;
};

struct message {
    uint32_t row, offset, size, segment;
};

struct batch {
    struct message messages[MOST_MESSAGES];
    uint32_t count;
    /* Memory before this is kept for what could not be sent. */
    uint32_t kept, used;
    int64_t blocked_socket;
};

static void put16(uint8_t *at, uint16_t value) {
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void put32(uint8_t *at, uint32_t value) {
    put16(at, (uint16_t)(value >> 16));
    put16(at + 2, (uint16_t)value);
}

static uint32_t segments_of(const struct message *message) {
    return (message->size + message->segment - 1) / message->segment;
}

static void leave(struct work *work, const struct message *message) {
    if (work->unsent_count == work->unsent_size) {
        work->no_room += segments_of(message);
        return;
    }
    struct unsent *unsent = &work->unsent[work->unsent_count++];
    unsent->row = message->row;
    unsent->offset = message->offset;
    unsent->size = message->size;
    unsent->segment = message->segment;
}

/* A way that cannot take a run as one gets its datagrams one by one. */
static void send_singly(struct work *work, struct batch *batch, const struct message *message) {
    const struct row *row = &work->rows[message->row];
    for (uint32_t done = 0; done < message->size; done += message->segment) {
        uint32_t left = message->size - done;
        uint32_t size = left < message->segment ? left : message->segment;
        ssize_t sent = sendto((int)row->socket, work->memory + message->offset + done, size, 0,
                              (const struct sockaddr *)row->address, row->address_size);
        if (sent >= 0) {
            work->datagrams++;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct message rest = {message->row, message->offset + done, left, message->segment};
            batch->blocked_socket = row->socket;
            leave(work, &rest);
            return;
        } else {
            work->failed++;
        }
    }
}

static void fill(struct work *work, const struct message *message, struct mmsghdr *header, struct iovec *vector,
                 char *control) {
    const struct row *row = &work->rows[message->row];
    memset(header, 0, sizeof *header);
    vector->iov_base = work->memory + message->offset;
    vector->iov_len = message->size;
    header->msg_hdr.msg_name = (void *)row->address;
    header->msg_hdr.msg_namelen = row->address_size;
    header->msg_hdr.msg_iov = vector;
    header->msg_hdr.msg_iovlen = 1;
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
static void send_some(struct work *work, struct batch *batch, uint32_t start, uint32_t end) {
    struct mmsghdr headers[MOST_MESSAGES];
    struct iovec vectors[MOST_MESSAGES];
    char controls[MOST_MESSAGES][CMSG_SPACE(sizeof(uint16_t))] __attribute__((aligned(8)));
    uint32_t socket = work->rows[batch->messages[start].row].socket;
    for (uint32_t at = start; at < end; at++)
        fill(work, &batch->messages[at], &headers[at], &vectors[at], controls[at]);
    while (start < end) {
        if (batch->blocked_socket == (int64_t)socket) {
            leave(work, &batch->messages[start++]);
            continue;
        }
        int sent = sendmmsg((int)socket, headers + start, end - start, 0);
        for (int done = 0; done < sent; done++)
            work->datagrams += segments_of(&batch->messages[start++]);
        if (sent > 0)
            continue;
        if (errno == EINTR)
            continue;
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            batch->blocked_socket = socket;
        else
            send_singly(work, batch, &batch->messages[start++]);
    }
}

static void flush(struct work *work, struct batch *batch) {
    uint32_t left_before = work->unsent_count;
    for (uint32_t start = 0; start < batch->count;) {
        uint32_t socket = work->rows[batch->messages[start].row].socket;
        uint32_t end = start + 1;
        while (end < batch->count && work->rows[batch->messages[end].row].socket == socket)
            end++;
        send_some(work, batch, start, end);
        start = end;
    }
    batch->count = 0;
    if (work->unsent_count != left_before)
        batch->kept = batch->used;
    batch->used = batch->kept;
}

/* Whether a datagram of this size may go out together with those of the open message. */
static int joins(const struct work *work, const struct message *open, uint32_t row, uint32_t size) {
    if (open->row != row || !work->rows[row].may_segment)
        return 0;
    /* Only the last one of a run may be shorter. */
    if (open->size % open->segment || size > open->segment)
        return 0;
    return open->size / open->segment < MOST_SEGMENTS && open->size + size <= MOST_BYTES;
}

static void add(struct work *work, struct batch *batch, uint32_t row, uint32_t size) {
    struct message *open = batch->count ? &batch->messages[batch->count - 1] : 0;
    if (open && joins(work, open, row, size)) {
        open->size += size;
    } else {
        struct message *message = &batch->messages[batch->count++];
        message->row = row;
        message->offset = batch->used;
        message->size = message->segment = size;
    }
    batch->used += size;
}

static int write_packet(const struct work *work, const struct row *row, uint32_t place,
                        const struct packet *packet, uint8_t *at) {
    at[0] = row->first_byte;
    at[1] = (uint8_t)(packet->marker << 7 | row->payload_type);
    put16(at + 2, (uint16_t)(packet->sequence + row->sequence_offset));
    put32(at + 4, packet->timestamp + row->timestamp_offset);
    put32(at + 8, row->ssrc);
    memcpy(at + 12, row->block, row->block_size);
    if (row->number_at < row->block_size)
        put16(at + 12 + row->number_at, (uint16_t)(row->number + place));
    memcpy(at + 12 + row->block_size, work->payloads + packet->offset, packet->size);
    return (int)(12 + row->block_size + packet->size);
}

static void send_row(struct work *work, struct batch *batch, uint32_t number) {
    const struct row *row = &work->rows[number];
    const struct burst *burst = &work->bursts[row->burst];
    for (uint32_t place = 0; place < burst->count; place++) {
        const struct packet *packet = &work->packets[burst->first + place];
        uint32_t needed = 12 + row->block_size + packet->size + TRAILER;
        if (batch->count == MOST_MESSAGES || batch->used + needed > work->memory_size)
            flush(work, batch);
        if (batch->used + needed > work->memory_size) {
            work->no_room++;
            continue;
        }
        uint8_t *at = work->memory + batch->used;
        int size = write_packet(work, row, place, packet, at);
        if (work->protect((void *)(uintptr_t)row->session, at, &size))
            work->not_protected++;
        else
            add(work, batch, number, (uint32_t)size);
    }
}

void fan_out(struct work *work) {
    struct batch batch;
    batch.count = batch.kept = batch.used = 0;
    batch.blocked_socket = -1;
    for (uint32_t number = 0; number < work->row_count; number++)
        send_row(work, &batch, number);
    flush(work, &batch);
}
