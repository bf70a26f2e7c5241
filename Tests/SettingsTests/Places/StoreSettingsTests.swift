@testable import Settings
import TestSupport
import Testing

/// The database that replicas share, as settings name it.
struct StoreSettingsTests {
  private func store(_ url: String, keys: String? = "/keys") throws -> StoreSettings {
    var environment = ["NETHESIS_MCP_STORE": url]
    environment["NETHESIS_MCP_STORE_KEYS"] = keys
    return try Settings(environment: environment).store
  }

  @Test(arguments: [
    "postgres://db.example.com/mcp", "postgresql://mcp@a:5432,b:5433/mcp?target_session_attrs=read-write",
    "postgres:///?service=mcp", "postgres:///mcp?host=/run/postgresql&user=mcp",
    "postgres://mcp@[::1]/mcp?sslmode=verify-full",
    "postgres://user%3Aname@host/mcp?passfile=/run/p",
  ])
  func `a URL without a password is taken as it is`(_ url: String) throws {
    #expect(try store(url).url == url)
    #expect(try store(url).keyFile == "/keys")
    #expect(try store(url).passwordFile == nil)
  }

  @Test(arguments: [
    "postgres://mcp:hunter2@db/mcp", "postgres://mcp:@db/mcp", "postgres://:hunter2@db/mcp",
    "postgresql://mcp:hun/ter2@db/mcp", "postgres://db/mcp?password=hunter2",
    "postgres://db/mcp?user=a&password=hunter2",
    "postgres://db/mcp?p%61ssword=hunter2", "postgres://db/mcp?PASSWORD=hunter2", "postgres://db?sslpassword=hunter2",
    "postgres://a@b:hunter2@db/mcp", "postgres://db/mcp?password",
  ])
  func `a password in it is refused, and not said again`(_ url: String) throws {
    let error = try #require(throws: SettingsError.self) { try store(url) }
    #expect("\(error)".contains("PGPASSFILE"))
    #expect("\(error)".contains("NETHESIS_MCP_STORE"))
    #expect(!"\(error)".contains("hunter2"))
  }

  @Test(arguments: [
    "redis://db/0", "http://db/mcp", "db.example.com/mcp", "host=db dbname=mcp", "POSTGRES://db", "postgres:/db",
    "postgres://db/a b", "postgres://db/m\u{E9}", "postgres://db?%zz=1",
  ])
  func `what is no such URL is an error that names the setting`(_ url: String) throws {
    let error = try #require(throws: SettingsError.self) { try store(url) }
    #expect("\(error)".contains("NETHESIS_MCP_STORE"))
  }

  @Test func `a database needs keys, and keys a database`() throws {
    let error = try #require(throws: SettingsError.self) { try store("postgres://db/mcp", keys: nil) }
    #expect("\(error)".contains("--store-keys"))
    #expect("\(error)".contains("openssl rand -hex 32"))
    #expect(throws: SettingsError.self) { try Settings(environment: ["NETHESIS_MCP_STORE_KEYS": "/keys"]) }
    #expect(Settings().store == StoreSettings())
  }

  @Test func `systemd passes the keys and the password`() throws {
    let folder = try TemporaryFolder()
    try folder.write("store-keys", "k")
    try folder.write("store-password", "p")
    let environment = ["NETHESIS_MCP_STORE": "postgres://db/mcp", "CREDENTIALS_DIRECTORY": folder.path]
    let settings = try Settings(environment: environment)
    #expect(settings.store.keyFile == "\(folder.path)/store-keys")
    #expect(settings.store.passwordFile == "\(folder.path)/store-password")
    #expect(settings.secretFiles == ["\(folder.path)/store-keys", "\(folder.path)/store-password"])
    let own = try Settings(environment: environment.merging(["NETHESIS_MCP_STORE_KEYS": "/keys"]) { $1 })
    #expect(own.store.keyFile == "/keys")
  }
}
