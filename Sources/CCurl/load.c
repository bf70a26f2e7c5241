#include "library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

struct mcpcurl_library mcpcurl_library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

int mcpcurl_load_file(const char *file, char *failure, size_t size) {
  void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    snprintf(failure, size, "%s cannot be loaded: %s; install libcurl4", file, dlerror());
    return 0;
  }
  struct mcpcurl_library found;
#define FIND(name) \
  if (!(found.name = (__typeof__(found.name))dlsym(handle, "curl_" #name))) { \
    snprintf(failure, size, "%s cannot be used: it has no curl_%s; install libcurl4", file, #name); \
    dlclose(handle); \
    return 0; \
  }
  MCPCURL_FUNCTIONS(FIND)
#undef FIND
  CURLcode code = found.global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) {
    snprintf(failure, size, "%s cannot be initialised: %s", file, found.easy_strerror(code));
    return 0;
  }
  mcpcurl_library = found;
  return 1;
}

static void ignore_broken_pipes(void) {
  struct sigaction current;
  if (sigaction(SIGPIPE, NULL, &current) == 0 && !(current.sa_flags & SA_SIGINFO) && current.sa_handler == SIG_DFL) {
    signal(SIGPIPE, SIG_IGN);
  }
}

static void load(void) {
  if (mcpcurl_load_file("libcurl.so.4", failure, sizeof failure)) ignore_broken_pipes();
}

const char *mcpcurl_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}
