import OpenAPI
import SignIn
import Testing

@testable import Assembly

/// Sign-ins that a document declares.
struct DeclaredSignInTests {
  private func document(_ schemes: String, security: String = #"[{"own": ["a", "b"]}]"#) throws -> APIDocument {
    try APIDocument(
      reading: """
        {"openapi": "3.1.1", "info": {"title": "T", "version": "1"},
         "components": {"securitySchemes": {\(schemes)}},
         "paths": {"/x": {"get": {"security": \(security), "responses": {}}},
                   "/y": {"get": {"security": [{"own": ["b", "c"]}], "responses": {}}}}}
        """,
      overlays: []
    )
  }

  private static let code = """
    "authorizationCode": {"authorizationUrl": "https://a/auth", "tokenUrl": "https://a/t",
     "scopes": {"a": "", "openid": "", "offline_access": ""}}
    """

  @Test func `scopes are those that operations require, each once`() throws {
    let document = try document(#""own": {"type": "oauth2", "flows": {\#(Self.code)}}"#)
    let declared = try #require(DeclaredSignIn.all(of: document).first)
    #expect(declared.scheme == "own" && declared.scopes == ["a", "b", "c"])
    #expect(declared.isUsable && !declared.isForClientsOnly)
    let flow = try #require(declared.flow(forClient: false))
    #expect(declared.scopes(of: flow) == ["a", "b", "c", "openid", "offline_access"])
    #expect(declared.flow(forClient: true) == nil)
  }

  @Test func `schemes that are no sign-in are left out`() throws {
    let document = try document(
      #""own": {"type": "http", "scheme": "bearer"}, "key": {"type": "apiKey", "in": "header", "name": "K"}"#,
      security: #"[{"own": []}, {"key": []}]"#
    )
    #expect(DeclaredSignIn.all(of: document) == [])
  }

  @Test(arguments: ["implicit", "password"])
  func `a flow that is not used has a reason`(name: String) throws {
    let flow = #""\#(name)": {"authorizationUrl": "https://a/auth", "tokenUrl": "https://a/t", "scopes": {}}"#
    let only = try #require(
      DeclaredSignIn.all(of: try document(#""own": {"type": "oauth2", "flows": {\#(flow)}}"#)).first
    )
    #expect(!only.isUsable && only.refusal?.contains("The \(name) flow is not used") == true)
    let both = try #require(
      DeclaredSignIn.all(of: try document(#""own": {"type": "oauth2", "flows": {\#(flow), \#(Self.code)}}"#)).first
    )
    #expect(both.isUsable)
  }

  @Test func `a flow of clients alone is told from one of people`() throws {
    let flows = #""clientCredentials": {"tokenUrl": "https://a/t", "scopes": {}}"#
    let declared = try #require(
      DeclaredSignIn.all(of: try document(#""own": {"type": "oauth2", "flows": {\#(flows)}}"#)).first
    )
    #expect(declared.isForClientsOnly && declared.flow(forClient: false) == nil)
    #expect(declared.flow(forClient: true)?.tokenURL == "https://a/t")
  }

  @Test func `the place of metadata suggests an issuer`() throws {
    func suggested(_ url: String) throws -> String? {
      let scheme = #""own": {"type": "openIdConnect", "openIdConnectUrl": "\#(url)"}"#
      return try #require(DeclaredSignIn.all(of: try document(scheme)).first).suggestedIssuer
    }
    #expect(try suggested("https://id.example/x/.well-known/openid-configuration") == "https://id.example/x")
    #expect(try suggested("https://id.example/metadata") == nil)
    #expect(try suggested("http://id.example/.well-known/openid-configuration") == nil)
  }
}
