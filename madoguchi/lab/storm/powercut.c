/* 停電 - keeps beside a folder what its disk would still hold after a power cut: only what was synced.
 *
 * Loaded with LD_PRELOAD into every process of a run. POWERCUT_WATCH is one folder (without sub-folders), POWERCUT_DISK
 * the shadow: data/<file> holds a file's bytes as of its last fsync or fdatasync, `names` the folder's entries as of its
 * own last fsync. A file is named by inode and time of birth, so that a new file never inherits an old one's bytes.
 *
 * The bytes are copied before the real sync and published after it: all that is copied was written before the sync, and
 * none counts as safe until the sync has answered. One lock keeps an older copy from replacing a newer one.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int (*sync_call)(int);

static void give_up(const char *what) {
    perror(what);
    abort(); /* a shadow with a hole would be worse than no result */
}

static int identity(int at, const char *name, char *out, size_t size) {
    struct statx told;
    int flags = *name ? AT_SYMLINK_NOFOLLOW : AT_EMPTY_PATH;
    if (statx(at, name, flags, STATX_INO | STATX_BTIME | STATX_TYPE, &told)) return -1;
    long long born = told.stx_mask & STATX_BTIME ? told.stx_btime.tv_sec * 1000000000LL + told.stx_btime.tv_nsec : 0;
    snprintf(out, size, "%llu.%lld", (unsigned long long)told.stx_ino, born);
    return S_ISREG(told.stx_mode) ? 1 : S_ISDIR(told.stx_mode) ? 2 : 0;
}

/* 1: a file in the watched folder, 2: the folder itself, 0: none of ours. */
static int watched(int fd) {
    const char *watch = getenv("POWERCUT_WATCH");
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (!watch || size < 0) return 0;
    path[size] = 0;
    size_t length = strlen(watch);
    if (strncmp(path, watch, length)) return 0;
    return path[length] == '/' ? 1 : path[length] ? 0 : 2;
}

static void put(int to, const char *from, ssize_t size) {
    while (size > 0) {
        ssize_t done = write(to, from, size);
        if (done < 0) give_up("powercut: write");
        from += done;
        size -= done;
    }
}

static void copy_file(int fd, int to) {
    static __thread char block[1 << 16];
    ssize_t size;
    snprintf(block, sizeof block, "/proc/self/fd/%d", fd); /* opened anew: fd may be for writing only */
    int from = open(block, O_RDONLY | O_CLOEXEC);
    if (from < 0) give_up("powercut: open");
    while ((size = read(from, block, sizeof block)) > 0) put(to, block, size);
    if (size < 0) give_up("powercut: read");
    close(from);
}

static void copy_names(int to) {
    char line[PATH_MAX], id[64];
    DIR *folder = opendir(getenv("POWERCUT_WATCH"));
    if (!folder) give_up("powercut: folder");
    for (struct dirent *entry; (entry = readdir(folder));)
        if (identity(dirfd(folder), entry->d_name, id, sizeof id) == 1)
            put(to, line, snprintf(line, sizeof line, "%s %s\n", id, entry->d_name));
    closedir(folder);
}

static int keep(int fd, sync_call real) {
    int kind = watched(fd);
    if (!kind) return real(fd);
    const char *disk = getenv("POWERCUT_DISK");
    char id[64], name[PATH_MAX], part[PATH_MAX];
    if (!disk || identity(fd, "", id, sizeof id) < 0) give_up("powercut: file");
    snprintf(name, sizeof name, "%s/lock", disk);
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || flock(lock, LOCK_EX)) give_up("powercut: lock");
    snprintf(name, sizeof name, kind == 1 ? "%s/data/%s" : "%s/names", disk, id);
    snprintf(part, sizeof part, "%s/part", disk);
    int to = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (to < 0) give_up("powercut: part");
    kind == 1 ? copy_file(fd, to) : copy_names(to);
    close(to);
    int answer = real(fd), fault = errno;
    if (!answer && rename(part, name)) give_up("powercut: publish");
    close(lock); /* gives the lock back, as a kill does */
    errno = fault;
    return answer;
}

int fsync(int fd) {
    return keep(fd, (sync_call)dlsym(RTLD_NEXT, "fsync"));
}

int fdatasync(int fd) {
    return keep(fd, (sync_call)dlsym(RTLD_NEXT, "fdatasync"));
}
