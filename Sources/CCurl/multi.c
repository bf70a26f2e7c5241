#include "library.h"

static int takes(CURLMoption option, int kind) { return option / 10000 == kind / 10000; }

CURLM *mcpcurl_multi_init(void) { return mcpcurl_library.multi_init(); }

void mcpcurl_multi_cleanup(CURLM *multi) { mcpcurl_library.multi_cleanup(multi); }

const char *mcpcurl_multi_strerror(CURLMcode code) { return mcpcurl_library.multi_strerror(code); }

CURLMcode mcpcurl_multi_add(CURLM *multi, CURL *easy) { return mcpcurl_library.multi_add_handle(multi, easy); }

CURLMcode mcpcurl_multi_remove(CURLM *multi, CURL *easy) { return mcpcurl_library.multi_remove_handle(multi, easy); }

CURLMcode mcpcurl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running) {
  return mcpcurl_library.multi_socket_action(multi, socket, events, running);
}

CURL *mcpcurl_multi_next_done(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = mcpcurl_library.multi_info_read(multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}

CURLMcode mcpcurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  if (!takes(option, CURLOPTTYPE_LONG)) return CURLM_BAD_FUNCTION_ARGUMENT;
  return mcpcurl_library.multi_setopt(multi, option, value);
}

CURLMcode mcpcurl_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
  if (!takes(option, CURLOPTTYPE_OBJECTPOINT)) return CURLM_BAD_FUNCTION_ARGUMENT;
  return mcpcurl_library.multi_setopt(multi, option, value);
}

CURLMcode mcpcurl_multi_set_socket_function(CURLM *multi, curl_socket_callback value) {
  return mcpcurl_library.multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}

CURLMcode mcpcurl_multi_set_timer_function(CURLM *multi, curl_multi_timer_callback value) {
  return mcpcurl_library.multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value);
}

struct curl_slist *mcpcurl_slist_append(struct curl_slist *list, const char *line) {
  return mcpcurl_library.slist_append(list, line);
}

void mcpcurl_slist_free(struct curl_slist *list) { mcpcurl_library.slist_free_all(list); }
