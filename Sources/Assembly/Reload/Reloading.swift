import APIDocs
import APITools
import EventThread
import Logging
package import MCP
import ProcessEnvironment
import Settings

/// Updates the catalog when the files that it is made from change.
package struct Reloading: Sendable {
  private let startup: Startup
  private let thread: EventThread
  private let watch: FileWatch
  private let changes: AsyncStream<Void>

  /// Starts to watch the files of the settings; `nil` if there are none.
  ///
  /// Make it before the files are read, so that no change is missed.
  init?(_ startup: Startup, on thread: EventThread) async {
    let files = startup.settings.files
    guard !files.isEmpty else { return nil }
    // One pending element is enough: the next update includes all changes until then.
    let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    guard let watch = FileWatch(on: thread, { change.yield() }) else {
      startup.logger.warning("files cannot be watched, so changes need a restart")
      return nil
    }
    (self.startup, self.thread, self.watch, self.changes) = (startup, thread, watch, changes)
    await follow(files)
  }

  /// Watches the given files from now on.
  func follow(_ files: [String]) async {
    for folder in await watch.follow(files) {
      startup.logger.warning(
        "this folder cannot be watched, so changes in it need a restart",
        metadata: ["folder": "\(folder)"]
      )
    }
  }

  /// Replaces the catalog after every valid change, until the task is cancelled.
  ///
  /// Calls in flight finish on the catalog that they started with. An invalid change is logged and has no other effect;
  /// of several documents, the others are updated.
  package func run(_ store: CatalogStore, from first: ServedCatalog, on ground: ServedCatalog.Ground) async {
    var current = first
    for await _ in changes {
      do {
        guard let offer = try await offer(after: current, on: ground) else { continue }
        let previous = current
        current = offer
        await follow(offer.files)
        offer.tools.prepareSearch()
        let pages = offer.library.changedURIs(since: previous.library)
        let lists = store.catalog.changedLists(in: offer.catalog)
        ground.approval?.operations.serve(offer.tools)
        ground.current.serve(offer)
        store.replace(with: offer.catalog, changed: lists)
        for uri in pages { store.resourceUpdated(uri) }
        let names = lists.map(\.rawValue).sorted().joined(separator: ", ")
        startup.logger.notice("read anew", metadata: ["changed": "\(names.isEmpty ? "no list" : names)"])
      } catch {
        startup.logger.error("\(Self.refusal(error))")
      }
    }
    await watch.cancel()
  }

  /// The offer from the files as they are now; `nil` if a change had no effect.
  private func offer(after current: ServedCatalog, on ground: ServedCatalog.Ground) async throws -> ServedCatalog? {
    let renewed = try startup.renewed()
    let unheard = renewed.settings.unheard(since: startup.settings)
    guard !unheard.contains(.sandbox) else {
      throw CommandFailure.usage("whether it is the sandbox that is used changes by a restart only")
    }
    for setting in unheard {
      startup.logger.warning("this changes by a restart only", metadata: ["setting": "\(setting.rawValue)"])
    }
    var documents: [PublishedDocument] = []
    var (isAnyNew, isAnyRefused) = (false, false)
    for part in renewed.parts {
      let old = current.documents.first { $0.name == part.settings.document }
      if let old, old.isCurrent(for: part.settings) {
        documents.append(old)
        continue
      }
      do {
        documents.append(try part.offered(try await part.load(on: thread), on: ground, isChange: true))
        isAnyNew = true
      } catch {
        // A new document has no earlier version to fall back to.
        guard let old else { throw error }
        part.logger.error("\(Self.refusal(error))")
        documents.append(old)
        isAnyRefused = true
      }
    }
    let guides = try renewed.guides()
    let areGuidesSame = guides == current.library.guides
    if isAnyRefused, !isAnyNew, areGuidesSame, documents.count == current.documents.count { return nil }
    return ServedCatalog(renewed, documents, guides: guides, on: ground, isChanging: true)
  }

  private static func refusal(_ error: any Error) -> String {
    "the change is ignored, and what was there is served on: \(error)"
  }
}

extension Settings {
  /// The files that are read at the start.
  fileprivate var files: [String] {
    var files: [String] = []
    for part in parts {
      files += part.overlays
      if case .file(let path) = part.spec { files.append(path) }
    }
    if let configFile { files.append(configFile) }
    if let docs { files.append("\(docs)/.") }
    return files
  }

  /// Changed settings that take effect only after a restart.
  fileprivate func unheard(since old: Settings) -> [Setting] {
    let changes: [(Setting, Bool)] = [
      (.sandbox, usesSandbox != old.usesSandbox), (.timeout, timeout != old.timeout),
      (.caFile, caFile != old.caFile), (.proxy, proxy != old.proxy), (.era, eras != old.eras),
      (.logLevel, logLevel != old.logLevel), (.audit, audit != old.audit),
    ]
    return changes.filter(\.1).map(\.0)
  }
}
