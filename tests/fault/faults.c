/* Put before the C library (LD_PRELOAD): what can befall a process by its disk and its clock.

   The file that FAULT_ORDERS names says what. "kill 9": the process dies at the ninth sync from now on. "unsynced 9": the
   next nine syncs fail, as if the disk did. "full": nothing more can be written to databases. "broken": writing to them
   fails, as if the disk did. "cut": of what is to be written a part is, then the disk is full. "clock -3600": it is an
   hour earlier than it is. Without that file all goes well; then the folder that FAULT_KEPT names, if it is set, gets a
   copy of each file as it is synced: all that is left of it after a power cut. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static __thread char what[16];
static __thread int count;
static int since;

static void hear(void) {
    FILE *orders = fopen(getenv("FAULT_ORDERS"), "re");
    what[0] = 0;
    count = 0;
    if (orders == NULL) {
        since = 0;
        return;
    }
    if (fscanf(orders, "%15s %d", what, &count) < 1) what[0] = 0;
    fclose(orders);
}

static int ordered(const char *name) { return strcmp(what, name) == 0; }

static int path_of(int file, char *path) {
    char link[64];
    struct stat about;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0 || fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
    path[length] = 0;
    return 1;
}

static void keep(int file) {
    char from[PATH_MAX], to[PATH_MAX + 16], part[PATH_MAX + 32], block[1 << 16];
    const char *folder = getenv("FAULT_KEPT");
    if (folder == NULL || !path_of(file, from)) return;
    snprintf(to, sizeof to, "%s%s", folder, strrchr(from, '/'));
    snprintf(part, sizeof part, "%s.part", to);
    int copy = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t length;
    for (off_t at = 0; (length = pread(file, block, sizeof block, at)) > 0; at += length)
        if (syscall(SYS_write, copy, block, length) != length) abort();
    close(copy);
    if (rename(part, to) != 0) abort();
}

static int synced(int file, int number) {
    hear();
    if (ordered("kill") && ++since == count) raise(SIGKILL);
    if (ordered("unsynced") && ++since <= count) {
        errno = EIO;
        return -1;
    }
    int result = syscall(number, file);
    if (result == 0) keep(file);
    return result;
}

int fsync(int file) { return synced(file, SYS_fsync); }
int fdatasync(int file) { return synced(file, SYS_fdatasync); }

static ssize_t written(int file, const void *data, size_t length, off_t at) {
    char path[PATH_MAX];
    hear();
    int full = ordered("full"), broken = ordered("broken"), cut = ordered("cut");
    if ((full || broken || cut) && path_of(file, path) && strstr(path, ".db") != NULL) {
        if (cut && length > 512) return syscall(SYS_pwrite64, file, data, length / 2, at);
        errno = broken ? EIO : ENOSPC;
        return -1;
    }
    return syscall(SYS_pwrite64, file, data, length, at);
}

ssize_t pwrite(int file, const void *data, size_t length, off_t at) { return written(file, data, length, at); }
ssize_t pwrite64(int file, const void *data, size_t length, off64_t at) { return written(file, data, length, at); }

static void shift(struct timespec *now) {
    hear();
    if (ordered("clock")) now->tv_sec += count;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && clock == CLOCK_REALTIME) shift(now);
    return result;
}

time_t time(time_t *also) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (also != NULL) *also = now.tv_sec;
    return now.tv_sec;
}
