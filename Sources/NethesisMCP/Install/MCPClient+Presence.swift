import ClientSetup

extension MCPClient {
  /// Whether the client left a trace on this machine: its folder or file, or its command in the folders of PATH.
  func isPresent(in places: UserPlaces) -> Bool {
    if FilePath.exists(trace(places)) { return true }
    return program.map { OwnProgram.file(of: $0, searching: places.variables["PATH"] ?? "") != nil } ?? false
  }

  /// A sentence for a client without a trace on this machine; `nil` for one that has left one.
  func absence(in places: UserPlaces) -> String? {
    guard !isPresent(in: places) else { return nil }
    let command = program.map { "no command \($0), and " } ?? ""
    return "\(title) was not found on this machine (\(command)no \(trace(places))): the entry is for when it is there."
  }
}
