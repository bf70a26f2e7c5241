package import JSON

/// Makes self-contained schemas from those that refer to the components of a document.
package struct SchemaResolver: Sendable {
  /// The schemas of `components/schemas`, converted.
  let schemas: JSONObject
  /// The names of schemas that contain themselves.
  let cyclicNames: Set<String>
  /// The replacements of parents in families (``SchemaFamilies``).
  let unions: [String: JSONValue]
  /// The names of all of them, gathered once: each tool may ask for them.
  private let names: Set<String>

  init(schemas: JSONObject, cyclicNames: Set<String>, unions: [String: JSONValue]) {
    self.schemas = schemas
    self.cyclicNames = cyclicNames
    self.unions = unions
    names = Set(schemas.names)
  }

  /// The most schemas in an expansion before references are kept: a few lines can ask for billions.
  private static let maximumSize = 20_000
  /// The deepest nesting of schemas before references are kept.
  private static let maximumDepth = 200

  /// The same schema without references to the outside.
  ///
  /// Each reference is replaced by its target; `allOf` is merged if that changes nothing. Schemas that contain
  /// themselves, and all schemas if the result would be very large, become definitions in `$defs` instead.
  ///
  /// - Parameters:
  ///   - schema: A schema of the document.
  ///   - isNaming: Whether schemas of objects record the name of the component that they replaced, as `{"x-mcp":
  ///     {"schema": NAME}}`: it tells the meaning of the fields.
  /// - Returns: A self-contained schema.
  package func dereference(_ schema: JSONValue, isNaming: Bool = false) -> JSONValue {
    do throws(Expansion.TooLarge) {
      return try expand(schema, inlining: true, isNaming: isNaming)
    } catch {
      // If all references are kept, a schema grows only by the definitions, each once.
      return (try? expand(schema, inlining: false, isNaming: isNaming)) ?? schema
    }
  }

  /// Several schemas of one tool, with the definitions that they refer to, each once.
  ///
  /// - Parameter schemas: Schemas of the document.
  /// - Returns: The same schemas, which refer only to the definitions.
  package func dereferenceNaming(_ schemas: [JSONValue]) -> (schemas: [JSONValue], definitions: JSONObject) {
    do throws(Expansion.TooLarge) {
      var expansion = expansion(inlining: true, isNaming: true)
      return try expansion.roots(schemas)
    } catch {
      var expansion = expansion(inlining: false, isNaming: true)
      return (try? expansion.roots(schemas)) ?? (schemas, [:])
    }
  }

  private func expand(_ schema: JSONValue, inlining: Bool, isNaming: Bool) throws(Expansion.TooLarge) -> JSONValue {
    var expansion = expansion(inlining: inlining, isNaming: isNaming)
    return try expansion.root(schema)
  }

  private func expansion(inlining: Bool, isNaming: Bool) -> Expansion {
    Expansion(
      schemas: schemas,
      unions: unions,
      kept: inlining ? cyclicNames : names,
      maximumSize: inlining ? Self.maximumSize : .max,
      maximumDepth: inlining ? Self.maximumDepth : .max,
      isNaming: isNaming
    )
  }
}
