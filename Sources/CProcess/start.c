#include "CProcess.h"

// glibc hands each initialiser the arguments of `main`. Swift reads them from /proc, or looks for them on the stack below
// the environment: it finds none where there is no /proc, and none where a preloaded library has moved the environment.
static int count;
static char *const *arguments;
static char *const *environment;

__attribute__((constructor)) static void keep(int given, char **texts, char **variables) {
  count = given;
  arguments = texts;
  environment = variables;
}

int process_argument_count(void) { return count; }

char *const *process_arguments(void) { return arguments; }

char *const *process_environment(void) { return environment; }

const char *process_commit(void) {
#ifdef BUILD_COMMIT
  return BUILD_COMMIT;
#else
  return 0;
#endif
}
