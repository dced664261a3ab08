/* Put before the C library (LD_PRELOAD): what can befall a file at the moment when it is synced.

   The file that SYNC_ORDERS names says what. "kill 9": the process dies at the ninth sync from now on. "fail 9": the next
   nine fail, as if the disk did. Without that file all goes well; then the folder that SYNC_KEPT names, if it is set,
   gets a copy of each file as it is synced: all that is left of it after a power cut. */
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
#include <unistd.h>

static int since;

static int ordered(void) {
    FILE *orders = fopen(getenv("SYNC_ORDERS"), "r");
    char what[8] = "";
    int count = 0;
    if (orders == NULL) return since = 0;
    if (fscanf(orders, "%7s %d", what, &count) == 2) since++;
    fclose(orders);
    if (strcmp(what, "kill") == 0 && since == count) raise(SIGKILL);
    return strcmp(what, "fail") == 0 && since <= count;
}

static void keep(int file) {
    char link[64], from[PATH_MAX], to[PATH_MAX + 16], part[PATH_MAX + 32], block[1 << 16];
    const char *folder = getenv("SYNC_KEPT");
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, from, sizeof from - 1);
    struct stat about;
    if (folder == NULL || length < 0 || fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) return;
    from[length] = 0;
    snprintf(to, sizeof to, "%s%s", folder, strrchr(from, '/'));
    snprintf(part, sizeof part, "%s.part", to);
    int copy = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    for (off_t at = 0; (length = pread(file, block, sizeof block, at)) > 0; at += length)
        if (write(copy, block, length) != length) abort();
    close(copy);
    if (rename(part, to) != 0) abort();
}

static int synced(int file, const char *name) {
    if (ordered()) {
        errno = EIO;
        return -1;
    }
    int (*sync)(int) = dlsym(RTLD_NEXT, name);
    int result = sync(file);
    if (result == 0) keep(file);
    return result;
}

int fsync(int file) { return synced(file, "fsync"); }
int fdatasync(int file) { return synced(file, "fdatasync"); }
