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

/* A burst, and the lanes that take it; the loop counts those it could not serve and marks them. */
struct load {
    struct lane **lanes;
    uint8_t *refused;
    const uint8_t *payloads;
    const struct packet *packets;
    uint32_t lane_count, packet_count, refused_count;
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
#define LONGEST_DATAGRAM 2048
#define MOST_NAMES 1792
#define MOST_TAKEN 131072

#define MOST_KNOWN 4096

/* A source of media: whose packets come from one address under one SSRC. Nobody's if `number` is 0. */
struct known {
    void *session;
    uint32_t number, place;
    uint8_t ssrc[4];
    uint8_t name[NAME_SIZE];
};

struct directory {
    int (*unprotect)(void *session, void *packet, int *size);
    uint32_t count;
    struct known entries[MOST_KNOWN];
};

/* What has come: of a known source decrypted in its place, or not (`failures`, libsrtp's word for it). */
struct intake {
    uint16_t sizes[MOST_DATAGRAMS];
    uint32_t numbers[MOST_DATAGRAMS];
    uint8_t failures[MOST_DATAGRAMS];
    uint8_t names[MOST_NAMES];
    uint8_t datagrams[MOST_TAKEN];
};

/* Up to `most` datagrams with their senders' addresses; returns how many there were, 0 if none. */
int take_in(int socket, uint32_t place, struct intake *intake, uint32_t most, struct directory *directory);

/* Know a source, or another session or number for it; 0 if there is no room. */
int know(struct directory *directory, const struct known *source);
void forget(struct directory *directory, const struct known *source);
