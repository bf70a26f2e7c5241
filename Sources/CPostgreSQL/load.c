#include "library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

struct mcppq_library mcppq_library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

static void load(void) {
  // NODELETE: its libraries for encryption and Kerberos register what outlives any use.
  void *handle = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!handle) {
    const char *reason = dlerror();
    snprintf(failure, sizeof failure, "%s; install libpq5", reason ? reason : "libpq.so.5 cannot be loaded");
    return;
  }
#define FIND(name, result, parameters) \
  if (!(mcppq_library.name = (result(*) parameters)dlsym(handle, #name))) { \
    snprintf(failure, sizeof failure, "libpq.so.5 is too old: there is no %s; install a newer libpq5", #name); \
    return; \
  }
  MCPPQ_FUNCTIONS(FIND)
#undef FIND
}

const char *mcppq_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}
