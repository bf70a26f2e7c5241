#include "library.h"

/// `PGRES_COMMAND_OK` and `PGRES_TUPLES_OK`
#define COMMAND_OK 1
#define TUPLES_OK 2

void mcppq_clear(result_t *result) { mcppq_library.PQclear(result); }

enum mcppq_status mcppq_result_status(const result_t *result) {
  int status = mcppq_library.PQresultStatus(result);
  return status == COMMAND_OK || status == TUPLES_OK ? MCPPQ_DONE : MCPPQ_FAILED;
}

static const char *field(const result_t *result, int code) {
  const char *text = mcppq_library.PQresultErrorField(result, code);
  return text ? text : "";
}

const char *mcppq_state(const result_t *result) { return field(result, 'C'); }

const char *mcppq_reason(const result_t *result) { return field(result, 'M'); }

int mcppq_row_count(const result_t *result) { return mcppq_library.PQntuples(result); }

int mcppq_column_count(const result_t *result) { return mcppq_library.PQnfields(result); }

const uint8_t *mcppq_value(const result_t *result, int row, int column) {
  return (const uint8_t *)mcppq_library.PQgetvalue(result, row, column);
}

int mcppq_length(const result_t *result, int row, int column) {
  if (mcppq_library.PQgetisnull(result, row, column)) return -1;
  return mcppq_library.PQgetlength(result, row, column);
}
