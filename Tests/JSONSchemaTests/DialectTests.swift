import JSON
import JSONSchema
import Testing

@Suite
struct DialectTests {
  private func accepts(_ schema: String, _ value: String) throws -> Bool {
    try Schema(JSONParser.parse(schema)).accepts(JSONParser.parse(value))
  }

  @Test(arguments: [
    "https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2020-12/schema#",
    "https://json-schema.org/draft/2019-09/schema", "http://json-schema.org/draft-07/schema#",
  ])
  func `SCH-01: the supported dialects resolve pointers into definitions`(dialect: String) throws {
    let schema = ##"{"$schema":"\##(dialect)","$ref":"#/definitions/a","definitions":{"a":{"type":"string"}}}"##
    #expect(try accepts(schema, #""x""#))
    #expect(try !accepts(schema, "1"))
  }

  @Test func `SCH-01: a schema that names no dialect is read as 2020-12`() throws {
    #expect(try !accepts(#"{"prefixItems":[{"type":"string"}]}"#, "[1]"))
  }

  @Test func `draft-07 ignores what stands beside a reference`() throws {
    let schema = ##""$ref":"#/definitions/a","maximum":1,"definitions":{"a":{"type":"integer"}}"##
    #expect(try accepts(##"{"$schema":"http://json-schema.org/draft-07/schema#",\##(schema)}"##, "5"))
    #expect(try !accepts("{\(schema)}", "5"))
  }

  @Test(arguments: ["http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2019-09/schema"])
  func `tuples and dependencies of the older dialects are kept`(dialect: String) throws {
    let tuple = #"{"$schema":"\#(dialect)","items":[{"type":"string"}],"additionalItems":{"type":"null"}}"#
    #expect(try accepts(tuple, #"["a",null]"#))
    #expect(try !accepts(tuple, "[1]"))
    #expect(try !accepts(tuple, #"["a",1]"#))
    let dependencies = #"{"$schema":"\#(dialect)","dependencies":{"a":["b"],"c":{"required":["d"]}}}"#
    #expect(try accepts(dependencies, #"{"a":1,"b":1,"c":1,"d":1}"#))
    #expect(try !accepts(dependencies, #"{"a":1}"#))
    #expect(try !accepts(dependencies, #"{"c":1}"#))
  }

  @Test func `an anchor of draft-07 is a fragment as the id`() throws {
    let schema = ##"""
      {"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#x"}},
       "definitions":{"a":{"$id":"#x","type":"string"}}}
      """##
    #expect(try !accepts(schema, #"{"a":1}"#))
  }

  @Test func `2019-09's recursive reference is refused, not ignored`() throws {
    let schema = ##"{"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveRef":"#"}"##
    #expect(throws: SchemaError.self) { try accepts(schema, "1") }
  }
}
