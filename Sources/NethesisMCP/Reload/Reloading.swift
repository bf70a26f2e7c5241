import APITools
import EventThread
import Logging
import MCP

/// Keeps what is served in step with the files that it is made of.
struct Reloading: Sendable {
  private let startup: Startup
  private let thread: EventThread
  private let watch: FileWatch
  private let changes: AsyncStream<Void>

  /// Begins to watch the files that the settings name; `nil` if they name none.
  ///
  /// To be made before the files are read, so that no change is missed.
  init?(_ startup: Startup, on thread: EventThread) async {
    let files = startup.settings.files
    guard !files.isEmpty else { return nil }
    // One that waits is enough: what it leads to is made of all that has changed until then.
    let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    guard let watch = FileWatch(on: thread, { change.yield() }) else {
      startup.logger.warning("files cannot be watched, so changes need a restart")
      return nil
    }
    (self.startup, self.thread, self.watch, self.changes) = (startup, thread, watch, changes)
    await follow(files)
  }

  /// Watches these files from now on.
  func follow(_ files: [String]) async {
    for folder in await watch.follow(files) {
      startup.logger.warning(
        "this folder cannot be watched, so changes in it need a restart",
        metadata: ["folder": "\(folder)"]
      )
    }
  }

  /// Puts another catalog in place whenever a change is good, until the task is cancelled.
  ///
  /// Calls in flight finish on the catalog that they began with. A bad change is said, and nothing else comes of it.
  func run(_ store: CatalogStore, on ground: Offer.Ground) async {
    for await _ in changes {
      do {
        let offer = try await offer(on: ground)
        await follow(offer.files)
        offer.tools.prepareSearch()
        let lists = store.catalog.changedLists(in: offer.catalog)
        store.replace(with: offer.catalog, changed: lists)
        let names = lists.map(\.rawValue).sorted().joined(separator: ", ")
        startup.logger.notice("read anew", metadata: ["changed": "\(names.isEmpty ? "no list" : names)"])
      } catch {
        startup.logger.error("the change is ignored, and what was there is served on: \(error)")
      }
    }
    await watch.cancel()
  }

  private func offer(on ground: Offer.Ground) async throws -> Offer {
    let renewed = try startup.renewed()
    let unheard = renewed.settings.unheard(since: startup.settings)
    guard !unheard.contains(.sandbox) else {
      throw CommandFailure.usage("whether it is the sandbox that is used changes by a restart only")
    }
    for setting in unheard {
      startup.logger.warning("this changes by a restart only", metadata: ["setting": "\(setting.rawValue)"])
    }
    let loaded = try await LoadedDocument(renewed.settings, on: thread)
    return try Offer(renewed, loaded, on: ground, isChanging: true)
  }
}

extension Settings {
  /// The files that are read at the start.
  fileprivate var files: [String] {
    var files = overlays
    if case .file(let path) = spec { files.append(path) }
    if let configFile { files.append(configFile) }
    return files
  }

  /// The settings that are not what they were, and cannot be heeded while the server runs.
  fileprivate func unheard(since old: Settings) -> [Setting] {
    let changes: [(Setting, Bool)] = [
      (.sandbox, (backend == .sandbox) != (old.backend == .sandbox)), (.timeout, timeout != old.timeout),
      (.caFile, caFile != old.caFile), (.proxy, proxy != old.proxy), (.era, eras != old.eras),
      (.logLevel, logLevel != old.logLevel), (.audit, audit != old.audit),
    ]
    return changes.filter(\.1).map(\.0)
  }
}
