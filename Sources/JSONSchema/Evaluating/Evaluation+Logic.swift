import JSON

extension Evaluation {
  mutating func checkAll(_ schemas: [Int], _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    var isValid = true
    for schema in schemas where isValid || goesOn {
      isValid = check(schema, value, &evaluated) && isValid
    }
    return isValid
  }

  mutating func checkAny(_ schemas: [Int], _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    var isValid = false
    var attempts: [[Failure]] = []
    for schema in schemas where attempt(schema, value, &evaluated, &attempts) {
      isValid = true
      // Tracking of evaluated members needs the other branches too.
      if evaluated == nil { return true }
    }
    if !isValid { reportClosest(of: attempts, "anyOf", value) }
    return isValid
  }

  mutating func checkOne(_ schemas: [Int], _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    var matches = 0
    var attempts: [[Failure]] = []
    for schema in schemas where attempt(schema, value, &evaluated, &attempts) {
      matches += 1
      if matches > 1 {
        report("oneOf", "must fit exactly one of \(schemas.count) alternatives, but fits several", value)
        return false
      }
    }
    if matches == 0 { reportClosest(of: attempts, "oneOf", value) }
    return matches == 1
  }

  /// Applies one branch, and keeps its failures apart.
  private mutating func attempt(
    _ schema: Int,
    _ value: JSONValue,
    _ evaluated: inout Evaluated?,
    _ attempts: inout [[Failure]]
  ) -> Bool {
    guard collects else { return tries(schema, value, &evaluated) }
    let before = evaluated
    let others = failures
    failures = []
    defer { failures = others }
    if check(schema, value, &evaluated) { return true }
    evaluated = before
    attempts.append(failures)
    return false
  }

  mutating func checkNot(_ schema: Int, _ value: JSONValue) -> Bool {
    var own: Evaluated? = self.schema.nodes[schema].tracks ? Evaluated(of: value) : nil
    guard tries(schema, value, &own) else { return true }
    if collects {
      let refusal = self.schema.refusal(of: schema)
      report("not", refusal, value)
    }
    return false
  }

  mutating func check(_ condition: Condition, _ value: JSONValue, _ evaluated: inout Evaluated?) -> Bool {
    let branch = tries(condition.test, value, &evaluated) ? condition.whenTrue : condition.whenFalse
    guard let branch else { return true }
    return check(branch, value, &evaluated)
  }
}
