/*
 * Take everything that waits at a socket by one system call.
 */

#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define MOST_DATAGRAMS 64
#define LONGEST_DATAGRAM 2048
#define NAME_SIZE 28

struct intake {
    uint16_t sizes[MOST_DATAGRAMS];
    uint8_t names[MOST_DATAGRAMS * NAME_SIZE];
    uint8_t datagrams[MOST_DATAGRAMS * LONGEST_DATAGRAM];
};

/* Up to `most` datagrams with their senders' addresses; returns how many there were, 0 if none. */
int take_in(int socket, struct intake *intake, uint32_t most) {
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
    for (int at = 0; at < taken; at++)
        intake->sizes[at] = (uint16_t)headers[at].msg_len;
    return taken > 0 ? taken : 0;
}
