import CProcess

/// The arguments of the process, as `main` receives them.
package enum ProcessArguments {
  /// The arguments after the program's name; bytes that are no UTF-8 are replaced.
  package static var afterName: [String] {
    guard let texts = unsafe process_arguments() else { return [] }
    return (0..<Int(process_argument_count())).dropFirst().compactMap { index in
      unsafe texts[index].map { unsafe String(cString: $0) }
    }
  }
}
