// What a rule about a field says: its name, what its value must be, in which query language it
// exists, and where the specification says so. The rules themselves are in the tables.

/// Whether executions may last a year or five minutes; some fields and integrations need the former.
package enum WorkflowType: String, Hashable, Sendable, CaseIterable {
  case standard, express
}

enum QueryLanguage: String, Hashable, Sendable, CaseIterable {
  case jsonPath = "JSONPath"
  case jsonata = "JSONata"
}

enum StateKind: String, Hashable, Sendable, CaseIterable {
  case task = "Task"
  case parallel = "Parallel"
  case map = "Map"
  case pass = "Pass"
  case wait = "Wait"
  case choice = "Choice"
  case succeed = "Succeed"
  case fail = "Fail"
}

/// Anchors in the Amazon States Language specification (states-language.net/spec.html), edition of
/// November 22, 2024.
enum Section: String, Sendable {
  case topLevelFields = "toplevelfields"
  case states = "states-fields"
  case transitions, timestamps
  case queryLanguage = "query-language"
  case variables = "assigning-variables"
  case variableScope = "variable-scope"
  case jsonata = "jsonata-restrictions"
  case argumentsAndOutput = "arguments-and-output"
  case paths = "path"
  case referencePaths = "ref-paths"
  case payloadTemplate = "payload-template"
  case filters, errors
  case retrying = "retrying-after-error"
  case fallback = "fallback-states"
  case stateTypes = "state-types"
  case pass = "pass-state"
  case task = "task-state"
  case timeouts, credentials
  case choice = "choice-state"
  case wait = "wait-state"
  case succeed = "succeed-state"
  case fail = "fail-state"
  case parallel = "parallel-state"
  case map = "map-state"
  case reading = "reading-items"
  case selecting = "selecting-items"
  case batching = "batching-items"
  case writing = "writing-results"
  case concurrency = "map-state-concurrency"
  case processor = "map-state-itemprocessor-definition"
  case tolerance = "map-state-failure-tolerance"
}

/// What the value of a field must be.
enum ValueKind: Sendable {
  case anything
  case text
  /// Text; in JSONata also an expression that gives one.
  case textOrExpression
  case flag
  case oneOf([String])
  /// A whole number of this range; in JSONata also an expression where the field takes one.
  case whole(ClosedRange<Int>, orExpression: Bool)
  /// Any number of this range.
  case number(ClosedRange<Double>, orExpression: Bool)
  case timestamp
  /// true, false or an expression.
  case condition
  /// A path, or null for nothing.
  case path
  /// A path to one place.
  case reference
  /// A reference path into the state's own data, or null for nothing.
  case resultPath
  /// A path or a call of an intrinsic function that gives a string.
  case textPath
  /// Data with paths (a payload template) or expressions in it.
  case template
  case assignment
  /// An array, an object or an expression.
  case items
  case resource, readerResource, writerResource
  case credentials
  case label
  case errorNames
  /// The name of a state of the same `States`.
  case transition
  case machine(ObjectKind)
  case object(ObjectKind)
  case list(ObjectKind, isNonempty: Bool)
  /// Looked at by the rule of the object it stands in.
  case judgedElsewhere
}

struct FieldRule: Sendable {
  let name: String
  let kind: ValueKind
  /// `nil` for both.
  let language: QueryLanguage?
  let section: Section

  init(_ name: String, _ kind: ValueKind, in language: QueryLanguage? = nil, _ section: Section) {
    self.name = name
    self.kind = kind
    self.language = language
    self.section = section
  }
}

/// How many of some fields an object has.
struct FieldGroup: Sendable {
  enum Count: Sendable { case atMostOne, exactlyOne, atLeastOne }

  let count: Count
  let names: [String]
  let section: Section

  init(_ count: Count, _ names: [String], _ section: Section) {
    self.count = count
    self.names = names
    self.section = section
  }
}

/// The rules of one kind of object.
struct ObjectRules: Sendable {
  struct Row: Sendable {
    let rule: FieldRule
    /// Which of the groups it counts in.
    let groups: [Int]
  }

  let rows: [ExactText: Row]
  let groups: [FieldGroup]
  /// Whether fields that are not in the table may be newer than it; they are only warned of.
  let isOpen: Bool

  init(_ fields: [FieldRule], groups: [FieldGroup] = [], isOpen: Bool = false) {
    let rows = fields.map { field in
      let own = groups.indices.filter { groups[$0].names.contains(field.name) }
      return (ExactText(field.name), Row(rule: field, groups: own))
    }
    self.rows = Dictionary(rows, uniquingKeysWith: { first, _ in first })
    self.groups = groups
    self.isOpen = isOpen
  }
}

/// The objects of a state machine's document.
enum ObjectKind: Hashable, Sendable {
  case machine, branch, processor
  case state(StateKind)
  case processorConfig, itemReader, readerConfig, itemBatcher, resultWriter, writerConfig
  case retrier, catcher, rule, nestedRule

  /// As messages name it.
  var title: String {
    switch self {
    case .machine: "a state machine"
    case .branch: "a branch"
    case .processor: "an item processor"
    case .state(let kind): "a \(kind.rawValue) state"
    case .processorConfig: "a ProcessorConfig"
    case .itemReader: "an ItemReader"
    case .readerConfig: "a ReaderConfig"
    case .itemBatcher: "an ItemBatcher"
    case .resultWriter: "a ResultWriter"
    case .writerConfig: "a WriterConfig"
    case .retrier: "a retrier"
    case .catcher: "a catcher"
    case .rule: "a choice rule"
    case .nestedRule: "a choice rule within another one"
    }
  }
}
