/*
 * Sleep until there is something for Python to do, and serve the doors meanwhile:
 * packets that need no thought do not wake an interpreter whose caches are cold.
 */

#define _GNU_SOURCE
#include <stdint.h>
#include <sys/epoll.h>
#include <time.h>

#include "kernel.h"

#define MOST_EVENTS 32

static double clock_now(const struct post *post) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec + post->doors[0]->epoch;
}

/* Rounded up, as Python's selectors do: whoever wakes early only finds that it is not time yet. */
static int milliseconds(double seconds) {
    return seconds > 0 ? (int)(seconds * 1000 + 0.999) : 0;
}

/* The place of a door by its socket; the number of doors for anything else. */
static uint32_t place_of(const struct post *post, int32_t socket) {
    uint32_t place = 0;
    while (place < post->door_count && post->doors[place]->socket != socket)
        place++;
    return place;
}

static uint32_t answer(const struct post *post, const struct epoll_event *event) {
    uint32_t place = place_of(post, event->data.fd);
    /* Room to write and errors of sockets are Python's. */
    if (place == post->door_count || event->events != EPOLLIN)
        return SOMETHING_ELSE;
    serve(post->doors[place]);
    return 0;
}

static uint32_t pressing(const struct post *post, double now) {
    uint32_t found = 0;
    for (uint32_t place = 0; place < post->door_count; place++) {
        const struct door *door = post->doors[place];
        struct intake *intake = door->intake;
        intake->presses |= intake->waits_since && now >= intake->waits_since + door->patience;
        found |= (uint32_t)intake->presses << place;
    }
    return found;
}

/* When what waits has waited long enough, if that is before `until`. */
static double earliest(const struct post *post, double until) {
    for (uint32_t place = 0; place < post->door_count; place++) {
        const struct door *door = post->doors[place];
        double due = door->intake->waits_since + door->patience;
        if (door->intake->waits_since && due < until)
            until = due;
    }
    return until;
}

/*
 * The doors at which something has to be looked at, by bits, and whether something else is ready;
 * nothing after so many seconds.
 */
uint32_t await_events(const struct post *post, double seconds) {
    struct epoll_event events[MOST_EVENTS];
    double now = clock_now(post), until = now + seconds;
    uint32_t found = 0;
    do {
        int count = epoll_wait(post->epoll, events, MOST_EVENTS, milliseconds(earliest(post, until) - now));
        if (count < 0)
            break;
        for (int at = 0; at < count; at++)
            found |= answer(post, &events[at]);
        now = clock_now(post);
        found |= pressing(post, now);
    } while (!found && now < until);
    return found;
}
