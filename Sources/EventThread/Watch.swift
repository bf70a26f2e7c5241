import Glibc

/// What a descriptor is to be ready for.
package struct Interest: OptionSet, Sendable {
  package let rawValue: Int16

  package init(rawValue: Int16) { self.rawValue = rawValue }

  package static let readable = Interest(rawValue: Int16(POLLIN))
  package static let writable = Interest(rawValue: Int16(POLLOUT))
  package static let all: Interest = [.readable, .writable]
  /// That the other side has gone, which ``all`` then tells; whatever else is watched for, this is told too.
  package static let hangUp = Interest(rawValue: Int16(POLLERR))
}

/// A descriptor that the thread waits for, until cancelled; to be used on the thread only.
package struct Watch: Sendable {
  let thread: EventThread
  let slot: Int
  let generation: Int

  /// Changes what the handler is called for; nothing pauses the watch, and its descriptor may then be closed.
  package func setInterest(_ interest: Interest) {
    thread.loop.descriptors.setInterest(interest, slot: slot, generation: generation)
  }

  /// Ends the watch: from here on the handler is not called.
  ///
  /// Cancel before closing the descriptor.
  package func cancel() {
    thread.loop.descriptors.remove(slot: slot, generation: generation)
  }
}

extension EventThread {
  /// Calls back on the thread whenever the descriptor is ready, as long as it is, until cancelled.
  ///
  /// A hang-up or an error counts as ready for everything: the next read or write says which it was. To be called on
  /// the thread.
  package func watch(
    _ descriptor: Int32,
    _ interest: Interest,
    _ handler: @escaping @Sendable (_ ready: Interest) -> Void
  ) -> Watch {
    let (slot, generation) = loop.descriptors.insert(descriptor, interest, handler)
    return Watch(thread: self, slot: slot, generation: generation)
  }

  /// Calls back each turn right before the thread waits, for the life of the thread: where batched output is flushed.
  ///
  /// Handlers are called in the order they came, also one last time before the thread ends. To be called on the thread.
  package func beforeWaiting(_ handler: @escaping @Sendable () -> Void) {
    loop.beforeWaiting.append(handler)
  }
}
