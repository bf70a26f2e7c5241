@testable import Calls
import Synchronization
import Testing
import WebServer

@testable import StepUp

/// The page on a listener of its own, which is for the user of this process.
struct AdmissionTests {
  private let time = ManualTime()

  @Test func `a user is noted once a minute, without a link, and others meanwhile`() {
    let refusals = Refusals()
    #expect(refusals.isNews(.user(7), at: time.now))
    #expect(!refusals.isNews(.user(7), at: time.now))
    #expect(refusals.isNews(.user(8), at: time.now))
    time.advance(by: .seconds(61))
    #expect(refusals.isNews(.user(7), at: time.now))
  }

  @Test func `the users that are remembered are bounded`() {
    let refusals = Refusals()
    #expect((0..<1000).count { refusals.isNews(.user($0), at: time.now) } == 100)
    time.advance(by: .seconds(61))
    #expect(refusals.isNews(.user(1000), at: time.now))
  }

  @Test func `a connection whose user is not known is refused`() {
    let notes = Mutex<[String]>([])
    var options = StepUp.Options()
    options.note = { note in notes.withLock { $0.append(note) } }
    let stepUp = StepUp(carrier: AskedCarrier(), options: options, now: { [time] in time.now })
    let nowhere = InternetAddress(bytes: [127, 0, 0, 1], port: 1)
    #expect(stepUp.admits(Peer(remote: nowhere, local: nowhere)) == .unknownUser)
    #expect(stepUp.admits(Peer(remote: nil, local: nil)) == .unavailableUser)
    let elsewhere = InternetAddress(bytes: [192, 0, 2, 1], port: 1)
    #expect(stepUp.admits(Peer(remote: elsewhere, local: nowhere)) == .unavailableUser)
    #expect(notes.withLock { $0.count } == 2)
  }
}
