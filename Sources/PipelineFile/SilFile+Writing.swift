// The text of a pipeline file for a changed pipeline: the bytes first read with the fewest lines
// changed. How a YAML text is patched is YAMLSyntax's; which parts say what is decided here.

package import PipelineModel
import YAMLSyntax

/// Why a pipeline can't be written into its file.
package enum WriteError: Error, Hashable, Sendable {
  /// The file was not understood when it was read.
  case notUnderstood
  /// What was composed does not say what was meant: a fault of this program. Holds the text.
  case wouldReadDifferently([UInt8])

  /// What is wrong and what mends it, in one line.
  package var text: String {
    switch self {
    case .notUnderstood:
      "not all of the file is understood — mend its problems in a text editor first"
    case .wouldReadDifferently:
      "not saved: the text composed for this change would read differently"
        + " — undo the last change and make it in a text editor"
    }
  }
}

extension SilFile {
  /// The file's text when it says `pipeline`. Only the lines of keys that differ from what was read
  /// are touched; with no difference the bytes are those that were read.
  ///
  /// - Parameter pipeline: has the ids that `read` gave to the steps of this file.
  package func bytes(saying pipeline: Pipeline) throws(WriteError) -> [UInt8] {
    guard isUnderstood, let document else { throw .notUnderstood }
    let before = Spelling(self.pipeline)
    let after = Spelling(pipeline)
    var patch = YAMLPatch(document)
    if let root = document.root {
      PipelinePatch(before: before, after: after).patch(root, &patch)
    } else if before != after {
      patch.setRoot(to: after.document)
    }
    guard !patch.isEmpty else { return bytes }
    let text = patch.patchedBytes()
    let (again, reread, _) = SilFile.read(text)
    guard again.isUnderstood, Spelling(reread) == after else {
      throw .wouldReadDifferently(text)
    }
    return text
  }
}

/// What the keys of a file have to hold for it to say a pipeline: steps by name in place of ids.
/// Two pipelines with one spelling say the same.
struct Spelling: Equatable {
  struct Body: Equatable {
    var fields: StepFields
    var arguments: [Value.Entry]
    var isNamed: Bool
    var needs: [Value]
  }

  let fields: [PipelineField: Value]
  let defaults: StepFields
  let names: [[UInt8]]
  let bodies: [Body]
  let ids: [StepID]

  init(_ pipeline: Pipeline) {
    var names: [StepID: String] = [:]
    for step in pipeline.steps { names[step.id] = step.name }
    fields = pipeline.fields
    defaults = pipeline.defaults
    self.names = pipeline.steps.map { Array($0.name.utf8) }
    ids = pipeline.steps.map(\.id)
    bodies = pipeline.steps.map { step in
      Body(
        fields: step.fields,
        arguments: step.arguments.map {
          Value.Entry($0.name ?? "", spelled($0.source, names))
        },
        isNamed: step.arguments.contains { $0.name != nil },
        needs: step.needs.map { .text(spelledName(of: $0, names)) })
    }
  }

  static func == (one: Spelling, other: Spelling) -> Bool {
    one.fields == other.fields && one.defaults == other.defaults && one.names == other.names
      && one.bodies == other.bodies
  }

  func name(_ index: Int) -> String { String(decoding: names[index], as: UTF8.self) }
}

private func spelledName(of reference: StepReference, _ names: [StepID: String]) -> String {
  switch reference {
  case .step(let id): names[id] ?? ""
  case .unknown(let name): name
  }
}

/// An argument as the format writes it. A mapping that would be taken for a reference is wrapped.
private func spelled(_ source: ArgumentSource, _ names: [StepID: String]) -> Value {
  func entries(_ key: String, _ name: String, _ pick: String?) -> Value {
    .mapping([.init(key, .text(name))] + (pick.map { [.init("pick", .text($0))] } ?? []))
  }
  switch source {
  case .step(let reference, let pick):
    return entries("from", spelledName(of: reference, names), pick)
  case .input(let name, let pick): return entries("input", name, pick)
  case .constant(let value):
    let isMistakable = ["from", "input", "value"].contains { value[$0] != nil }
    return isMistakable ? .mapping([.init("value", value)]) : value
  }
}

