/* Keeps only what was really synced.
 *
 * Preloaded into a server. Before a database file (*.db, *.db-wal, *.db-journal below CHAOS_DATA) is changed,
 * what stood there is appended to an undo file below CHAOS_UNDO; when the file is synced, its undo file is
 * emptied. Whoever plays the loss of power kills the server and undoes what is in the undo files, last first.
 * The *-shm file is left alone: SQLite makes it anew after a loss of power. Creating and deleting files counts
 * as durable at once.
 *
 * A record: offset, size of the file before, number of bytes (three times 8 bytes), then the bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FDS 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int undo_of[MOST_FDS]; /* the undo file of a descriptor, plus one; 0: not ours */

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int ends_with(const char *path, const char *end) {
    size_t length = strlen(path), tail = strlen(end);
    return length >= tail && strcmp(path + length - tail, end) == 0;
}

static int undo_path(const char *path, char *found, size_t size) {
    const char *data = getenv("CHAOS_DATA"), *undo = getenv("CHAOS_UNDO"), *name = strrchr(path, '/');
    if (!data || !undo || !name || strncmp(path, data, strlen(data)) != 0) return 0;
    if (!ends_with(path, ".db") && !ends_with(path, ".db-wal") && !ends_with(path, ".db-journal")) return 0;
    snprintf(found, size, "%s%s", undo, name);
    return 1;
}

static int opened(int fd, const char *path) {
    char undo[4096];
    if (fd < 0 || fd >= MOST_FDS) return fd;
    undo_of[fd] = 0;
    if (undo_path(path, undo, sizeof undo)) {
        int (*real)(const char *, int, ...) = REAL(open);
        undo_of[fd] = real(undo, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) + 1;
    }
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = va_arg(rest, mode_t); \
        va_end(rest); \
        return opened(REAL(name)(path, flags, mode), path); \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    if (fd >= 0 && fd < MOST_FDS && undo_of[fd]) {
        int undo = undo_of[fd] - 1;
        undo_of[fd] = 0;
        REAL(close)(undo);
    }
    return REAL(close)(fd);
}

static int ours(int fd) { return fd >= 0 && fd < MOST_FDS && undo_of[fd] > 0; }

/* Note what a change from an offset on is about to destroy; at most so many bytes of it. */
static void remember(int fd, uint64_t offset, uint64_t length) {
    struct stat now;
    if (fstat(fd, &now) != 0) abort();
    uint64_t size = (uint64_t)now.st_size;
    uint64_t end = offset + length < size ? offset + length : size;
    uint64_t head[3] = {offset, size, end > offset ? end - offset : 0};
    char *old = malloc(head[2] + 1);
    for (uint64_t done = 0; done < head[2];) {
        ssize_t got = pread(fd, old + done, head[2] - done, (off_t)(offset + done));
        if (got <= 0) abort();
        done += (uint64_t)got;
    }
    struct iovec parts[2] = {{head, sizeof head}, {old, head[2]}};
    if (writev(undo_of[fd] - 1, parts, 2) != (ssize_t)(sizeof head + head[2])) abort();
    free(old);
}

#define PWRITE(name, type) \
    ssize_t name(int fd, const void *bytes, size_t count, type offset) { \
        if (!ours(fd)) return REAL(name)(fd, bytes, count, offset); \
        pthread_mutex_lock(&lock); \
        remember(fd, (uint64_t)offset, count); \
        ssize_t done = REAL(name)(fd, bytes, count, offset); \
        pthread_mutex_unlock(&lock); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t count) {
    if (!ours(fd)) return REAL(write)(fd, bytes, count);
    pthread_mutex_lock(&lock);
    remember(fd, (uint64_t)lseek(fd, 0, SEEK_CUR), count);
    ssize_t done = REAL(write)(fd, bytes, count);
    pthread_mutex_unlock(&lock);
    return done;
}

#define TRUNCATE(name, type) \
    int name(int fd, type length) { \
        if (!ours(fd)) return REAL(name)(fd, length); \
        pthread_mutex_lock(&lock); \
        remember(fd, (uint64_t)length, UINT64_MAX / 2); \
        int done = REAL(name)(fd, length); \
        pthread_mutex_unlock(&lock); \
        return done; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

/* The disk has it now. The kernel's own sync is left out: the page cache survives the kill of a process. */
#define SYNC(name) \
    int name(int fd) { \
        if (!ours(fd)) return REAL(name)(fd); \
        pthread_mutex_lock(&lock); \
        int done = REAL(ftruncate)(undo_of[fd] - 1, 0); \
        pthread_mutex_unlock(&lock); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    char undo[4096];
    int done = REAL(unlink)(path);
    if (done == 0 && undo_path(path, undo, sizeof undo)) REAL(unlink)(undo);
    return done;
}
