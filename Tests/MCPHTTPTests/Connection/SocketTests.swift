import Testing

/// The tests with a real socket, one after another: their clients block a thread, of which there are few.
@Suite(.timeLimit(.minutes(5)), .serialized) enum SocketTests {}
