// Fields of steps, of the defaults and of the pipeline: set from values, or from texts as typed.

package import PipelineModel

/// A field and whose it is.
package enum FieldTarget: Hashable, Sendable {
  case step(StepID, StepField)
  /// The same field of several steps, never of none.
  case steps([StepID], StepField)
  case `default`(StepField)
  case pipeline(PipelineField)

  package var schema: FieldSchema {
    switch self {
    case .step(_, let field), .steps(_, let field), .default(let field): field.schema
    case .pipeline(let field): field.schema
    }
  }
}

extension Editor {
  /// What is written there; `nil` when the key is missing, or says different things in several
  /// steps.
  package func writtenValue(_ target: FieldTarget) -> Value? {
    switch target {
    case .step(let id, let field): pipeline[id]?.fields[field]
    case .steps(let ids, let field):
      isMixed(target) ? nil : ids.first.flatMap { pipeline[$0]?.fields[field] }
    case .default(let field): pipeline.defaults[field]
    case .pipeline(let field): pipeline.fields[field]
    }
  }

  /// Whether the steps say different things there.
  package func isMixed(_ target: FieldTarget) -> Bool {
    guard case .steps(let ids, let field) = target else { return false }
    return Set(ids.map { pipeline[$0]?.fields[field] }).count > 1
  }

  /// What holds when nothing is written there.
  package func fallbackValue(_ target: FieldTarget) -> Value? {
    switch target {
    case .step(_, let field), .steps(_, let field):
      pipeline.defaults[field] ?? field.schema.defaultValue
    case .default(let field): field.schema.defaultValue
    case .pipeline(let field): field.schema.defaultValue
    }
  }

  /// Sets a field from a text as typed; an empty text clears it.
  package mutating func setField(_ target: FieldTarget, toText text: String) throws(Refusal) {
    // What can't be typed, such as a number where a text belongs, stays unless it is changed.
    let written = writtenValue(target)
    if written != nil, text == FieldText.text(of: written, target.schema) { return }
    let value: Value?
    do {
      value = try FieldText.value(of: text, target.schema)
    } catch {
      throw .value(error)
    }
    try setField(target, to: value)
  }

  /// Takes the key away, so that the default holds.
  package mutating func clearField(_ target: FieldTarget) throws(Refusal) {
    try setField(target, to: nil)
  }

  package mutating func setField(_ target: FieldTarget, to value: Value?) throws(Refusal) {
    switch target {
    case .step(let id, let field): try setField(field, of: [id], to: value)
    case .steps(let ids, let field): try setField(field, of: ids, to: value)
    case .default(let field):
      guard pipeline.defaults[field] != value else { return }
      try edit(
        fieldLabel("default \(field.rawValue)", field.schema, value), [.setDefault(field, value)])
    case .pipeline(let field):
      guard pipeline.fields[field] != value else { return }
      let name = field == .pipeline ? "the pipeline's name" : field.rawValue
      try edit(fieldLabel(name, field.schema, value), [.setPipelineField(field, value)])
    }
  }

  /// Sets a field of several steps as one undo.
  package mutating func setField(_ field: StepField, of ids: [StepID], to value: Value?)
    throws(Refusal)
  {
    var plan = EditPlan(pipeline)
    for id in ids { try plan.setField(field, of: id, to: value) }
    let whose = ids.count == 1 ? list(ids.map(name(of:))) : "\(ids.count) steps"
    try edit(fieldLabel("\(field.rawValue) of \(whose)", field.schema, value), plan.edits)
    lastChange = .setField(field, value)
  }

  /// "set memory of train to 1024 MB", "clear memory of train", "change env of train".
  private func fieldLabel(_ what: String, _ schema: FieldSchema, _ value: Value?) -> String {
    switch value {
    case nil: "clear \(what)"
    case .integer(let number)?: "set \(what) to \(number)" + (schema.unit.map { " " + $0 } ?? "")
    case .text(let text)? where !schema.kind.isLong && text.unicodeScalars.count <= 40:
      "set \(what) to \(text)"
    case .null?, .boolean?, .decimal?, .text?, .list?, .mapping?: "change \(what)"
    }
  }
}

extension FieldKind {
  /// Holds texts of many lines.
  package var isLong: Bool {
    switch self {
    case .text, .code: true
    case .line, .path, .integer, .choice, .schedule, .retry, .layers, .policies, .environment,
      .paths, .position, .inputs, .network, .backend:
      false
    }
  }
}
