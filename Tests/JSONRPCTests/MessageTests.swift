import JSON
import JSONRPC
import Testing

struct MessageTests {
  private func message(_ text: String) throws -> Message { try Message(JSONParser.parse(text)) }

  private func code(_ text: String) throws -> Int? {
    do {
      _ = try message(text)
      return nil
    } catch let error as MessageError {
      return error.error.code.rawValue
    }
  }

  @Test(
    arguments: [
      (#"{"id":1,"method":"ping"}"#, -32600),  // BASE-01
      (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),  // BASE-03
      (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}"#, -32600),  // BASE-05
      (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, -32602),  // BASE-26
      ("[]", -32600), ("7", -32600),
    ])
  func `BASE-01, 03, 05, 26: refuses what is no message`(text: String, expected: Int) throws {
    #expect(try code(text) == expected)
  }

  @Test(arguments: [#""7""#, "7", "9007199254740993", "-1", #""""#])
  func `BASE-04: gives an id back exactly`(id: String) throws {
    guard case .request(let request) = try message(#"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"#) else {
      Issue.record("not a request")
      return
    }
    let reply = Reply(id: request.id, .result([:]))
    #expect(String(decoding: reply.bytes, as: UTF8.self) == #"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#)
  }

  @Test func `BASE-08: an error without a readable id has none`() {
    let reply = Reply(id: nil, .error(.invalidRequest("x")))
    #expect(
      String(decoding: reply.bytes, as: UTF8.self) == #"{"jsonrpc":"2.0","error":{"code":-32600,"message":"x"}}"#
    )
  }

  @Test(
    arguments: [
      (#"{"jsonrpc":"2.0","id":1,"method":"m","params":null}"#, [:]),
      (#"{"jsonrpc":"2.0","method":"m","params":null}"#, [:]),
      (#"{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":null,"b":{"c":null},"_meta":null}}"#, ["b": ["c": nil]]),
    ] as [(String, JSONObject)]
  )
  func `a parameter that is null is none`(text: String, params: JSONObject) throws {
    switch try message(text) {
    case .request(let request): #expect(request.params == params)
    case .notification(let notification): #expect(notification.params == params)
    case .response: Issue.record("not a request")
    }
  }

  @Test func `a refused message still tells its id`() throws {
    do {
      _ = try message(#"{"jsonrpc":"2.0","id":"a","method":"ping","params":1}"#)
      Issue.record("accepted")
    } catch let error as MessageError {
      #expect(error.id == .string("a"))
    }
  }
}
