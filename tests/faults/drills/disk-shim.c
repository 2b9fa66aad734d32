/*
 * Sits between a process and the C library (LD_PRELOAD) and sees what is asked of the disk below one folder: every
 * write, truncation, sync, creation, renaming and removal of a file. It does two things when told to:
 *
 *   - record: appends each act, with its data, to a log, in the order in which the disk was asked;
 *   - fail: answers the n-th act with an error, once or from then on.
 *
 * It is told by writes to a path that only it knows (RUNWRIGHT_DRILL_CONTROL), so a JavaScript process needs nothing but
 * a file handle: "record", "pause", "mark TEXT", "fail N ERRNO once|lasting", "count" (answers in CONTROL.answer).
 * RUNWRIGHT_DRILL_ROOT is the folder, RUNWRIGHT_DRILL_LOG the log.
 *
 * A record: u32 kind, u32 bytes of path, u64 offset, u32 bytes of data, path, data; little endian. Paths are relative to
 * the folder. A -shm file is memory that happens to have a name: it is never recorded, but its growth can fail.
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
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE = 2, SYNC = 3, CREATE = 4, RENAME = 5, REMOVE = 6, MARK = 7 };
enum { MOST_FILES = 4096, MOST_NODES = 65536, CHAINS = 4096, LONGEST_PATH = 1024, SECTOR = 512 };

/*
 * A file below the folder, by what the system knows it by. `known` is the end of what the log knows of it: what the kernel
 * has copied by itself (sendfile, copy_file_range) lies behind, and is caught up with when the file is next used.
 */
struct node {
  dev_t device;
  ino_t number;
  off_t known;
  int next; /* in its chain, or among those that are free; counted from 1 */
};

/* An open handle. A handle that was closed behind the C library's back (libuv does) is known by its other node. */
struct file {
  int node; /* counted from 1; 0 is none */
  char path[LONGEST_PATH];
};

static struct file files[MOST_FILES];
static struct node nodes[MOST_NODES];
static int node_count, free_nodes, chains[CHAINS];
static char is_control[MOST_FILES];
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static const char *root, *control, *log_path;
static size_t root_length;
static int log_handle = -1, recording, ready;
static long acts, fail_at, failures;
static int fail_errno, fail_lasting, fail_rest;

static void prepare(void) {
  if (ready) return;
  ready = 1;
  root = getenv("RUNWRIGHT_DRILL_ROOT");
  control = getenv("RUNWRIGHT_DRILL_CONTROL");
  log_path = getenv("RUNWRIGHT_DRILL_LOG");
  root_length = root == NULL ? 0 : strlen(root);
}

/* The path below the folder, "" for the folder itself, NULL for everything else. */
static const char *below(const char *path) {
  prepare();
  if (root == NULL || path == NULL || strncmp(path, root, root_length) != 0) return NULL;
  if (path[root_length] == '\0') return "";
  return path[root_length] == '/' ? path + root_length + 1 : NULL;
}

static int is_memory(const char *path) {
  size_t length = strlen(path);
  return length >= 4 && strcmp(path + length - 4, "-shm") == 0;
}

static void all_of(const void *data, size_t length) {
  const char *at = data;
  while (length > 0) {
    ssize_t done = syscall(SYS_write, log_handle, at, length);
    if (done < 0) abort();
    at += done;
    length -= (size_t)done;
  }
}

static void record(uint32_t kind, const char *path, uint64_t offset, const void *data, size_t length) {
  if (!recording || is_memory(path)) return;
  if (log_handle < 0) log_handle = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (log_handle < 0) abort();
  uint32_t numbers[5] = {kind, (uint32_t)strlen(path), (uint32_t)offset, (uint32_t)(offset >> 32), (uint32_t)length};
  all_of(numbers, sizeof numbers);
  all_of(path, strlen(path));
  all_of(data, length);
}

/* Counts an act; 1 when it is to fail (errno is set). */
static int fails(void) {
  if (fail_at == 0) {
    acts += 1;
    return 0;
  }
  acts += 1;
  int now = fail_rest || acts == fail_at || (fail_lasting && acts > fail_at);
  fail_rest = 0;
  if (!now) return 0;
  failures += 1;
  errno = fail_errno;
  return 1;
}

