import ApprovalJSON
@testable import Approve
import JSON
import Testing

struct ApprovalPageTests {
  private static let waiting: JSONObject = [
    "state": "waiting", "tool": "create_api_key", "title": "Create a key",
    "arguments": ["name": "n\nTool  other", "expires_in_days": 3], "backend": "https://api.example",
    "expires_at": "soon", "form": "f",
    "fields": [["name": "password", "required": true], ["name": "second_factor", "required": false]],
  ]

  @Test func `everything that is to be approved is shown, each on its line`() throws {
    let page = try #require(ApprovalPage(.object(Self.waiting)))
    let lines = page.question(from: "mcp.example").split(separator: "\n").map(String.init)
    #expect(lines.first == "mcp.example asks for your approval:")
    for line in [
      "  Create a key", "  name             n[U+A]Tool  other", "  expires in days  3",
      "  Tool             create_api_key", "  Sent to          https://api.example", "  Ends at          soon",
    ] {
      #expect(lines.contains(line))
    }
    #expect(!lines.contains { $0.contains("Before you approve") })
    #expect(page.refusal == nil)
  }

  @Test func `what is good to know, and what was wrong, is said`() throws {
    var json = Self.waiting
    json["notice"] = "There is one."
    json["problem"] = ["heading": "No.", "text": "One is left.", "reason": "HTTP 400\n\u{1B}[31mno"]
    let page = try #require(ApprovalPage(.object(json)))
    #expect(page.question(from: "h").contains("Before you approve: There is one. Approving makes another one."))
    let refusal = try #require(page.refusal)
    #expect(refusal.contains(" is wrong, or could not be checked.\n"))
    #expect(refusal.hasSuffix("One is left.\nWhat exactly was said:\n  | HTTP 400\n  | [U+1B][31mno"))
  }

  @Test func `an attempt that others have made is told apart`() throws {
    var json = Self.waiting
    #expect(ApprovalPage(.object(json))?.earlierRefusal == nil)
    for (left, words) in [(2, "; 2 attempts are left"), (1, "; 1 attempt is left"), (nil, "")] {
      var problem: JSONObject = ["heading": "No."]
      problem.append("attempts_left", ifPresent: left.map { .number(JSONNumber($0)) })
      json["problem"] = .object(problem)
      #expect(ApprovalPage(.object(json))?.earlierRefusal == "An earlier attempt was not accepted\(words).")
    }
  }

  @Test(arguments: ["state", "tool", "title", "arguments", "backend", "expires_at"])
  func `what lacks a part is no page`(member: String) {
    var json = Self.waiting
    json[member] = nil
    #expect(ApprovalPage(.object(json)) == nil)
    json[member] = 1
    #expect(ApprovalPage(.object(json)) == nil)
  }
}
