/*
 * Take everything that waits at a socket by one system call, decrypt the media of
 * known sources where it lies, and send on what needs no thought: the next packets
 * of a track that is open.
 */

#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

#include "kernel.h"

#define SMALLEST_PACKET 12
#define MOST_TRACKS 16
/* Nanoseconds; with so many of them all of a frame that was sent at once has come. */
#define A_MOMENT 100000
#define MOST_MOMENTS 8
/* Seconds in a socket's memory. */
#define LONGEST_WAIT 5.0

/* ---- what comes ---- */

/* RTP in SRTP's place, and not RTCP (RFC 7983, RFC 5761). */
static int is_media(const uint8_t *packet, uint32_t size) {
    return size >= SMALLEST_PACKET && packet[0] >> 6 == 2 && (packet[1] < 192 || packet[1] >= 224);
}

/* Transport-wide feedback: some milliseconds later it says the same (its kind is not encrypted, RFC 3711). */
static int is_patient(const uint8_t *packet, uint32_t size) {
    return size >= SMALLEST_PACKET && packet[0] >> 6 == 2 && (packet[0] & 0x1F) == 15 && packet[1] == 205;
}

/* What has come in one wake-up of the tracks that are open. */
struct wave {
    struct track *tracks[MOST_TRACKS];
    uint32_t track_count;
    /* By track: whether the end of a picture is still to come. */
    uint8_t unfinished[MOST_TRACKS];
    /* By the place in the intake after `begin`: whose it is, and the packet. */
    uint32_t begin;
    uint8_t owners[MOST_DATAGRAMS];
    struct packet packets[MOST_DATAGRAMS];
};

static uint16_t get16(const uint8_t *at) {
    return (uint16_t)(at[0] << 8 | at[1]);
}

static uint32_t get32(const uint8_t *at) {
    return (uint32_t)get16(at) << 16 | get16(at + 2);
}

/* Where the payload begins; 0 for a packet without one, with padding, or that is none. */
static uint32_t payload_of(const uint8_t *packet, uint32_t size) {
    uint32_t header = SMALLEST_PACKET + 4u * (packet[0] & 0x0F);
    if (packet[0] >> 6 != 2 || packet[0] & 0x20)
        return 0;
    if (packet[0] & 0x10) {
        if (header + 4 > size)
            return 0;
        header += 4 + 4u * get16(packet + header + 2);
    }
    return header < size ? header : 0;
}

/* Number of the track in this wave; MOST_TRACKS if there are too many. */
static uint32_t enter(struct wave *wave, struct track *track) {
    uint32_t owner = 0;
    while (owner < wave->track_count && wave->tracks[owner] != track)
        owner++;
    if (owner == wave->track_count && owner < MOST_TRACKS) {
        wave->unfinished[owner] = 0;
        wave->tracks[wave->track_count++] = track;
    }
    return owner;
}

/* Whether a packet goes on without thought; a track that something else comes of is closed. */
static int follows(struct wave *wave, struct track *track, const struct intake *intake, uint32_t at) {
    const uint8_t *packet = intake->datagrams + at * LONGEST_DATAGRAM;
    uint32_t payload = payload_of(packet, intake->sizes[at]), owner = enter(wave, track);
    if (!payload || owner == MOST_TRACKS || get32(packet + 8) != track->ssrc || get16(packet + 2) != track->next ||
        (packet[1] & 0x7F) != track->payload_type) {
        track->open = 0;
        return 0;
    }
    struct packet *row = &wave->packets[at - wave->begin];
    row->offset = at * LONGEST_DATAGRAM + payload;
    row->size = intake->sizes[at] - payload;
    row->timestamp = get32(packet + 4);
    row->sequence = track->next++;
    row->marker = packet[1] >> 7;
    wave->owners[at - wave->begin] = (uint8_t)owner;
    wave->unfinished[owner] = track->has_pictures && !row->marker;
    return 1;
}

