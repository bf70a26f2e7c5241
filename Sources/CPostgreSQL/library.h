/// The functions of libpq that are used; their declarations are those of its manual, the same since PostgreSQL 9.
#ifndef MCPPQ_LIBRARY_H
#define MCPPQ_LIBRARY_H

#include "CPostgreSQL.h"

typedef struct mcppq_connection connection_t;
typedef struct mcppq_result result_t;
typedef unsigned int mcppq_oid;
typedef void (*mcppq_notice_processor)(void *context, const char *message);

#define MCPPQ_FUNCTIONS(EACH) \
  EACH(PQconnectdbParams, connection_t *, (const char *const *, const char *const *, int)) \
  EACH(PQfinish, void, (connection_t *)) \
  EACH(PQstatus, int, (const connection_t *)) \
  EACH(PQerrorMessage, char *, (const connection_t *)) \
  EACH(PQsocket, int, (const connection_t *)) \
  EACH(PQsslInUse, int, (connection_t *)) \
  EACH(PQhost, char *, (const connection_t *)) \
  EACH(PQserverVersion, int, (const connection_t *)) \
  EACH(PQsetnonblocking, int, (connection_t *, int)) \
  EACH(PQsetNoticeProcessor, mcppq_notice_processor, (connection_t *, mcppq_notice_processor, void *)) \
  EACH( \
      PQsendQueryParams, int, \
      (connection_t *, const char *, int, const mcppq_oid *, const char *const *, const int *, const int *, int)) \
  EACH(PQflush, int, (connection_t *)) \
  EACH(PQconsumeInput, int, (connection_t *)) \
  EACH(PQisBusy, int, (connection_t *)) \
  EACH(PQgetResult, result_t *, (connection_t *)) \
  EACH(PQclear, void, (result_t *)) \
  EACH(PQresultStatus, int, (const result_t *)) \
  EACH(PQresultErrorField, char *, (const result_t *, int)) \
  EACH(PQntuples, int, (const result_t *)) \
  EACH(PQnfields, int, (const result_t *)) \
  EACH(PQgetvalue, char *, (const result_t *, int, int)) \
  EACH(PQgetlength, int, (const result_t *, int, int)) \
  EACH(PQgetisnull, int, (const result_t *, int, int))

struct mcppq_library {
#define DECLARE(name, result, parameters) result(*name) parameters;
  MCPPQ_FUNCTIONS(DECLARE)
#undef DECLARE
};

/// Filled by `mcppq_load`.
extern struct mcppq_library mcppq_library __attribute__((visibility("hidden")));

#endif
