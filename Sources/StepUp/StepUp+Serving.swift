import WebServer

extension StepUp {
  /// Serves the page on its own listener while there are approvals, until the task is cancelled.
  package func run() async {
    for await _ in listening.wanted {
      // Elsewhere than what serves clients. Before a page is wanted there is no need of another thread.
      await withTaskExecutorPreference(globalConcurrentExecutor) { await serve() }
    }
    // Releases all who wait for a page that will not be served.
    listening.begin(nil)
  }

  private func serve() async {
    do {
      // One thread is enough for one page, and each thread costs descriptors.
      let loops = try EventLoops.get(1)
      let listener = listener()
      defer { listener.close() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { [listening] in
          try await listener.run(on: loops) { port in listening.begin("http://127.0.0.1:\(port)") }
        }
        group.addTask { await self.waitForIdleness() }
        try await group.next()
        group.cancelAll()
      }
    } catch {
      options.note("the page for approvals cannot be served: \(error)")
      listening.begin(nil)
    }
  }

  private func listener() -> HTTPListener {
    let limits = options.connections
    let handler = RouteHandler([ownRoute], slots: RequestSlots(maximum: 64, ofParty: 64)) { authority, peer in
      authority == Self.authority(of: peer)
    }
    return HTTPListener(handler, address: "127.0.0.1", port: 0, limits: limits) { peer in
      // Other users of the machine, who are refused, share a few connections. A browser of our own user may be slow to
      // send its request: programs of the same user that only connect do not push it out.
      peer.owner.isTrusted
        ? PartyBound(party: "own", waiting: max(1, limits.maximumConnections / 2), grace: .seconds(2))
        : PartyBound(party: "others", waiting: max(1, limits.maximumConnections / 16))
    }
  }

  private func waitForIdleness() async {
    while true {
      do { try await clock.sleep(for: options.idleInterval) } catch { return }
      approvals.removeEnded()
      if approvals.isEmpty, listening.end(unlessUsedSince: now() - options.idleInterval) { return }
    }
  }
}
