/* What the compiled part and Python share; media/kernel/library.py reads it too. */

#include <stdint.h>
#include <sys/uio.h>

#define NAME_SIZE 28
#define MOST_BLOCK 32
#define MOST_MESSAGES 64
#define MOST_PIECES 4
#define MOST_UNSENT 4096

/* One peer's path out. The loop writes the last two fields: which open message goes there. */
struct way {
    void *session;
    int32_t socket;
    uint8_t ready, place, may_segment, name_size;
    uint8_t name[NAME_SIZE];
    uint64_t round;
    uint32_t message;
};

/* One receiver's stream. The loop writes only through the pointers, which may be null. */
struct lane {
    struct way *way;
    /* The log of departures: the next transport-wide number; times and sizes by number. */
    uint64_t *next_number;
    double *times;
    uint16_t *sizes;
    /* Sound: the newest sequence numbers and their transport-wide numbers. */
    int32_t *sequences;
    int64_t *numbers;
    uint32_t ssrc, timestamp_offset;
    uint16_t sequence_offset;
    uint8_t first_byte, payload_type, number_at, block_size;
    uint8_t block[MOST_BLOCK];
};

struct packet {
    uint32_t offset, size, timestamp;
    uint16_t sequence;
    uint8_t marker, reserved;
};

/* An encoding, as its lanes take it: what comes next, and what has gone through them all. */
struct track {
    struct lane **lanes;
    uint8_t *refused;
    uint32_t lane_count;
    /* While it is open, the intake sends what comes of it on by itself; pictures end with a marker. */
    uint8_t open, payload_type, has_pictures;
    uint16_t next;
    uint32_t ssrc;
    uint64_t packets, octets;
    double at;
};

/* A burst of a track; the loop counts the lanes that lead nowhere and marks them. */
struct load {
    struct track *track;
    const uint8_t *payloads;
    const struct packet *packets;
    uint32_t packet_count, refused_count;
};

/* Datagrams to one address, sent by one system call. */
struct message {
    int32_t socket;
    uint32_t place, name_size, pieces, segments, size, segment;
    uint8_t name[NAME_SIZE];
    struct iovec vectors[MOST_PIECES];
};

/* What could not be sent: a place in the memory, cut into datagrams of `segment` bytes. */
struct unsent {
    uint32_t place, offset, size, segment;
    uint8_t name[NAME_SIZE];
};

struct fan {
    int (*protect)(void *session, void *packet, int *size);
    uint8_t *memory;
    uint32_t memory_size;
    /* Sockets (by their place) that take nothing more; memory before `kept` holds what is unsent. */
    uint32_t blocked, kept, used, count;
    uint64_t round;
    /* The outcome, until the caller sets it to nothing. */
    uint32_t unsent_count, datagrams, not_protected, failed, no_room;
    struct message messages[MOST_MESSAGES];
    struct unsent unsent[MOST_UNSENT];
};

void fan_forward(struct fan *fan, struct load *loads, uint32_t count, double now);
void fan_flush(struct fan *fan);

#define MOST_DATAGRAMS 64
#define MOST_WAITING 512
#define LONGEST_DATAGRAM 2048
#define MOST_NAMES 14336
#define MOST_TAKEN 1048576
#define MOST_KNOWN 4096

/* A source of media: whose packets come from one address under one SSRC. Nobody's if `number` is 0. */
struct known {
    void *session;
    struct track *track;
    uint32_t number, place;
    uint8_t ssrc[4];
    uint8_t name[NAME_SIZE];
};

struct directory {
    int (*unprotect)(void *session, void *packet, int *size);
    uint32_t count;
    struct known entries[MOST_KNOWN];
};

/*
 * What has come and waits for Python. Of known sources it is decrypted in its place, or not (`failures`,
 * libsrtp's word for it); what was sent on already is `ahead`.
 */
struct intake {
    uint32_t count;
    /* Whether something of it has to be looked at now, and since when (0: not at all) something that can wait. */
    uint8_t presses;
    double waits_since;
    uint8_t ahead[MOST_WAITING];
    uint8_t failures[MOST_WAITING];
    uint16_t sizes[MOST_WAITING];
    uint32_t numbers[MOST_WAITING];
    /* When it was taken out of the socket, and when the machine had received it. */
    double times[MOST_WAITING];
    double came[MOST_WAITING];
    uint8_t names[MOST_NAMES];
    uint8_t datagrams[MOST_TAKEN];
};

struct door {
    int32_t socket;
    uint32_t place;
    struct intake *intake;
    struct directory *directory;
    struct fan *fan;
    /* To be added to the monotonic clock; how long what has come may be held for what still comes. */
    double epoch, hold;
    /* How long feedback may wait to be looked at. */
    double patience;
};

/* Let the machine note when what comes at a socket is received; where it can not, `came` is as `times`. */
void note_arrivals(int32_t socket);

/* Take in what is there, and send on what needs no thought; how many datagrams there were. */
uint32_t serve(struct door *door);

/* Where a source stands, or would. */
struct known *find_known(struct directory *directory, const struct known *source);

/* Know a source, or another session or number for it; 0 if there is no room. */
int know(struct directory *directory, const struct known *source);
void forget(struct directory *directory, const struct known *source);

#define MOST_DOORS 16
#define SOMETHING_ELSE 65536

/* Where a process sleeps: its epoll, and the doors that are served without waking Python. */
struct post {
    int32_t epoll;
    uint32_t door_count;
    struct door *doors[MOST_DOORS];
};

uint32_t await_events(const struct post *post, double seconds);
