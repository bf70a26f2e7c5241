import Assembly
import ClientSetup
import JSON
import ProcessEnvironment
import TextCoding

/// The clients of this machine, with the entries of this program in their files.
struct InstallList {
  /// The name of an entry that counts whatever it starts.
  let name: String
  private let places: UserPlaces
  private let path: String

  init(name: String) throws(CommandFailure) {
    self.name = name
    places = try InstallTarget.places
    path = places.variables["PATH"] ?? ""
  }

  /// A line for each client and each entry.
  func lines() throws(CommandFailure) -> [String] {
    var lines: [String] = []
    for client in MCPClient.allCases {
      let found = try entries(of: client)
      let state = client.isPresent(in: places) ? "on this machine" : "not found"
      lines.append("\(Self.padded(client.rawValue, 16))\(Self.padded(state, 17))\(found.first ?? "no entry")")
      lines += found.dropFirst().map { Self.padded("", 33) + $0 }
    }
    return lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// A description of each entry, and of each file that cannot be read.
  private func entries(of client: MCPClient) throws(CommandFailure) -> [String] {
    var lines: [String] = []
    var seen: Set<String> = []
    for scope in ConfigScope.allCases {
      // In the user's home both scopes may have the same file.
      for (_, path) in try InstallTarget.files(of: client, scope)
      where FilePath.exists(path) && seen.insert(path).inserted {
        let project = scope == .project ? FilePath.workingFolder : nil
        do {
          let file = try ClientFile(path, in: project)
          guard let bytes = try file.read().bytes else { continue }
          let entries = try client.entries(in: ConfigText(bytes, format: client.format))
          for (entry, value) in entries {
            guard let members = value.object else { continue }
            let installed = InstalledEntry(client: client, members: members)
            guard entry == name || installed.isOwn(searching: self.path) else { continue }
            // Names and words of others, and messages of several lines, are one line here.
            let state = state(of: installed, in: project).split { $0.isNewline }.joined(separator: " ")
            lines.append(VisibleText.spelled("\(entry) in \(path): \(state)", keepsLines: false))
          }
        } catch let failure as EditFailure {
          lines.append("\(path) cannot be read: \(failure)")
        } catch let failure as CommandFailure {
          lines.append(failure.message)
        } catch {
          lines.append("\(path) cannot be read")
        }
      }
    }
    return lines
  }

  private func state(of entry: InstalledEntry, in project: String?) -> String {
    if let objection = entry.objectionToStart(in: project, searching: path) {
      return "not started (\(objection)): \(entry.summary)"
    }
    do {
      let check = try entry.check(searching: path, isQuiet: true)
      guard let obstacle = check.forecast?.obstacles.first else { return "works, \(check.count)" }
      return "starts, \(check.count), but \(check.isHopeless ? "" : "some ")calls will fail: \(obstacle)"
    } catch let failure as CommandFailure {
      return "does not work: \(failure.message)"
    } catch {
      return "does not work"
    }
  }
}
