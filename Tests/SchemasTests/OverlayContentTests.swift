import JSON
import OpenAPI
import Schemas
import Testing

/// What a model is told about the four operations.
struct OverlayContentTests {
  let document: APIDocument

  init() throws {
    document = try APIDocument(reading: Schemas.openAPI.text, overlays: [Overlay(reading: Schemas.overlay.text)])
  }

  @Test func `the request of create has the limits that the backend applies`() throws {
    let create = try #require(document.operation(id: "createMyAPIKey"))
    let schema = document.dereference(try #require(create.requestBody?.json?.schema))
    #expect(schema["required"] == ["name", "mode", "password"])
    let properties = try #require(schema["properties"]?.object)
    #expect(properties.names == ["name", "mode", "expires_in_days", "password"])
    #expect(properties["name"]?["maxLength"] == 255)
    #expect(properties["name"]?["minLength"] == 1)
    #expect(properties["mode"]?["enum"] == ["read", "write"])
    #expect(properties["expires_in_days"]?["default"] == 90)
    #expect(properties["expires_in_days"]?["minimum"] == 1)
    #expect(properties["expires_in_days"]?["maximum"] == 365)
  }

  @Test func `password and token are secret`() throws {
    let create = try #require(document.operation(id: "createMyAPIKey"))
    let request = document.dereference(try #require(create.requestBody?.json?.schema))
    let answer = document.dereference(try #require(create.response(to: 201)?.json?.schema))
    #expect(request["properties"]?["password"]?["x-mcp"] == ["secret": true])
    #expect(answer["properties"]?["data"]?["properties"]?["token"]?["x-mcp"] == ["secret": true])
    #expect(answer["properties"]?["data"]?["properties"]?["key_public"]?["x-mcp"] == nil)
  }

  @Test func `each error that an operation can answer has a sentence`() {
    for operation in document.operations {
      for response in operation.responses where !response.status.isSuccess {
        #expect(operation.mcp.errors[response.status.description] != nil, "\(operation.method) \(response.status)")
      }
    }
  }

  @Test func `verify names operations and parameters that are there`() throws {
    let verify = try #require(document.operation(id: "createMyAPIKey")?.mcp.verify)
    let list = try #require(document.operation(id: verify.list))
    let schema = document.dereference(try #require(list.successes.first?.json?.schema))
    let items = verify.items.tokens.reduce(schema) { $0["properties"]?[$1] ?? .null }
    let members = try #require(items["items"]?["properties"]?.object)
    let revoke = try #require(verify.revoke)
    let parameters = try #require(document.operation(id: revoke.operation)).parameters.map(\.name)
    #expect(Array(revoke.parameters.keys) == parameters)
    let named = Array(verify.match.keys) + (verify.limit?.endedBy ?? []) + Array(revoke.parameters.values)
    for member in named + [try #require(verify.createdAt)] { #expect(members.contains(member)) }
    #expect(verify.limit?.maximum == 5)
    let create = try #require(document.operation(id: "createMyAPIKey"))
    #expect(create.mcp.errors[try #require(verify.limit?.error)] != nil)
    let answer = document.dereference(try #require(create.response(to: 201)?.json?.schema))
    let made = try #require(verify.made).tokens.reduce(answer) { $0["properties"]?[$1] ?? .null }
    for member in revoke.parameters.values { #expect(made["properties"]?.object?.contains(member) == true) }
  }
}
