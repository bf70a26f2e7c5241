import Glibc

/// The events that a descriptor is watched for.
package struct Interest: OptionSet, Sendable {
  /// The flags of `poll`.
  package let rawValue: Int16

  /// Makes a set from flags of `poll`.
  package init(rawValue: Int16) { self.rawValue = rawValue }

  /// Ready to read.
  package static let readable = Interest(rawValue: Int16(POLLIN))
  /// Ready to write.
  package static let writable = Interest(rawValue: Int16(POLLOUT))
  /// Ready to read or write.
  package static let all: Interest = [.readable, .writable]
  /// Closed by the other side; always watched for, and reported as ``all``.
  package static let hangUp = Interest(rawValue: Int16(POLLERR))
}

/// A watched descriptor, until cancelled; for use on the thread only.
package struct Watch: Sendable {
  let thread: EventThread
  let slot: Int
  let generation: Int

  /// Changes the events that the handler is called for; an empty set pauses the watch, and the descriptor may be closed
  /// then.
  package func setInterest(_ interest: Interest) {
    thread.loop.descriptors.setInterest(interest, slot: slot, generation: generation)
  }

  /// Ends the watch: the handler is not called any more.
  ///
  /// Cancel before closing the descriptor.
  package func cancel() {
    thread.loop.descriptors.remove(slot: slot, generation: generation)
  }
}

extension EventThread {
  /// Calls a handler on the thread whenever the descriptor is ready, until cancelled.
  ///
  /// A hang-up or an error counts as ready for everything: the next read or write tells which it was. Call it on the
  /// thread.
  package func watch(
    _ descriptor: Int32,
    _ interest: Interest,
    _ handler: @escaping @Sendable (_ ready: Interest) -> Void
  ) -> Watch {
    let (slot, generation) = loop.descriptors.insert(descriptor, interest, handler)
    return Watch(thread: self, slot: slot, generation: generation)
  }

  /// Calls a handler in each turn right before the thread waits, as long as the thread lives: to flush batched output.
  ///
  /// Handlers are called in the order of registration, and one last time before the thread ends. Call it on the thread.
  package func beforeWaiting(_ handler: @escaping @Sendable () -> Void) {
    loop.beforeWaiting.append(handler)
  }
}
