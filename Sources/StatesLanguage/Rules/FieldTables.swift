// The table of fields: one row per field and kind of object. Ranges that the specification leaves
// open are AWS's (Step Functions Developer Guide, and what ValidateStateMachineDefinition answers).

private let seconds = 99_999_999
private let year = 31_622_400

private let always: [FieldRule] = [
  FieldRule("Type", .judgedElsewhere, .states),
  FieldRule("Comment", .text, .states),
  FieldRule("QueryLanguage", .judgedElsewhere, .queryLanguage),
]

private let going: [FieldRule] = [
  FieldRule("Next", .transition, .transitions),
  FieldRule("End", .flag, .states),
]

private let inputAndOutput: [FieldRule] = [
  FieldRule("InputPath", .path, in: .jsonPath, .filters),
  FieldRule("OutputPath", .path, in: .jsonPath, .filters),
  FieldRule("Output", .template, in: .jsonata, .argumentsAndOutput),
]

private let assigning: [FieldRule] = [
  FieldRule("Assign", .assignment, .variables)
]

private let working: [FieldRule] = [
  FieldRule("Parameters", .template, in: .jsonPath, .filters),
  FieldRule("ResultSelector", .template, in: .jsonPath, .filters),
  FieldRule("ResultPath", .resultPath, in: .jsonPath, .filters),
  FieldRule("Retry", .list(.retrier, isNonempty: false), .retrying),
  FieldRule("Catch", .list(.catcher, isNonempty: false), .fallback),
]

private let arguments: [FieldRule] = [
  FieldRule("Arguments", .template, in: .jsonata, .argumentsAndOutput)
]

private let nextOrEnd = FieldGroup(.exactlyOne, ["Next", "End"], .transitions)

private let task: [FieldRule] = [
  FieldRule("Resource", .resource, .task),
  FieldRule("TimeoutSeconds", .whole(1...seconds, orExpression: true), .timeouts),
  FieldRule("TimeoutSecondsPath", .reference, in: .jsonPath, .timeouts),
  FieldRule("HeartbeatSeconds", .whole(1...seconds, orExpression: true), .timeouts),
  FieldRule("HeartbeatSecondsPath", .reference, in: .jsonPath, .timeouts),
  FieldRule("Credentials", .credentials, .credentials),
]

private let map: [FieldRule] = [
  FieldRule("ItemProcessor", .machine(.processor), .processor),
  FieldRule("Iterator", .machine(.processor), .processor),
  FieldRule("Items", .items, in: .jsonata, .selecting),
  FieldRule("ItemsPath", .reference, in: .jsonPath, .selecting),
  FieldRule("ItemSelector", .template, .selecting),
  FieldRule("ItemReader", .object(.itemReader), .reading),
  FieldRule("ItemBatcher", .object(.itemBatcher), .batching),
  FieldRule("ResultWriter", .object(.resultWriter), .writing),
  FieldRule("MaxConcurrency", .whole(0...Int.max, orExpression: true), .concurrency),
  FieldRule("MaxConcurrencyPath", .reference, in: .jsonPath, .concurrency),
  FieldRule("ToleratedFailureCount", .whole(0...Int.max, orExpression: true), .tolerance),
  FieldRule("ToleratedFailureCountPath", .reference, in: .jsonPath, .tolerance),
  FieldRule("ToleratedFailurePercentage", .number(0...100, orExpression: true), .tolerance),
  FieldRule("ToleratedFailurePercentagePath", .reference, in: .jsonPath, .tolerance),
  FieldRule("Label", .label, .map),
]

private let container: [FieldRule] = [
  FieldRule("Comment", .text, .topLevelFields),
  FieldRule("StartAt", .judgedElsewhere, .topLevelFields),
  FieldRule("States", .judgedElsewhere, .topLevelFields),
]

private let required = FieldGroup(.exactlyOne, ["StartAt"], .topLevelFields)
private let states = FieldGroup(.exactlyOne, ["States"], .topLevelFields)

private let errorNames = FieldRule("ErrorEquals", .errorNames, .errors)
private let needsErrorNames = FieldGroup(.exactlyOne, ["ErrorEquals"], .errors)

/// A field, and the same with Path after it: only one of the two.
private func either(_ name: String, _ section: Section, _ count: FieldGroup.Count = .atMostOne)
  -> FieldGroup
{
  FieldGroup(count, [name, name + "Path"], section)
}

// MARK: states

private let taskRules = ObjectRules(
  always + going + inputAndOutput + assigning + working + arguments + task,
  groups: [
    nextOrEnd, FieldGroup(.exactlyOne, ["Resource"], .task),
    either("TimeoutSeconds", .timeouts), either("HeartbeatSeconds", .timeouts),
  ])

private let parallelRules = ObjectRules(
  always + going + inputAndOutput + assigning + working + arguments + [
    FieldRule("Branches", .list(.branch, isNonempty: true), .parallel)
  ],
  groups: [nextOrEnd, FieldGroup(.exactlyOne, ["Branches"], .parallel)])

