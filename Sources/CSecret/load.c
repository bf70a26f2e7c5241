#include "library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

struct mcpsecret_library mcpsecret_library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

static void load(void) {
  // NODELETE: GLib registers types and starts threads that outlive any use.
  void *handle = dlopen("libsecret-1.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!handle) {
    const char *reason = dlerror();
    snprintf(failure, sizeof failure, "%s; install libsecret-1-0", reason ? reason : "libsecret cannot be loaded");
    return;
  }
  // The handle also finds the functions of the libraries that libsecret needs.
#define FIND(name, result, parameters) \
  if (!(mcpsecret_library.name = (result(*) parameters)dlsym(handle, #name))) { \
    snprintf(failure, sizeof failure, "libsecret is too old: there is no %s", #name); \
    return; \
  }
  MCPSECRET_FUNCTIONS(FIND)
#undef FIND
  // Standard output belongs to the protocol.
  mcpsecret_library.g_log_writer_default_set_use_stderr(1);
}

const char *mcpsecret_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}
