#include "CZlib.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

// The interface of zlib 1.2 and later (zlib.h), which is the same on all systems: its version is in the name libz.so.1.
struct stream {
  const uint8_t *next_in;
  unsigned int avail_in;
  unsigned long total_in;
  uint8_t *next_out;
  unsigned int avail_out;
  unsigned long total_out;
  const char *message;
  void *state;
  void *(*allocate)(void *, unsigned int, unsigned int);
  void (*release)(void *, void *);
  void *opaque;
  int data_type;
  unsigned long adler;
  unsigned long reserved;
};

enum { DEFLATED = 8, GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8, LEVEL = 6, FINISH = 4, STREAM_END = 1 };

static int (*deflate_init)(struct stream *, int, int, int, int, int, const char *, int);
static int (*deflate)(struct stream *, int);
static int (*deflate_end)(struct stream *);
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
  void *init = dlsym(library, "deflateInit2_");
  void *work = dlsym(library, "deflate");
  void *end = dlsym(library, "deflateEnd");
  if (init == NULL || work == NULL || end == NULL) return;
  memcpy(&deflate, &work, sizeof work);
  memcpy(&deflate_end, &end, sizeof end);
  memcpy(&deflate_init, &init, sizeof init);
}

int mcpzlib_is_there(void) {
  pthread_once(&once, load);
  return deflate_init != NULL;
}

size_t mcpzlib_gzip(const uint8_t *input, size_t size, uint8_t *output, size_t capacity) {
  if (!mcpzlib_is_there() || size > UINT32_MAX || capacity > UINT32_MAX) return 0;
  struct stream stream;
  memset(&stream, 0, sizeof stream);
  if (deflate_init(&stream, LEVEL, DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, 0, "1", (int)sizeof stream) != 0) return 0;
  stream.next_in = input;
  stream.avail_in = (unsigned int)size;
  stream.next_out = output;
  stream.avail_out = (unsigned int)capacity;
  int outcome = deflate(&stream, FINISH);
  size_t total = stream.total_out;
  deflate_end(&stream);
  return outcome == STREAM_END ? total : 0;
}
