// For `pthread_cond_clockwait`.
#define _GNU_SOURCE

#include "CSecret.h"
#include "library.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/// The time after which a call is given up, in seconds.
#define PATIENCE 3
/// `G_BUS_TYPE_SESSION`
#define SESSION_BUS 2

enum kind { LOOKUP, STORE, CLEAR };

/// A call, shared by the thread that makes it and the one that waits.
struct call {
  pthread_mutex_t mutex;
  pthread_cond_t ended;
  int has_ended;
  int references;
  mcpsecret_object *cancellable;
  enum kind kind;
  enum mcpsecret_outcome outcome;
  char id[MCPSECRET_TEXT_SIZE];
  char label[MCPSECRET_TEXT_SIZE];
  char secret[MCPSECRET_TEXT_SIZE];
  char reason[MCPSECRET_TEXT_SIZE];
};

static const struct mcpsecret_schema schema = {
    .name = "it.nethesis.mcp.Session",
    .attributes = {{"key", 0}},
};

static void release(struct call *call) {
  pthread_mutex_lock(&call->mutex);
  int remaining = --call->references;
  pthread_mutex_unlock(&call->mutex);
  if (remaining) return;
  if (call->cancellable) mcpsecret_library.g_object_unref(call->cancellable);
  pthread_mutex_destroy(&call->mutex);
  pthread_cond_destroy(&call->ended);
  explicit_bzero(call->secret, sizeof call->secret);
  free(call);
}

static void fail(struct call *call, struct mcpsecret_error *error) {
  call->outcome = MCPSECRET_FAILED;
  snprintf(call->reason, sizeof call->reason, "%s", error && error->message ? error->message : "it gave no reason");
  if (error) mcpsecret_library.g_error_free(error);
}

static void lookup(struct call *call, mcpsecret_table *attributes) {
  struct mcpsecret_library *library = &mcpsecret_library;
  struct mcpsecret_error *error = NULL;
  char *secret = library->secret_password_lookupv_nonpageable_sync(&schema, attributes, call->cancellable, &error);
  if (error) {
    fail(call, error);
    return;
  }
  if (secret) {
    size_t size = strlen(secret) + 1;
    if (size <= sizeof call->secret) memcpy(call->secret, secret, size);
    call->outcome = size <= sizeof call->secret ? MCPSECRET_DONE : MCPSECRET_MISSING;
    library->secret_password_free(secret);
    return;
  }
  // An item that is there all the same is locked.
  mcpsecret_list *found = library->secret_password_searchv_sync(&schema, attributes, 0, call->cancellable, &error);
  if (error) {
    fail(call, error);
    return;
  }
  call->outcome = found ? MCPSECRET_FAILED : MCPSECRET_MISSING;
  if (found) {
    snprintf(call->reason, sizeof call->reason, "it is locked");
    library->g_list_free_full(found, library->g_object_unref);
  }
}

static void perform(struct call *call, mcpsecret_table *attributes) {
  struct mcpsecret_library *library = &mcpsecret_library;
  struct mcpsecret_error *error = NULL;
  switch (call->kind) {
  case LOOKUP:
    lookup(call, attributes);
    return;
  case STORE:
    if (library->secret_password_storev_sync(
            &schema, attributes, NULL, call->label, call->secret, call->cancellable, &error) &&
        !error) {
      return;
    }
    fail(call, error);
    return;
  case CLEAR:
    if (!library->secret_password_clearv_sync(&schema, attributes, call->cancellable, &error) && !error) {
      call->outcome = MCPSECRET_MISSING;
    }
    if (error) fail(call, error);
    return;
  }
}

static void connect_and_perform(struct call *call) {
  struct mcpsecret_library *library = &mcpsecret_library;
  struct mcpsecret_error *error = NULL;
  mcpsecret_object *bus = library->g_bus_get_sync(SESSION_BUS, call->cancellable, &error);
  if (!bus) {
    fail(call, error);
    return;
  }
  // Else the end of the bus, as when a person logs out, would end this process.
  library->g_dbus_connection_set_exit_on_close(bus, 0);
  mcpsecret_table *attributes = library->g_hash_table_new(library->g_str_hash, library->g_str_equal);
  library->g_hash_table_insert(attributes, "key", call->id);
  perform(call, attributes);
  library->g_hash_table_unref(attributes);
  // The next call may meet another bus.
  library->secret_service_disconnect();
  library->g_object_unref(bus);
}

static void *run(void *argument) {
  struct call *call = argument;
  const char *failure = mcpsecret_load();
  if (failure) {
    call->outcome = MCPSECRET_FAILED;
    snprintf(call->reason, sizeof call->reason, "%s", failure);
  } else {
    pthread_mutex_lock(&call->mutex);
    call->cancellable = mcpsecret_library.g_cancellable_new();
    pthread_mutex_unlock(&call->mutex);
    connect_and_perform(call);
  }
  pthread_mutex_lock(&call->mutex);
  call->has_ended = 1;
  pthread_cond_signal(&call->ended);
  pthread_mutex_unlock(&call->mutex);
  release(call);
  return NULL;
}

/// Waits for the end of a call; returns 0 after its time.
static int await_end(struct call *call) {
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  end.tv_sec += PATIENCE;
  int failure = 0;
  pthread_mutex_lock(&call->mutex);
  while (!call->has_ended && !failure) failure = pthread_cond_clockwait(&call->ended, &call->mutex, CLOCK_MONOTONIC, &end);
  int has_ended = call->has_ended;
  if (!has_ended && call->cancellable) mcpsecret_library.g_cancellable_cancel(call->cancellable);
  pthread_mutex_unlock(&call->mutex);
  return has_ended;
}

static enum mcpsecret_outcome make(
    enum kind kind, const char *id, const char *label, const char *secret, char *found, char *reason) {
  struct call *call = calloc(1, sizeof *call);
  if (!call) {
    snprintf(reason, MCPSECRET_TEXT_SIZE, "there is no memory");
    return MCPSECRET_FAILED;
  }
  pthread_mutex_init(&call->mutex, NULL);
  pthread_cond_init(&call->ended, NULL);
  call->references = 2;
  call->kind = kind;
  snprintf(call->id, sizeof call->id, "%s", id);
  snprintf(call->label, sizeof call->label, "%s", label);
  snprintf(call->secret, sizeof call->secret, "%s", secret);
  pthread_t thread;
  if (pthread_create(&thread, NULL, run, call)) {
    release(call);
    release(call);
    snprintf(reason, MCPSECRET_TEXT_SIZE, "the system has no thread left");
    return MCPSECRET_FAILED;
  }
  pthread_detach(thread);
  enum mcpsecret_outcome outcome = MCPSECRET_FAILED;
  if (await_end(call)) {
    outcome = call->outcome;
    if (found && outcome == MCPSECRET_DONE) memcpy(found, call->secret, sizeof call->secret);
    memcpy(reason, call->reason, sizeof call->reason);
  } else {
    snprintf(reason, MCPSECRET_TEXT_SIZE, "it did not respond within %d seconds; it may be locked", PATIENCE);
  }
  release(call);
  return outcome;
}

enum mcpsecret_outcome mcpsecret_lookup(const char *id, char *secret, char *reason) {
  return make(LOOKUP, id, "", "", secret, reason);
}

enum mcpsecret_outcome mcpsecret_store(const char *id, const char *label, const char *secret, char *reason) {
  return make(STORE, id, label, secret, NULL, reason);
}

enum mcpsecret_outcome mcpsecret_clear(const char *id, char *reason) { return make(CLEAR, id, "", "", NULL, reason); }