private let mapRules = ObjectRules(
  always + going + inputAndOutput + assigning + working + map,
  groups: [
    nextOrEnd, FieldGroup(.exactlyOne, ["ItemProcessor", "Iterator"], .processor),
    either("MaxConcurrency", .concurrency), either("ToleratedFailureCount", .tolerance),
    either("ToleratedFailurePercentage", .tolerance),
    FieldGroup(.atMostOne, ["ItemSelector", "Parameters"], .selecting),
  ])

private let passRules = ObjectRules(
  always + going + inputAndOutput + assigning + [
    FieldRule("Result", .anything, in: .jsonPath, .pass),
    FieldRule("ResultPath", .resultPath, in: .jsonPath, .filters),
    FieldRule("Parameters", .template, in: .jsonPath, .filters),
  ],
  groups: [nextOrEnd])

private let waitRules = ObjectRules(
  always + going + inputAndOutput + assigning + [
    FieldRule("Seconds", .whole(0...seconds, orExpression: true), .wait),
    FieldRule("SecondsPath", .reference, in: .jsonPath, .wait),
    FieldRule("Timestamp", .timestamp, .wait),
    FieldRule("TimestampPath", .reference, in: .jsonPath, .wait),
  ],
  groups: [
    nextOrEnd,
    FieldGroup(.exactlyOne, ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"], .wait),
  ])

private let choiceRules = ObjectRules(
  always + inputAndOutput + assigning + [
    FieldRule("Choices", .list(.rule, isNonempty: true), .choice),
    FieldRule("Default", .transition, .choice),
  ],
  groups: [FieldGroup(.exactlyOne, ["Choices"], .choice)])

private let succeedRules = ObjectRules(always + inputAndOutput)

private let failRules = ObjectRules(
  always + [
    FieldRule("Error", .textOrExpression, .fail),
    FieldRule("ErrorPath", .textPath, in: .jsonPath, .fail),
    FieldRule("Cause", .textOrExpression, .fail),
    FieldRule("CausePath", .textPath, in: .jsonPath, .fail),
  ],
  groups: [either("Error", .fail), either("Cause", .fail)])

// MARK: machines and parts of states

private let machineRules = ObjectRules(
  container + [
    FieldRule("Version", .oneOf(["1.0"]), .topLevelFields),
    FieldRule("TimeoutSeconds", .whole(0...seconds, orExpression: false), .topLevelFields),
    FieldRule("QueryLanguage", .judgedElsewhere, .queryLanguage),
  ],
  groups: [required, states])

private let branchRules = ObjectRules(container, groups: [required, states])

private let processorRules = ObjectRules(
  container + [FieldRule("ProcessorConfig", .object(.processorConfig), .processor)],
  groups: [required, states])

private let processorConfigRules = ObjectRules([
  FieldRule("Mode", .oneOf(["INLINE", "DISTRIBUTED"]), .processor),
  FieldRule("ExecutionType", .oneOf(["STANDARD", "EXPRESS"]), .processor),
])

private let itemReaderRules = ObjectRules(
  [
    FieldRule("Resource", .readerResource, .reading),
    FieldRule("ReaderConfig", .object(.readerConfig), .reading),
    FieldRule("Parameters", .template, in: .jsonPath, .reading),
    FieldRule("Arguments", .template, in: .jsonata, .reading),
  ],
  groups: [FieldGroup(.exactlyOne, ["Resource"], .reading)])

private let readerConfigRules = ObjectRules(
  [
    FieldRule("InputType", .oneOf(["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]), .reading),
    FieldRule("CSVHeaderLocation", .oneOf(["FIRST_ROW", "GIVEN"]), .reading),
    FieldRule("CSVHeaders", .anything, .reading),
    FieldRule(
      "CSVDelimiter", .oneOf(["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]), .reading),
    FieldRule("ItemsPointer", .text, .reading),
    FieldRule("MaxItems", .whole(0...100_000_000, orExpression: true), .reading),
    FieldRule("MaxItemsPath", .reference, in: .jsonPath, .reading),
    FieldRule("ManifestType", .oneOf(["ATHENA_DATA", "S3_INVENTORY"]), .reading),
    FieldRule("Transformation", .oneOf(["NONE", "LOAD_AND_FLATTEN"]), .reading),
  ],
  groups: [either("MaxItems", .reading)], isOpen: true)

private let itemBatcherRules = ObjectRules(
  [
    FieldRule("BatchInput", .template, .batching),
    FieldRule("MaxItemsPerBatch", .whole(1...Int.max, orExpression: true), .batching),
    FieldRule("MaxItemsPerBatchPath", .reference, in: .jsonPath, .batching),
    FieldRule("MaxInputBytesPerBatch", .whole(1...262_144, orExpression: true), .batching),
    FieldRule("MaxInputBytesPerBatchPath", .reference, in: .jsonPath, .batching),
  ],
  groups: [
    either("MaxItemsPerBatch", .batching), either("MaxInputBytesPerBatch", .batching),
    FieldGroup(
      .atLeastOne,
      [
        "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch",
        "MaxInputBytesPerBatchPath",
      ], .batching),
  ])

private let resultWriterRules = ObjectRules(
  [
    FieldRule("Resource", .writerResource, .writing),
    FieldRule("Parameters", .template, in: .jsonPath, .writing),
    FieldRule("Arguments", .template, in: .jsonata, .writing),
    FieldRule("WriterConfig", .object(.writerConfig), .writing),
  ],
  groups: [FieldGroup(.atLeastOne, ["Resource", "WriterConfig"], .writing)])

private let writerConfigRules = ObjectRules(
  [
    FieldRule("OutputType", .oneOf(["JSON", "JSONL"]), .writing),
    FieldRule("Transformation", .oneOf(["NONE", "COMPACT", "FLATTEN"]), .writing),
  ],
  groups: [
    FieldGroup(.exactlyOne, ["OutputType"], .writing),
    FieldGroup(.exactlyOne, ["Transformation"], .writing),
  ], isOpen: true)

private let retrierRules = ObjectRules(
  [
    errorNames,
    FieldRule("Comment", .text, .retrying),
    FieldRule("IntervalSeconds", .whole(0...seconds, orExpression: false), .retrying),
    FieldRule("MaxAttempts", .whole(0...seconds, orExpression: false), .retrying),
    FieldRule("BackoffRate", .number(1...Double.infinity, orExpression: false), .retrying),
    FieldRule("MaxDelaySeconds", .whole(1...year, orExpression: false), .retrying),
    FieldRule("JitterStrategy", .oneOf(["FULL", "NONE"]), .retrying),
  ],
  groups: [needsErrorNames])

private let catcherRules = ObjectRules(
  assigning + [
    errorNames,
    FieldRule("Comment", .text, .fallback),
    FieldRule("Next", .transition, .fallback),
    FieldRule("ResultPath", .resultPath, in: .jsonPath, .fallback),
    FieldRule("Output", .template, in: .jsonata, .fallback),
  ],
  groups: [needsErrorNames, FieldGroup(.exactlyOne, ["Next"], .fallback)])

// MARK: choice rules

/// Operators that compare with a constant or, with Path after the name, with another place.
private func comparing(_ type: String, _ kind: ValueKind, _ orders: [String]) -> [FieldRule] {
  var rules: [FieldRule] = []
  for order in orders {
    rules.append(FieldRule(type + order, kind, in: .jsonPath, .choice))
    rules.append(FieldRule(type + order + "Path", .reference, in: .jsonPath, .choice))
  }
  return rules
}

private let orders = ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"]
private let anyNumber = ValueKind.number(-Double.infinity...Double.infinity, orExpression: false)

private let tests: [FieldRule] = [
  FieldRule("StringMatches", .text, in: .jsonPath, .choice),
  FieldRule("IsNull", .flag, in: .jsonPath, .choice),
  FieldRule("IsPresent", .flag, in: .jsonPath, .choice),
  FieldRule("IsNumeric", .flag, in: .jsonPath, .choice),
  FieldRule("IsString", .flag, in: .jsonPath, .choice),
  FieldRule("IsBoolean", .flag, in: .jsonPath, .choice),
  FieldRule("IsTimestamp", .flag, in: .jsonPath, .choice),
]

private let operators: [FieldRule] =
  comparing("String", .text, orders) + comparing("Numeric", anyNumber, orders)
  + comparing("Timestamp", .timestamp, orders) + comparing("Boolean", .flag, ["Equals"]) + tests

/// The names of the fields that compare.
let comparisonNames = Set(operators.map { ExactText($0.name) })

private let nestedRuleFields: [FieldRule] =
  operators + [
    FieldRule("Comment", .text, .choice),
    FieldRule("Variable", .reference, in: .jsonPath, .choice),
    FieldRule("And", .list(.nestedRule, isNonempty: true), in: .jsonPath, .choice),
    FieldRule("Or", .list(.nestedRule, isNonempty: true), in: .jsonPath, .choice),
    FieldRule("Not", .object(.nestedRule), in: .jsonPath, .choice),
  ]

private let nestedRuleRules = ObjectRules(nestedRuleFields)

private let ruleRules = ObjectRules(
  nestedRuleFields + assigning + [
    FieldRule("Next", .transition, .choice),
    FieldRule("Condition", .condition, in: .jsonata, .choice),
    FieldRule("Output", .template, in: .jsonata, .choice),
  ],
  groups: [FieldGroup(.exactlyOne, ["Next"], .choice)])

extension ObjectKind {
  var rules: ObjectRules {
    switch self {
    case .machine: machineRules
    case .branch: branchRules
    case .processor: processorRules
    case .state(.task): taskRules
    case .state(.parallel): parallelRules
    case .state(.map): mapRules
    case .state(.pass): passRules
    case .state(.wait): waitRules
    case .state(.choice): choiceRules
    case .state(.succeed): succeedRules
    case .state(.fail): failRules
    case .processorConfig: processorConfigRules
    case .itemReader: itemReaderRules
    case .readerConfig: readerConfigRules
    case .itemBatcher: itemBatcherRules
    case .resultWriter: resultWriterRules
    case .writerConfig: writerConfigRules
    case .retrier: retrierRules
    case .catcher: catcherRules
    case .rule: ruleRules
    case .nestedRule: nestedRuleRules
    }
  }
}
