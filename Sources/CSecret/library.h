/// The functions of libsecret, GLib and GIO that are used. They are declared here, so that a build needs no headers.
#ifndef MCPSECRET_LIBRARY_H
#define MCPSECRET_LIBRARY_H

#include <stdint.h>

typedef struct mcpsecret_table mcpsecret_table;        // GHashTable
typedef struct mcpsecret_list mcpsecret_list;          // GList
typedef struct mcpsecret_object mcpsecret_object;      // GObject, GCancellable, GDBusConnection

/// `GError`.
struct mcpsecret_error {
  uint32_t domain;
  int code;
  char *message;
};

/// `SecretSchema`: the public part of it is fixed by libsecret's ABI.
struct mcpsecret_schema {
  const char *name;
  int flags;
  struct {
    const char *name;
    int type;
  } attributes[32];
  int reserved;
  void *more[7];
};

/// EACH(name, result, parameters)
#define MCPSECRET_FUNCTIONS(EACH) \
  EACH(secret_password_storev_sync, int, \
       (const struct mcpsecret_schema *, mcpsecret_table *, const char *, const char *, const char *, \
        mcpsecret_object *, struct mcpsecret_error **)) \
  EACH(secret_password_lookupv_nonpageable_sync, char *, \
       (const struct mcpsecret_schema *, mcpsecret_table *, mcpsecret_object *, struct mcpsecret_error **)) \
  EACH(secret_password_clearv_sync, int, \
       (const struct mcpsecret_schema *, mcpsecret_table *, mcpsecret_object *, struct mcpsecret_error **)) \
  EACH(secret_password_searchv_sync, mcpsecret_list *, \
       (const struct mcpsecret_schema *, mcpsecret_table *, int, mcpsecret_object *, struct mcpsecret_error **)) \
  EACH(secret_password_free, void, (char *)) \
  EACH(secret_service_disconnect, void, (void)) \
  EACH(g_bus_get_sync, mcpsecret_object *, (int, mcpsecret_object *, struct mcpsecret_error **)) \
  EACH(g_dbus_connection_set_exit_on_close, void, (mcpsecret_object *, int)) \
  EACH(g_cancellable_new, mcpsecret_object *, (void)) \
  EACH(g_cancellable_cancel, void, (mcpsecret_object *)) \
  EACH(g_object_unref, void, (void *)) \
  EACH(g_list_free_full, void, (mcpsecret_list *, void (*)(void *))) \
  EACH(g_hash_table_new, mcpsecret_table *, (unsigned (*)(const void *), int (*)(const void *, const void *))) \
  EACH(g_hash_table_insert, int, (mcpsecret_table *, void *, void *)) \
  EACH(g_hash_table_unref, void, (mcpsecret_table *)) \
  EACH(g_str_hash, unsigned, (const void *)) \
  EACH(g_str_equal, int, (const void *, const void *)) \
  EACH(g_error_free, void, (struct mcpsecret_error *)) \
  EACH(g_log_writer_default_set_use_stderr, void, (int))

struct mcpsecret_library {
#define DECLARE(name, result, parameters) result(*name) parameters;
  MCPSECRET_FUNCTIONS(DECLARE)
#undef DECLARE
};

/// Filled by `mcpsecret_load`.
extern struct mcpsecret_library mcpsecret_library __attribute__((visibility("hidden")));

/// Loads libsecret, once per process; returns why it failed, or NULL.
const char *mcpsecret_load(void) __attribute__((visibility("hidden")));

#endif
