/// libcurl, loaded when it is first needed instead of linked, with one function per argument type where libcurl's own is
/// variadic: Swift calls no variadic function, and an argument of the wrong width would overwrite memory in silence.
///
/// The constants and types are libcurl's, from its header. Its functions are not to be called: they are not linked.
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

/// Loads libcurl and initialises it, once per process and from any thread; returns why it failed, or NULL.
///
/// Nothing else here may be called before this has returned NULL. SIGPIPE is ignored from then on unless the program
/// handles it: the TLS library writes to sockets that the other side may have closed.
const char *_Nullable mcpcurl_load(void);

/// Loads libcurl from a file; fills in why it failed and returns 0, or returns 1. Only for `mcpcurl_load` and its test.
int mcpcurl_load_file(const char *file, char *failure, size_t size);

// One transfer. A setter refuses an option that takes another type of argument.

CURL *_Nullable mcpcurl_easy_init(void);
void mcpcurl_easy_cleanup(CURL *easy);
void mcpcurl_easy_reset(CURL *easy);
const char *mcpcurl_easy_strerror(CURLcode code);
CURLcode mcpcurl_easy_set_long(CURL *easy, CURLoption option, long value);
CURLcode mcpcurl_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode mcpcurl_easy_set_string(CURL *easy, CURLoption option, const char *_Nullable value);
CURLcode mcpcurl_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *_Nullable value);
CURLcode mcpcurl_easy_set_pointer(CURL *easy, CURLoption option, const void *_Nullable value);
CURLcode mcpcurl_easy_set_write_function(CURL *easy, CURLoption option, curl_write_callback value);
CURLcode mcpcurl_easy_set_prerequest_function(CURL *easy, curl_prereq_callback value);
/// The `CURLOPT_PRIVATE` of a transfer, or NULL.
void *_Nullable mcpcurl_easy_private(CURL *easy);
/// A number about a transfer, 0 if there is none.
long mcpcurl_easy_get_long(CURL *easy, CURLINFO info);

// A set of transfers that share connections.

CURLM *_Nullable mcpcurl_multi_init(void);
void mcpcurl_multi_cleanup(CURLM *multi);
const char *mcpcurl_multi_strerror(CURLMcode code);
CURLMcode mcpcurl_multi_add(CURLM *multi, CURL *easy);
CURLMcode mcpcurl_multi_remove(CURLM *multi, CURL *easy);
CURLMcode mcpcurl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running);
/// The next transfer that has ended, with its result, or NULL.
CURL *_Nullable mcpcurl_multi_next_done(CURLM *multi, CURLcode *result);
CURLMcode mcpcurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode mcpcurl_multi_set_pointer(CURLM *multi, CURLMoption option, void *_Nullable value);
CURLMcode mcpcurl_multi_set_socket_function(CURLM *multi, curl_socket_callback _Nullable value);
CURLMcode mcpcurl_multi_set_timer_function(CURLM *multi, curl_multi_timer_callback _Nullable value);

// Lists of header lines.

/// Appends a copy of a line; returns the list, or NULL, without a change to it, if there is no memory.
struct curl_slist *_Nullable mcpcurl_slist_append(struct curl_slist *_Nullable list, const char *line);
void mcpcurl_slist_free(struct curl_slist *_Nullable list);

#pragma clang assume_nonnull end

#endif
