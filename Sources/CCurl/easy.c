#include "library.h"

/// Whether the number of an option is of a kind: libcurl numbers the kinds of argument in steps of 10,000.
static int takes(CURLoption option, int kind) { return option / 10000 == kind / 10000; }

CURL *mcpcurl_easy_init(void) { return mcpcurl_library.easy_init(); }

void mcpcurl_easy_cleanup(CURL *easy) { mcpcurl_library.easy_cleanup(easy); }

void mcpcurl_easy_reset(CURL *easy) { mcpcurl_library.easy_reset(easy); }

const char *mcpcurl_easy_strerror(CURLcode code) { return mcpcurl_library.easy_strerror(code); }

CURLcode mcpcurl_easy_set_long(CURL *easy, CURLoption option, long value) {
  if (!takes(option, CURLOPTTYPE_LONG)) return CURLE_BAD_FUNCTION_ARGUMENT;
  return mcpcurl_library.easy_setopt(easy, option, value);
}

CURLcode mcpcurl_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  if (!takes(option, CURLOPTTYPE_OFF_T)) return CURLE_BAD_FUNCTION_ARGUMENT;
  return mcpcurl_library.easy_setopt(easy, option, value);
}

CURLcode mcpcurl_easy_set_string(CURL *easy, CURLoption option, const char *value) {
  if (!takes(option, CURLOPTTYPE_STRINGPOINT)) return CURLE_BAD_FUNCTION_ARGUMENT;
  return mcpcurl_library.easy_setopt(easy, option, value);
}

CURLcode mcpcurl_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  if (!takes(option, CURLOPTTYPE_SLISTPOINT)) return CURLE_BAD_FUNCTION_ARGUMENT;
  return mcpcurl_library.easy_setopt(easy, option, value);
}

CURLcode mcpcurl_easy_set_pointer(CURL *easy, CURLoption option, const void *value) {
  if (!takes(option, CURLOPTTYPE_OBJECTPOINT)) return CURLE_BAD_FUNCTION_ARGUMENT;
  return mcpcurl_library.easy_setopt(easy, option, value);
}

CURLcode mcpcurl_easy_set_write_function(CURL *easy, CURLoption option, curl_write_callback value) {
  if (option != CURLOPT_WRITEFUNCTION && option != CURLOPT_HEADERFUNCTION) return CURLE_BAD_FUNCTION_ARGUMENT;
  return mcpcurl_library.easy_setopt(easy, option, value);
}

CURLcode mcpcurl_easy_set_prerequest_function(CURL *easy, curl_prereq_callback value) {
  return mcpcurl_library.easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}

void *mcpcurl_easy_private(CURL *easy) {
  void *value = NULL;
  mcpcurl_library.easy_getinfo(easy, CURLINFO_PRIVATE, &value);
  return value;
}

long mcpcurl_easy_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  if ((info & CURLINFO_TYPEMASK) == CURLINFO_LONG) mcpcurl_library.easy_getinfo(easy, info, &value);
  return value;
}
