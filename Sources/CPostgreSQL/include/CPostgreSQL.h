/// Connections to PostgreSQL by libpq, which is loaded when it is first needed instead of linked.
///
/// A connection and its results are used by one thread at a time.
#ifndef CPOSTGRESQL_H
#define CPOSTGRESQL_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// libpq's `PGconn` and `PGresult`.
struct mcppq_connection;
struct mcppq_result;

/// The outcome of a statement.
enum mcppq_status {
  /// It was carried out; there may be rows.
  MCPPQ_DONE = 0,
  /// It was refused, or the connection has ended.
  MCPPQ_FAILED = 1,
};

/// Loads libpq; returns the reason if it cannot be used.
const char *_Nullable mcppq_load(void);

/// Connects to the first server of a URL that takes writes, and waits for it; each server gets some seconds.
///
/// The password, unless it is null, goes before those that libpq finds by itself. Returns null without memory; whether
/// it is connected says `mcppq_is_open`.
struct mcppq_connection *_Nullable mcppq_connect(const char *url, const char *_Nullable password, int seconds);

/// Ends a connection and releases it.
void mcppq_finish(struct mcppq_connection *connection);

/// Whether a connection can be used.
int mcppq_is_open(const struct mcppq_connection *connection);

/// Whether a connection is encrypted, and whether it goes to this machine by a socket's path.
int mcppq_is_encrypted(struct mcppq_connection *connection);
int mcppq_is_local(const struct mcppq_connection *connection);

/// The version of the server, such as 150020 for 15.20; 0 if there is none.
int mcppq_server_version(const struct mcppq_connection *connection);

/// The latest error of a connection; it lives until the next call.
const char *mcppq_message(const struct mcppq_connection *connection);

/// The descriptor to wait for; -1 without a connection.
int mcppq_socket(const struct mcppq_connection *connection);

/// Begins a statement whose parameters are bound in binary form.
///
/// The values follow each other in `bytes`; a length of -1 is a null. Returns 0 if it cannot be sent.
int mcppq_send(
    struct mcppq_connection *connection, const char *command, const uint8_t *bytes, const int32_t *lengths, int count);

/// Sends more of a statement; returns 1 if some is left, 0 if none, and -1 on failure.
int mcppq_flush(struct mcppq_connection *connection);

/// Takes what has arrived; returns 0 on failure.
int mcppq_consume(struct mcppq_connection *connection);

/// Whether the next result would have to be waited for.
int mcppq_is_busy(struct mcppq_connection *connection);

/// The next result of a statement; null after the last one.
struct mcppq_result *_Nullable mcppq_next(struct mcppq_connection *connection);

/// Releases a result.
void mcppq_clear(struct mcppq_result *result);

enum mcppq_status mcppq_result_status(const struct mcppq_result *result);

/// The SQLSTATE of a failure, five characters; empty if the server gave none. It lives as long as the result.
const char *mcppq_state(const struct mcppq_result *result);

/// The primary message of a failure; empty if there is none. It lives as long as the result.
const char *mcppq_reason(const struct mcppq_result *result);

int mcppq_row_count(const struct mcppq_result *result);
int mcppq_column_count(const struct mcppq_result *result);

/// A value in binary form, and its length, which is -1 for a null.
const uint8_t *mcppq_value(const struct mcppq_result *result, int row, int column);
int mcppq_length(const struct mcppq_result *result, int row, int column);

#pragma clang assume_nonnull end

#endif
