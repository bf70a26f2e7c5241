import JSON
import TestSupport

/// Arguments that a schema probably allows.
struct ArgumentSample {
  private let root: JSONObject
  private static let maximumDepth = 6

  init(_ root: JSONObject) { self.root = root }

  func value(_ random: inout SeededGenerator) -> JSONValue { value(.object(root), 0, &random) }

  private func value(_ schema: JSONValue, _ depth: Int, _ random: inout SeededGenerator) -> JSONValue {
    guard depth < Self.maximumDepth, let schema = schema.object else { return nil }
    if let name = schema["$ref"]?.string?.split(separator: "/").last {
      return value(root["$defs"]?[String(name)] ?? true, depth + 1, &random)
    }
    if let const = schema["const"] { return const }
    if let listed = schema["enum"]?.array, !listed.isEmpty { return random.pick(listed) }
    for keyword in ["oneOf", "anyOf", "allOf"] {
      if let branches = schema[keyword]?.array, !branches.isEmpty {
        return value(random.pick(branches), depth + 1, &random)
      }
    }
    let types = schema["type"].map { $0.array ?? [$0] } ?? ["object"]
    switch types.first?.string {
    case "string": return .string(text(schema, &random))
    case "integer": return .number(JSONNumber(schema["minimum"]?.int ?? Int.random(in: 1...9, using: &random)))
    case "number": return 1
    case "boolean": return .bool(random.flip())
    case "array":
      let count = max(schema["minItems"]?.int ?? 0, Int.random(in: 0...2, using: &random))
      return .array((0..<min(count, 10)).map { _ in value(schema["items"] ?? ["type": "string"], depth + 1, &random) })
    default:
      let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
      var object = JSONObject()
      for (name, member) in schema["properties"]?.object ?? [:] where required.contains(name) || random.flip() {
        object.append(name, value(member, depth + 1, &random))
      }
      return .object(object)
    }
  }

  private func text(_ schema: JSONObject, _ random: inout SeededGenerator) -> String {
    switch schema["format"]?.string {
    case "date": return "2026-01-31"
    case "date-time": return "2026-01-31T10:00:00Z"
    case "email": return "a@b.example"
    case "uuid": return "123e4567-e89b-12d3-a456-426614174000"
    default: break
    }
    if schema["contentEncoding"] != nil { return "YWJj" }
    if schema["pattern"] != nil { return "aaaa" }
    return random.text(least: 1)
  }

  /// How many operations ``document`` has.
  static let count = 7

  /// Every place an argument can go to, and every keyword that is evaluated; patterns and combinations that have kept
  /// other programs busy.
  static let document = #"""
    {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {
      "/p/{a}/{m}/{l}": {"get": {"operationId": "read", "parameters": [
        {"name": "a", "in": "path", "required": true, "schema": {"type": "string"}},
        {"name": "m", "in": "path", "required": true, "style": "matrix", "explode": true, "schema": {"type": "object"}},
        {"name": "l", "in": "path", "required": true, "style": "label", "schema": {"type": "array", "items": {"type": "integer"}}},
        {"name": "q", "in": "query", "schema": {"type": ["string", "integer", "null"]}},
        {"name": "deep", "in": "query", "style": "deepObject", "schema": {"type": "object", "additionalProperties": true}},
        {"name": "pipe", "in": "query", "style": "pipeDelimited", "schema": {"type": "array", "uniqueItems": true}},
        {"name": "space", "in": "query", "style": "spaceDelimited", "schema": {"type": "array"}},
        {"name": "raw", "in": "query", "allowReserved": true, "schema": {"type": "string"}},
        {"name": "j", "in": "query", "content": {"application/json": {"schema": true}}},
        {"name": "X-H", "in": "header", "schema": {"type": "string"}},
        {"name": "X-O", "in": "header", "explode": true, "schema": {"type": "object"}},
        {"name": "c", "in": "cookie", "schema": {"type": "array"}}], "responses": {"200": {"description": "", "content": {
          "application/json": {"schema": {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "object"}}}}}}}}}},
      "/any": {"get": {"operationId": "any", "responses": {"200": {"description": "", "content": {"application/json": {}}}}}},
      "/json": {"post": {"operationId": "write", "requestBody": {"required": true, "content": {"application/json": {"schema": {
        "type": "object", "required": ["t"], "properties": {
          "t": {"$ref": "#/components/schemas/T"}, "s": {"type": "string", "pattern": "^(a+)+$", "maxLength": 100000},
          "r": {"type": "string", "pattern": "^(([a-z])+.)+[A-Z]([a-z])+$"}, "n": {"type": "number", "multipleOf": 0.01,
          "exclusiveMinimum": 0, "maximum": 1e308}, "e": {"enum": [1, "1", null, {"a": [1]}]}, "d": {"format": "date-time", "type": "string"},
          "u": {"type": "array", "uniqueItems": true, "items": {"type": "object"}, "contains": {"required": ["k"]}, "maxContains": 3},
          "x": {"type": "object", "patternProperties": {"^(x|xx)*$": {"type": "integer"}}, "propertyNames": {"maxLength": 40},
          "dependentRequired": {"a": ["b"]}, "minProperties": 1, "unevaluatedProperties": false}}}}}}}},
      "/whole": {"post": {"operationId": "whole", "requestBody": {"content": {"application/json": {"schema": {
        "allOf": [{"$ref": "#/components/schemas/T"}, {"if": {"required": ["v"]}, "then": {"required": ["next"]}, "else": {"not": {"required": ["k"]}}}]}}}}}},
      "/form": {"post": {"operationId": "fill", "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {
        "schema": {"type": "object", "properties": {"a": {"type": "array"}, "o": {"type": "object"}, "s": {"type": "string"}}},
        "encoding": {"a": {"style": "pipeDelimited"}, "o": {"style": "deepObject"}, "s": {"allowReserved": true}}}}}}},
      "/parts": {"post": {"operationId": "send", "requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {
        "type": "object", "properties": {"f": {"type": "string", "format": "binary"}, "g": {"type": "array", "items": {"type": "string",
        "contentEncoding": "base64"}}, "s": {"type": "string"}, "o": {"type": "object"}}}}}}}},
      "/bytes": {"put": {"operationId": "put", "requestBody": {"required": true, "content": {"image/png": {}, "text/*": {},
        "application/xml": {"schema": {"type": "object"}}}}}}},
      "components": {"schemas": {"T": {"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}, "v": {"type": "integer"},
        "next": {"oneOf": [{"$ref": "#/components/schemas/T"}, {"type": "array", "items": {"$ref": "#/components/schemas/T"}},
        {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/T"}]}]}}}}}}
    """#
}
