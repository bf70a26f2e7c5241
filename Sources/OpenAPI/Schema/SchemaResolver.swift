package import JSON

/// Makes schemas that stand alone of schemas that refer to the components of a document.
package struct SchemaResolver: Sendable {
  /// The schemas of `components/schemas`, converted.
  let schemas: JSONObject
  /// Those that contain themselves.
  let cyclicNames: Set<String>
  /// What stands in the place of schemas that stand for others (``SchemaFamilies``).
  let unions: [String: JSONValue]

  /// How many schemas may come of one before references are left in it: a few lines can ask for billions.
  private static let maximumSize = 20_000
  /// How deep schemas may be in one another before references are left in them.
  private static let maximumDepth = 200

  /// The same schema with nothing left that leads out of it.
  ///
  /// Each reference is replaced by what it names; `allOf` becomes one schema where that changes nothing. Schemas that
  /// contain themselves, and all of them where the result would be very large, go to `$defs` instead.
  ///
  /// - Parameters:
  ///   - schema: A schema of the document.
  ///   - isNaming: Whether the schemas of objects say of which component they took the place, as `{"x-mcp": {"schema":
  ///     NAME}}`: the name tells what the fields are.
  /// - Returns: A schema that stands alone.
  package func dereference(_ schema: JSONValue, isNaming: Bool = false) -> JSONValue {
    do throws(Expansion.TooLarge) {
      return try expand(schema, inlining: true, isNaming: isNaming)
    } catch {
      // Where every reference stays one, a schema grows by nothing but the definitions, each once.
      return (try? expand(schema, inlining: false, isNaming: isNaming)) ?? schema
    }
  }

  /// Several schemas of one tool, and the definitions that they refer to, each once.
  ///
  /// - Parameter schemas: Schemas of the document.
  /// - Returns: The same schemas, in which references lead to the definitions and nowhere else.
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
      kept: inlining ? cyclicNames : Set(schemas.names),
      maximumSize: inlining ? Self.maximumSize : .max,
      maximumDepth: inlining ? Self.maximumDepth : .max,
      isNaming: isNaming
    )
  }
}