static void obey(const char *text, size_t length) {
  char order[256];
  size_t kept = length < sizeof order - 1 ? length : sizeof order - 1;
  memcpy(order, text, kept);
  order[kept] = '\0';
  char how[16] = "";
  if (strcmp(order, "record") == 0) recording = 1;
  else if (strcmp(order, "pause") == 0) recording = 0;
  else if (strncmp(order, "mark ", 5) == 0) {
    int before = recording;
    recording = 1;
    record(MARK, "", 0, order + 5, kept - 5);
    recording = before;
  } else if (sscanf(order, "fail %ld %d %15s", &fail_at, &fail_errno, how) == 3) {
    fail_lasting = strcmp(how, "lasting") == 0;
    acts = failures = 0;
    fail_rest = 0;
  } else if (strcmp(order, "count") == 0) {
    char name[LONGEST_PATH], answer[64];
    snprintf(name, sizeof name, "%s.answer", control);
    int handle = (int)syscall(SYS_openat, AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, 0600);
    int size = snprintf(answer, sizeof answer, "%ld %ld", acts, failures);
    if (handle < 0 || syscall(SYS_write, handle, answer, size) != size) abort();
    syscall(SYS_close, handle);
    fail_at = acts = failures = 0;
  } else abort();
}

/* Where the chain of a file's node begins: a long drill has made and removed far more files than a list could be walked for. */
static int *chain_of(const struct stat *stats) { return &chains[(stats->st_ino ^ stats->st_dev) % CHAINS]; }

/* The node of a file, from 1; one that was never seen is known up to `known`, or as far as it goes. */
static int node_of(const struct stat *stats, off_t known) {
  int *chain = chain_of(stats);
  for (int node = *chain; node > 0; node = nodes[node - 1].next) {
    if (nodes[node - 1].device == stats->st_dev && nodes[node - 1].number == stats->st_ino) return node;
  }
  int node = free_nodes;
  if (node > 0) free_nodes = nodes[node - 1].next;
  else if (node_count < MOST_NODES) node = node_count += 1;
  else abort();
  nodes[node - 1] = (struct node){stats->st_dev, stats->st_ino, known < 0 ? stats->st_size : known, *chain};
  *chain = node;
  return node;
}

/* Gives up the node of a file whose last name has gone: its number may be the next file's. */
static void forget(const struct stat *stats) {
  for (int *link = chain_of(stats); *link > 0; link = &nodes[*link - 1].next) {
    int node = *link;
    if (nodes[node - 1].device != stats->st_dev || nodes[node - 1].number != stats->st_ino) continue;
    for (int handle = 0; handle < MOST_FILES; handle += 1) {
      if (files[handle].node == node) files[handle].node = 0;
    }
    *link = nodes[node - 1].next;
    nodes[node - 1].next = free_nodes;
    free_nodes = node;
    return;
  }
}

static struct file *tracked(int handle) {
  struct stat stats;
  if (handle < 0 || handle >= MOST_FILES || files[handle].node == 0) return NULL;
  const struct node *node = &nodes[files[handle].node - 1];
  if (fstat(handle, &stats) == 0 && stats.st_dev == node->device && stats.st_ino == node->number) return &files[handle];
  files[handle].node = 0;
  return NULL;
}

/* Records what the kernel itself has put behind what is known of the file at `path`, below the folder `inside`. */
static void catch_up(const char *path, const char *inside) {
  struct stat stats;
  if (stat(path, &stats) != 0 || !S_ISREG(stats.st_mode)) return;
  struct node *node = &nodes[node_of(&stats, -1) - 1];
  if (stats.st_size <= node->known) return;
  size_t length = (size_t)(stats.st_size - node->known);
  char *data = malloc(length);
  int reader = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (data == NULL || reader < 0 || pread(reader, data, length, node->known) != (ssize_t)length) abort();
  record(WRITE, inside, (uint64_t)node->known, data, length);
  syscall(SYS_close, reader);
  free(data);
  node->known = stats.st_size;
}

static void catch_up_with(const struct file *file) {
  char path[2 * LONGEST_PATH];
  snprintf(path, sizeof path, "%s/%s", root, file->path);
  catch_up(path, file->path);
}

