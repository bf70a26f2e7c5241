import CCurl

/// libcurl as a whole.
enum CurlLibrary {
  /// Loads libcurl, the first time; later calls say again how that went.
  static func load() throws(TransferError) {
    if let failure = unsafe mcpcurl_load() { throw .library(unsafe String(cString: failure)) }
  }
}
