import CCurl

/// The libcurl library.
enum CurlLibrary {
  /// Loads libcurl on the first call; later calls repeat the outcome.
  static func load() throws(TransferError) {
    if let failure = unsafe mcpcurl_load() { throw .library(unsafe String(cString: failure)) }
  }
}