static int opened(int directory, const char *path, int flags, mode_t mode) {
  pthread_mutex_lock(&lock);
  prepare();
  int handle;
  if (control != NULL && path != NULL && strcmp(path, control) == 0) {
    handle = (int)syscall(SYS_openat, AT_FDCWD, "/dev/null", O_WRONLY | O_CLOEXEC);
    if (handle >= 0 && handle < MOST_FILES) is_control[handle] = 1;
    pthread_mutex_unlock(&lock);
    return handle;
  }
  const char *inside = below(path);
  int is_new = inside != NULL && (flags & O_CREAT) != 0 && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  if (is_new && fails()) {
    pthread_mutex_unlock(&lock);
    return -1;
  }
  handle = (int)syscall(SYS_openat, directory, path, flags, mode);
  if (handle >= 0 && handle < MOST_FILES) {
    struct stat stats;
    files[handle].node = 0;
    if (inside != NULL && fstat(handle, &stats) == 0) {
      int node = node_of(&stats, is_new ? 0 : -1);
      if (is_new) {
        nodes[node - 1].known = 0;
        record(CREATE, inside, 0, NULL, 0);
      } else if ((flags & O_TRUNC) != 0) {
        nodes[node - 1].known = 0;
        record(TRUNCATE, inside, 0, NULL, 0);
      } else catch_up(path, inside);
      files[handle].node = node;
      snprintf(files[handle].path, LONGEST_PATH, "%s", inside);
    }
  }
  int error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return handle;
}

#define MODE_OF(flags)                                  \
  mode_t mode = 0;                                      \
  if (((flags) & O_CREAT) != 0) {                       \
    va_list rest;                                       \
    va_start(rest, flags);                              \
    mode = va_arg(rest, mode_t);                        \
    va_end(rest);                                       \
  }

int open(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int directory, const char *path, int flags, ...) { MODE_OF(flags) return opened(directory, path, flags, mode); }
int openat64(int directory, const char *path, int flags, ...) { MODE_OF(flags) return opened(directory, path, flags, mode); }

int close(int handle) {
  pthread_mutex_lock(&lock);
  struct file *file = tracked(handle);
  if (file != NULL) {
    catch_up_with(file);
    file->node = 0;
  }
  if (handle >= 0 && handle < MOST_FILES) is_control[handle] = 0;
  int result = (int)syscall(SYS_close, handle);
  pthread_mutex_unlock(&lock);
  return result;
}

