import Glibc

/// The file that the system writes of a process that crashes (core(5)).
package enum CoreFile {
  /// Has none written of this process: tokens and passwords would be in it, in the clear.
  ///
  /// Programs that this one starts may raise their limit again.
  package static func prevent() {
    let resource = __rlimit_resource_t(RLIMIT_CORE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = 0
    _ = unsafe setrlimit(resource, &limit)
  }
}
