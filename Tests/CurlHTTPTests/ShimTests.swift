import CCurl
import Testing

/// Calls each shim, and each setter with an option of its type and with one of another.
@Suite(.serialized)
struct ShimTests {
  init() { #expect(unsafe mcpcurl_load() == nil) }

  @Test func `an option takes an argument of its type only`() throws {
    let easy = unsafe try #require(mcpcurl_easy_init())
    defer { unsafe mcpcurl_easy_cleanup(easy) }
    let list = unsafe try #require(mcpcurl_slist_append(nil, "X-A: 1"))
    defer { unsafe mcpcurl_slist_free(list) }
    #expect(unsafe mcpcurl_slist_append(list, "X-B: 2") == list)

    #expect(unsafe mcpcurl_easy_set_long(easy, CURLOPT_NOSIGNAL, 1) == CURLE_OK)
    #expect(unsafe mcpcurl_easy_set_offset(easy, CURLOPT_MAXFILESIZE_LARGE, 1 << 40) == CURLE_OK)
    #expect(unsafe mcpcurl_easy_set_string(easy, CURLOPT_URL, "http://127.0.0.1:1/") == CURLE_OK)
    #expect(unsafe mcpcurl_easy_set_list(easy, CURLOPT_HTTPHEADER, list) == CURLE_OK)
    #expect(unsafe mcpcurl_easy_set_pointer(easy, CURLOPT_PRIVATE, easy) == CURLE_OK)
    #expect(unsafe mcpcurl_easy_set_write_function(easy, CURLOPT_WRITEFUNCTION) { _, _, count, _ in count } == CURLE_OK)
    #expect(unsafe mcpcurl_easy_set_prerequest_function(easy) { _, _, _, _, _ in 0 } == CURLE_OK)

    let refused = CURLE_BAD_FUNCTION_ARGUMENT
    #expect(unsafe mcpcurl_easy_set_long(easy, CURLOPT_URL, 1) == refused)
    #expect(unsafe mcpcurl_easy_set_offset(easy, CURLOPT_NOSIGNAL, 1) == refused)
    #expect(unsafe mcpcurl_easy_set_string(easy, CURLOPT_NOSIGNAL, "1") == refused)
    #expect(unsafe mcpcurl_easy_set_list(easy, CURLOPT_MAXFILESIZE_LARGE, list) == refused)
    #expect(unsafe mcpcurl_easy_set_pointer(easy, CURLOPT_WRITEFUNCTION, easy) == refused)
    #expect(unsafe mcpcurl_easy_set_write_function(easy, CURLOPT_READFUNCTION) { _, _, count, _ in count } == refused)

    #expect(unsafe mcpcurl_easy_private(easy) == easy)
    unsafe mcpcurl_easy_reset(easy)
    #expect(unsafe mcpcurl_easy_private(easy) == nil)
    #expect(unsafe mcpcurl_easy_get_long(easy, CURLINFO_RESPONSE_CODE) == 0)
    #expect(unsafe mcpcurl_easy_get_long(easy, CURLINFO_EFFECTIVE_URL) == 0)
    #expect(unsafe String(cString: mcpcurl_easy_strerror(CURLE_OK)) == "No error")
  }

  @Test func `a transfer goes through a multi handle`() throws {
    let multi = unsafe try #require(mcpcurl_multi_init())
    defer { unsafe mcpcurl_multi_cleanup(multi) }
    let easy = unsafe try #require(mcpcurl_easy_init())
    defer { unsafe mcpcurl_easy_cleanup(easy) }

    #expect(unsafe mcpcurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 1) == CURLM_OK)
    #expect(unsafe mcpcurl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, multi) == CURLM_OK)
    #expect(unsafe mcpcurl_multi_set_socket_function(multi) { _, _, _, _, _ in 0 } == CURLM_OK)
    #expect(unsafe mcpcurl_multi_set_timer_function(multi) { _, _, _ in 0 } == CURLM_OK)
    #expect(unsafe mcpcurl_multi_set_long(multi, CURLMOPT_SOCKETDATA, 1) == CURLM_BAD_FUNCTION_ARGUMENT)
    #expect(unsafe mcpcurl_multi_set_pointer(multi, CURLMOPT_MAXCONNECTS, multi) == CURLM_BAD_FUNCTION_ARGUMENT)

    #expect(unsafe mcpcurl_easy_set_string(easy, CURLOPT_URL, "none://127.0.0.1/") == CURLE_OK)
    #expect(unsafe mcpcurl_multi_add(multi, easy) == CURLM_OK)
    #expect(unsafe mcpcurl_multi_add(multi, easy) == CURLM_ADDED_ALREADY)
    var running: Int32 = 1
    #expect(unsafe mcpcurl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running) == CURLM_OK)
    #expect(running == 0)
    var code = CURLE_OK
    #expect(unsafe mcpcurl_multi_next_done(multi, &code) == easy)
    #expect(code == CURLE_UNSUPPORTED_PROTOCOL)
    #expect(unsafe mcpcurl_multi_next_done(multi, &code) == nil)
    #expect(unsafe mcpcurl_multi_remove(multi, easy) == CURLM_OK)
    #expect(unsafe String(cString: mcpcurl_multi_strerror(CURLM_OK)) == "No error")
  }
}