static double clock_now(const struct door *door) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec + door->epoch;
}

void note_arrivals(int32_t socket) {
    int on = 1;
    setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
}

/* By the clock of the door, which no step of the machine's time moves; no older than it can have waited. */
static double arrival(struct msghdr *message, double now, double realtime) {
    for (struct cmsghdr *found = CMSG_FIRSTHDR(message); found; found = CMSG_NXTHDR(message, found)) {
        if (found->cmsg_level == SOL_SOCKET && found->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec at;
            memcpy(&at, CMSG_DATA(found), sizeof at);
            double waited = realtime - ((double)at.tv_sec + 1e-9 * (double)at.tv_nsec);
            return waited > 0 && waited < LONGEST_WAIT ? now - waited : now;
        }
    }
    return now;
}

static void note_times(const struct door *door, struct mmsghdr *headers, uint32_t first, uint32_t count) {
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    double now = clock_now(door), realtime = (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
    for (uint32_t place = 0; place < count; place++)
        door->intake->came[first + place] = arrival(&headers[place].msg_hdr, now, realtime);
}

static void look_at(struct door *door, struct wave *wave, uint32_t at) {
    struct intake *intake = door->intake;
    uint8_t *packet = intake->datagrams + at * LONGEST_DATAGRAM;
    intake->numbers[at] = intake->failures[at] = intake->ahead[at] = 0;
    struct known asked;
    asked.place = door->place;
    memcpy(asked.ssrc, packet + 8, 4);
    memcpy(asked.name, intake->names + at * NAME_SIZE, NAME_SIZE);
    const struct known *source = find_known(door->directory, &asked);
    if (is_media(packet, intake->sizes[at]) && source->number) {
        int size = intake->sizes[at];
        intake->numbers[at] = source->number;
        intake->failures[at] = (uint8_t)door->directory->unprotect(source->session, packet, &size);
        intake->sizes[at] = (uint16_t)size;
        if (!intake->failures[at] && source->track && source->track->open)
            intake->ahead[at] = (uint8_t)follows(wave, source->track, intake, at);
    }
    if (intake->ahead[at])
        return;
    if (door->patience > 0 && is_patient(packet, intake->sizes[at])) {
        if (!intake->waits_since)
            intake->waits_since = clock_now(door);
    } else {
        intake->presses = 1;
    }
}

static int has_room(const struct intake *intake, const struct wave *wave) {
    return intake->count - wave->begin < MOST_DATAGRAMS && intake->count < MOST_WAITING;
}

/* One system call; how many there were. */
static uint32_t take_in(struct door *door, struct wave *wave) {
    struct mmsghdr headers[MOST_DATAGRAMS];
    struct iovec vectors[MOST_DATAGRAMS];
    union {
        char room[CMSG_SPACE(sizeof(struct timespec))];
        struct cmsghdr aligned;
    } notes[MOST_DATAGRAMS];
    struct intake *intake = door->intake;
    uint32_t first = intake->count, count = MOST_DATAGRAMS - (first - wave->begin);
    count = count < MOST_WAITING - first ? count : MOST_WAITING - first;
    memset(headers, 0, count * sizeof headers[0]);
    memset(intake->names + first * NAME_SIZE, 0, count * NAME_SIZE);
    for (uint32_t at = 0; at < count; at++) {
        vectors[at].iov_base = intake->datagrams + (first + at) * LONGEST_DATAGRAM;
        vectors[at].iov_len = LONGEST_DATAGRAM;
        headers[at].msg_hdr.msg_iov = &vectors[at];
        headers[at].msg_hdr.msg_iovlen = 1;
        headers[at].msg_hdr.msg_name = intake->names + (first + at) * NAME_SIZE;
        headers[at].msg_hdr.msg_namelen = NAME_SIZE;
        headers[at].msg_hdr.msg_control = notes[at].room;
        headers[at].msg_hdr.msg_controllen = sizeof notes[at].room;
    }
    int taken = recvmmsg(door->socket, headers, count, MSG_DONTWAIT, 0);
    for (int at = 0; at < taken; at++) {
        intake->sizes[first + (uint32_t)at] = (uint16_t)headers[at].msg_len;
        look_at(door, wave, first + (uint32_t)at);
    }
    if (taken > 0)
        note_times(door, headers, first, (uint32_t)taken);
    intake->count += taken > 0 ? (uint32_t)taken : 0;
    return taken > 0 ? (uint32_t)taken : 0;
}

/* ---- what goes on ---- */

static int leads_somewhere(const struct track *track) {
    for (uint32_t at = 0; at < track->lane_count; at++) {
        if (!track->lanes[at]->way->ready)
            return 0;
    }
    return 1;
}

/* The packets of one track stand together from `first` on; how many they are. */
static uint32_t collect(const struct door *door, const struct wave *wave, uint32_t owner, struct packet *first) {
    uint32_t count = 0;
    for (uint32_t at = wave->begin; at < door->intake->count; at++) {
        if (door->intake->ahead[at] && wave->owners[at - wave->begin] == owner)
            first[count++] = wave->packets[at - wave->begin];
    }
    return count;
}

/* A receiver has gone elsewhere: the track is Python's. */
static void give_back(struct door *door, const struct wave *wave, uint32_t owner, uint32_t count) {
    wave->tracks[owner]->open = 0;
    wave->tracks[owner]->next = (uint16_t)(wave->tracks[owner]->next - count);
    for (uint32_t at = wave->begin; at < door->intake->count; at++) {
        if (door->intake->ahead[at] && wave->owners[at - wave->begin] == owner)
            door->intake->ahead[at] = 0;
    }
    door->intake->presses = 1;
}

static void send_on(struct door *door, const struct wave *wave, double now) {
    struct packet packets[MOST_DATAGRAMS];
    struct load loads[MOST_TRACKS];
    uint32_t load_count = 0, used = 0;
    for (uint32_t owner = 0; owner < wave->track_count; owner++) {
        struct track *track = wave->tracks[owner];
        uint32_t count = collect(door, wave, owner, packets + used);
        if (!count)
            continue;
        if (!leads_somewhere(track)) {
            give_back(door, wave, owner, count);
            continue;
        }
        struct load load = {track, door->intake->datagrams, packets + used, count, 0};
        loads[load_count++] = load;
        for (uint32_t at = 0; at < count; at++)
            track->octets += packets[used + at].size;
        track->packets += count;
        track->at = now;
        used += count;
    }
    if (load_count) {
        fan_forward(door->fan, loads, load_count, now);
        fan_flush(door->fan);
    }
}

/* A picture's packets come a little after one another: those that leave together cost one system call. */
static int is_worth_waiting(const struct wave *wave) {
    for (uint32_t owner = 0; owner < wave->track_count; owner++) {
        if (wave->unfinished[owner] && wave->tracks[owner]->open)
            return 1;
    }
    return 0;
}

uint32_t serve(struct door *door) {
    struct wave wave;
    struct intake *intake = door->intake;
    double began = clock_now(door), now = began;
    wave.begin = intake->count;
    wave.track_count = 0;
    const struct timespec moment = {0, A_MOMENT};
    uint32_t moments = 0;
    while (has_room(intake, &wave) && now - began < door->hold) {
        if (!take_in(door, &wave))
            break;
        if (moments < MOST_MOMENTS && is_worth_waiting(&wave)) {
            nanosleep(&moment, 0);
            moments++;
        }
        now = clock_now(door);
    }
    for (uint32_t at = wave.begin; at < intake->count; at++)
        intake->times[at] = now;
    send_on(door, &wave, now);
    /* The next call must find room, and what could not be sent is taken out of the memory at once. */
    if (intake->count + MOST_DATAGRAMS > MOST_WAITING || door->fan->unsent_count)
        intake->presses = 1;
    return intake->count - wave.begin;
}
