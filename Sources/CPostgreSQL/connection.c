#include "library.h"

#include <stdio.h>
#include <string.h>

/// `CONNECTION_OK`
#define OPEN 0
/// The format of values that are not text.
#define BINARY 1
#define MAXIMUM_PARAMETERS 32

/// Standard error belongs to the log: what the server wants to be known stands in its own.
static void ignore(void *context, const char *message) {
  (void)context;
  (void)message;
}

connection_t *mcppq_connect(const char *url, const char *password, int seconds) {
  char patience[16];
  snprintf(patience, sizeof patience, "%d", seconds);
  // What stands before the URL is a default that the URL can change; the password is none.
  const char *const keywords[] = {
      "connect_timeout", "target_session_attrs", "fallback_application_name", "keepalives_idle", "keepalives_interval",
      "keepalives_count", "tcp_user_timeout", "dbname", password ? "password" : NULL, NULL};
  const char *const values[] = {patience, "read-write", "nethesis-mcp", "20", "5", "3", "10000", url, password, NULL};
  connection_t *connection = mcppq_library.PQconnectdbParams(keywords, values, 1);
  if (!connection) return NULL;
  mcppq_library.PQsetNoticeProcessor(connection, ignore, NULL);
  if (mcppq_is_open(connection)) mcppq_library.PQsetnonblocking(connection, 1);
  return connection;
}

void mcppq_finish(connection_t *connection) { mcppq_library.PQfinish(connection); }

int mcppq_is_open(const connection_t *connection) { return mcppq_library.PQstatus(connection) == OPEN; }

int mcppq_is_encrypted(connection_t *connection) { return mcppq_library.PQsslInUse(connection); }

int mcppq_is_local(const connection_t *connection) {
  const char *host = mcppq_library.PQhost(connection);
  // A path, or a name in the abstract space.
  return host && (host[0] == '/' || host[0] == '@');
}

int mcppq_server_version(const connection_t *connection) { return mcppq_library.PQserverVersion(connection); }

const char *mcppq_message(const connection_t *connection) {
  const char *message = mcppq_library.PQerrorMessage(connection);
  return message ? message : "";
}

int mcppq_socket(const connection_t *connection) { return mcppq_library.PQsocket(connection); }

int mcppq_send(connection_t *connection, const char *command, const uint8_t *bytes, const int32_t *lengths, int count) {
  if (count < 0 || count > MAXIMUM_PARAMETERS) return 0;
  const char *values[MAXIMUM_PARAMETERS];
  int sizes[MAXIMUM_PARAMETERS];
  int formats[MAXIMUM_PARAMETERS];
  size_t start = 0;
  for (int index = 0; index < count; index++) {
    int is_null = lengths[index] < 0;
    values[index] = is_null ? NULL : (const char *)bytes + start;
    sizes[index] = is_null ? 0 : lengths[index];
    formats[index] = BINARY;
    start += (size_t)sizes[index];
  }
  return mcppq_library.PQsendQueryParams(connection, command, count, NULL, values, sizes, formats, BINARY);
}

int mcppq_flush(connection_t *connection) { return mcppq_library.PQflush(connection); }

int mcppq_consume(connection_t *connection) { return mcppq_library.PQconsumeInput(connection); }

int mcppq_is_busy(connection_t *connection) { return mcppq_library.PQisBusy(connection); }

result_t *mcppq_next(connection_t *connection) { return mcppq_library.PQgetResult(connection); }