// MARK: - Whole texts

extension Spelling {
  /// Everything, for a file that says nothing yet.
  var document: YAMLValue {
    var entries = PipelineField.allCases.compactMap { field in
      fields[field].map { YAMLEntry(field.rawValue, $0.yaml) }
    }
    if !defaults.isEmpty { entries.append(YAMLEntry("defaults", written(defaults))) }
    entries.append(YAMLEntry("steps", written(bodies.indices)))
    return .mapping(entries)
  }

  func written(_ fields: StepFields) -> YAMLValue {
    .mapping(
      StepField.allCases.compactMap { field in
        fields[field].map { YAMLEntry(field.rawValue, $0.yaml) }
      })
  }

  func written(_ steps: Range<Int>) -> YAMLValue {
    .mapping(steps.map { YAMLEntry(name($0), body($0)) })
  }

  /// The body of one step, its keys in the order of `StepKey`.
  func body(_ index: Int) -> YAMLValue {
    let body = bodies[index]
    return .mapping(
      StepKey.order.compactMap { key in body.value(of: key).map { YAMLEntry(key.name, $0) } })
  }
}

/// The keys of a step in the order in which new ones are written: what it is, what it takes, how it
/// runs, and its code last.
enum StepKey: Hashable {
  case field(StepField)
  case arguments, needs

  static let order: [StepKey] = [
    .field(.description), .field(.source), .field(.function), .needs, .arguments,
    .field(.runtime), .field(.memory), .field(.timeout), .field(.storage), .field(.architecture),
    .field(.retry), .field(.layers), .field(.policies), .field(.env), .field(.files), .field(.at),
    .field(.code),
  ]

  var name: String {
    switch self {
    case .field(let field): field.rawValue
    case .arguments: "args"
    case .needs: "needs"
    }
  }
}

extension Spelling.Body {
  /// What a key of the step is to say; `nil` when it is not to be there.
  func value(of key: StepKey) -> YAMLValue? {
    switch key {
    case .field(let field): return fields[field]?.yaml
    case .needs: return needs.isEmpty ? nil : .list(needs.map(\.yaml), style: .flow)
    case .arguments:
      if arguments.isEmpty { return nil }
      if isNamed { return .mapping(arguments.map { YAMLEntry($0.key, $0.value.yaml) }) }
      let items = Value.list(arguments.map(\.value))
      return .list(arguments.map(\.value.yaml), style: items.prefersFlow ? .flow : .block)
    }
  }
}

extension Value {
  /// As YAML writes it: texts of several lines as blocks, small collections in one line.
  var yaml: YAMLValue {
    switch self {
    case .null: .null
    case .boolean(let flag): .plain(flag ? "true" : "false")
    case .integer(let number): .plain(String(number))
    case .decimal(let number): .plain(number)
    case .text(let text): .string(text, style: text.utf8.contains(0x0A) ? .literal : nil)
    case .list(let items): .list(items.map(\.yaml), style: prefersFlow ? .flow : .block)
    case .mapping(let entries):
      .mapping(
        entries.map { YAMLEntry($0.key, $0.value.yaml) }, style: prefersFlow ? .flow : .block)
    }
  }

  /// Whether it reads well in one line.
  var prefersFlow: Bool { (flowWidth ?? 100) <= 60 }

  /// About how many characters it takes in one line; `nil` when a text has several lines.
  private var flowWidth: Int? {
    switch self {
    case .null, .boolean: return 5
    case .integer(let number): return String(number).utf8.count
    case .decimal(let number): return number.utf8.count
    case .text(let text): return text.utf8.contains(0x0A) ? nil : text.utf8.count
    case .list(let items):
      return items.reduce(2) { width, item in
        item.flowWidth.flatMap { item in width.map { $0 + item + 2 } }
      }
    case .mapping(let entries):
      return entries.reduce(2) { width, entry in
        entry.value.flowWidth.flatMap { value in width.map { $0 + value + entry.key.utf8.count + 4 }
        }
      }
    }
  }
}
