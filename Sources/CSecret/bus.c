#include "CSecret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

int mcpsecret_use_bus(const char *address) {
  static const char name[] = "DBUS_SESSION_BUS_ADDRESS=";
  size_t size = sizeof name + strlen(address);
  char *variable = malloc(size);
  char **former = __atomic_load_n(&environ, __ATOMIC_ACQUIRE);
  size_t count = 0;
  while (former && former[count]) count++;
  char **replacement = malloc((count + 2) * sizeof *replacement);
  if (!variable || !replacement) {
    free(variable);
    free(replacement);
    return 0;
  }
  snprintf(variable, size, "%s%s", name, address);
  // An empty setting of the same name would be found first.
  size_t kept = 0;
  for (size_t index = 0; index < count; index++) {
    if (strncmp(former[index], name, sizeof name - 1) != 0) replacement[kept++] = former[index];
  }
  replacement[kept] = variable;
  replacement[kept + 1] = NULL;
  // Not `setenv`, which may free the array that another thread reads just now.
  __atomic_store_n(&environ, replacement, __ATOMIC_RELEASE);
  return 1;
}
