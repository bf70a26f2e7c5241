// Stands in for the release binary where only a debug build is there: small, it needs nothing but the C library to start,
// and runs the program PROGRAM in its place.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments) {
  if (count > 1 && strcmp(arguments[1], "completions") == 0) {
    // The scripts name the program that made them: here that is this file.
    char own[4096];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    if (length < 0) return 1;
    own[length] = 0;
    setenv("OWN", own, 1);
    char *shell = count > 2 ? arguments[2] : NULL;
    char *words[] = {"sh", "-c", "\"$0\" \"$@\" | sed \"s|$0|$OWN|g\"", PROGRAM, arguments[1], shell, NULL};
    execv("/bin/sh", words);
  }
  arguments[0] = PROGRAM;
  execv(PROGRAM, arguments);
  return 127;
}
