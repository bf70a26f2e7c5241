import CCurl
import CurlHTTP
import EventThread
import Foundation
import HTTPTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct LibraryTests {
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ldd"), "there is no ldd"))
  func `libcurl is not linked`() throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/ldd")
    process.arguments = [try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")]
    process.standardOutput = output
    try process.run()
    let libraries = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(libraries.contains("libc.so"))
    #expect(!libraries.contains("libcurl"))
  }

  @Test func `the first request loads libcurl, and nothing before it`() async {
    await #expect(processExitsWith: .success) {
      func isLoaded() throws -> Bool {
        let maps = try #require(FileHandle(forReadingAtPath: "/proc/self/maps")).readDataToEndOfFile()
        return String(decoding: maps, as: UTF8.self).contains("libcurl.so.4")
      }
      let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: "/")
      try await withClient { client in
        let before = try isLoaded()
        #expect(!before)
        let error = await client.error(request)
        #expect(error == .refused)
        let after = try isLoaded()
        #expect(after)
      }
    }
  }

  @Test(
    arguments: [
      (
        "libnothing.so.4",
        "libnothing.so.4 cannot be loaded: libnothing.so.4: cannot open shared object file: No such file or directory; "
          + "install libcurl4"
      ),
      ("libm.so.6", "libm.so.6 cannot be used: it has no curl_global_init; install libcurl4"),
    ]
  )
  func `a library that is not libcurl says what to install`(file: String, reason: String) {
    var failure = [CChar](repeating: 0, count: 512)
    #expect(unsafe mcpcurl_load_file(file, &failure, failure.count) == 0)
    #expect(String(decoding: failure.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self) == reason)
  }

  @Test func `a client that is dropped without closing frees its handles`() async throws {
    let closed = Milestone()
    try await withServer({ connection in
      connection.answerAll(okAnswer)
      closed.reach()
    }) { server in
      let thread = try EventThread.start(name: "client")
      _ = try await HTTPClient(thread: thread).send(server.request())
      await closed.wait()
      thread.stop()
    }
  }

  @Test func `broken pipes do not end the program`() async {
    await #expect(processExitsWith: .success) {
      #expect(unsafe mcpcurl_load() == nil)
      kill(getpid(), SIGPIPE)
    }
  }
}