/* Writes at `offset`, or where the handle stands when it is negative. */
static ssize_t written(int handle, const void *data, size_t length, off_t offset) {
  pthread_mutex_lock(&lock);
  struct file *file = tracked(handle);
  ssize_t done;
  if (file == NULL) {
    pthread_mutex_unlock(&lock);
    return offset < 0 ? syscall(SYS_write, handle, data, length) : syscall(SYS_pwrite64, handle, data, length, offset);
  }
  size_t wanted = length;
  if (fails()) {
    /* A full disk takes what fits and refuses the rest. */
    if (fail_errno != ENOSPC || length <= SECTOR || failures > 1) {
      pthread_mutex_unlock(&lock);
      errno = fail_errno;
      return -1;
    }
    wanted = length / 2 / SECTOR * SECTOR;
    if (wanted == 0) wanted = SECTOR;
    fail_rest = 1;
  }
  off_t at = offset;
  if (at < 0) {
    int flags = (int)syscall(SYS_fcntl, handle, F_GETFL);
    at = lseek(handle, 0, (flags & O_APPEND) != 0 ? SEEK_END : SEEK_CUR);
  }
  done = offset < 0 ? syscall(SYS_write, handle, data, wanted) : syscall(SYS_pwrite64, handle, data, wanted, offset);
  int error = errno;
  if (done > 0) {
    record(WRITE, file->path, (uint64_t)at, data, (size_t)done);
    struct node *node = &nodes[file->node - 1];
    if (at + done > node->known) node->known = at + done;
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

ssize_t write(int handle, const void *data, size_t length) {
  if (handle >= 0 && handle < MOST_FILES && is_control[handle]) {
    pthread_mutex_lock(&lock);
    obey(data, length);
    pthread_mutex_unlock(&lock);
    return (ssize_t)length;
  }
  return written(handle, data, length, -1);
}
ssize_t pwrite(int handle, const void *data, size_t length, off_t offset) { return written(handle, data, length, offset); }
ssize_t pwrite64(int handle, const void *data, size_t length, off_t offset) { return written(handle, data, length, offset); }

ssize_t writev(int handle, const struct iovec *parts, int count) {
  if (tracked(handle) == NULL) return syscall(SYS_writev, handle, parts, count);
  ssize_t sum = 0;
  for (int part = 0; part < count; part += 1) {
    ssize_t done = written(handle, parts[part].iov_base, parts[part].iov_len, -1);
    if (done < 0) return sum > 0 ? sum : -1;
    sum += done;
    if ((size_t)done < parts[part].iov_len) break;
  }
  return sum;
}

static int truncated(int handle, off_t length) {
  pthread_mutex_lock(&lock);
  struct file *file = tracked(handle);
  int result = file != NULL && fails() ? -1 : (int)syscall(SYS_ftruncate, handle, length);
  int error = errno;
  if (result == 0 && file != NULL) {
    record(TRUNCATE, file->path, (uint64_t)length, NULL, 0);
    nodes[file->node - 1].known = length;
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
int ftruncate(int handle, off_t length) { return truncated(handle, length); }
int ftruncate64(int handle, off_t length) { return truncated(handle, length); }

static int synced(int handle, long call) {
  pthread_mutex_lock(&lock);
  struct file *file = tracked(handle);
  if (file != NULL) catch_up_with(file);
  int result = file != NULL && fails() ? -1 : (int)syscall(call, handle);
  int error = errno;
  if (result == 0 && file != NULL) record(SYNC, file->path, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
int fsync(int handle) { return synced(handle, SYS_fsync); }
int fdatasync(int handle) { return synced(handle, SYS_fdatasync); }

int rename(const char *from, const char *to) {
  const char *inside = below(from), *target = below(to);
  if (inside == NULL || target == NULL) return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
  pthread_mutex_lock(&lock);
  catch_up(from, inside);
  struct stat replaced;
  int replaces = stat(to, &replaced) == 0 && replaced.st_nlink == 1;
  int result = fails() ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
  int error = errno;
  if (result == 0) {
    if (replaces) forget(&replaced);
    record(RENAME, inside, 0, target, strlen(target));
    for (int handle = 0; handle < MOST_FILES; handle += 1) {
      if (files[handle].node != 0 && strcmp(files[handle].path, target) == 0) files[handle].node = 0;
      if (files[handle].node != 0 && strcmp(files[handle].path, inside) == 0) snprintf(files[handle].path, LONGEST_PATH, "%s", target);
    }
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

static int removed(const char *path, int directory, int flags) {
  char whole[2 * LONGEST_PATH];
  struct file *folder = path[0] == '/' ? NULL : tracked(directory);
  if (folder != NULL) {
    snprintf(whole, sizeof whole, "%s/%s%s%s", root, folder->path, folder->path[0] == '\0' ? "" : "/", path);
  }
  const char *inside = below(folder == NULL ? path : whole);
  if (inside == NULL) return (int)syscall(SYS_unlinkat, directory, path, flags);
  pthread_mutex_lock(&lock);
  struct stat stats;
  int is_there = syscall(SYS_faccessat, directory, path, F_OK) == 0;
  int is_last = is_there && fstatat(directory, path, &stats, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(stats.st_mode) && stats.st_nlink == 1;
  int result = is_there && (flags & AT_REMOVEDIR) == 0 && fails() ? -1 : (int)syscall(SYS_unlinkat, directory, path, flags);
  int error = errno;
  if (result == 0 && (flags & AT_REMOVEDIR) == 0) {
    if (is_last) forget(&stats);
    record(REMOVE, inside, 0, NULL, 0);
    for (int handle = 0; handle < MOST_FILES; handle += 1) {
      if (files[handle].node != 0 && strcmp(files[handle].path, inside) == 0) files[handle].node = 0;
    }
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
int unlink(const char *path) { return removed(path, AT_FDCWD, 0); }
int unlinkat(int directory, const char *path, int flags) { return removed(path, directory, flags); }
int remove(const char *path) {
  int result = removed(path, AT_FDCWD, 0);
  return result != 0 && (errno == EISDIR || errno == EPERM) ? (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR) : result;
}
