/// The functions of libcurl that are used, by their names without `curl_`.
#ifndef MCPCURL_LIBRARY_H
#define MCPCURL_LIBRARY_H

#include "CCurl.h"

#define MCPCURL_FUNCTIONS(EACH) \
  EACH(global_init) \
  EACH(easy_init) EACH(easy_cleanup) EACH(easy_reset) EACH(easy_strerror) EACH(easy_setopt) EACH(easy_getinfo) \
  EACH(multi_init) EACH(multi_cleanup) EACH(multi_strerror) EACH(multi_add_handle) EACH(multi_remove_handle) \
  EACH(multi_socket_action) EACH(multi_info_read) EACH(multi_setopt) \
  EACH(slist_append) EACH(slist_free_all)

struct mcpcurl_library {
#define DECLARE(name) __typeof__(curl_##name) *name;
  MCPCURL_FUNCTIONS(DECLARE)
#undef DECLARE
};

/// Filled by `mcpcurl_load`.
extern struct mcpcurl_library mcpcurl_library __attribute__((visibility("hidden")));

#endif
