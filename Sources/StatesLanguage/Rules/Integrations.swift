// The table of AWS services that a Task calls by `arn:aws:states:::service:action`, and in which
// patterns: just the call, `.sync` (until the job is done), `.waitForTaskToken` (until called back).
// Source: Step Functions Developer Guide, "Integrating optimized services".

/// How a Task waits for a service.
enum IntegrationPattern: String, Sendable, CaseIterable {
  case call = ""
  case sync = ".sync"
  case syncParsed = ".sync:2"
  case callback = ".waitForTaskToken"
}

/// One action of a service.
struct Integration: Sendable {
  let action: String
  let patterns: [IntegrationPattern]
  /// Parameters that AWS refuses to do without, as far as that was measured.
  var required: [String] = []
  /// All parameters there are; empty where the table doesn't say.
  var parameters: [String] = []
}

enum Integrations {
  /// - Returns: `nil` for a service that has no integration of its own.
  static func of(_ service: String) -> [Integration]? { table[service] }

  static var services: [String] { Array(table.keys) }

  private static let call: [IntegrationPattern] = [.call]
  private static let job: [IntegrationPattern] = [.call, .sync]
  private static let message: [IntegrationPattern] = [.call, .callback]

  private static func calls(_ actions: String...) -> [Integration] {
    actions.map { Integration(action: $0, patterns: call) }
  }

  private static func jobs(_ actions: String...) -> [Integration] {
    actions.map { Integration(action: $0, patterns: job) }
  }

  private static let table: [String: [Integration]] = [
    "apigateway": [Integration(action: "invoke", patterns: message)],
    "athena": jobs("startQueryExecution")
      + calls("stopQueryExecution", "getQueryExecution", "getQueryResults"),
    "batch": jobs("submitJob"),
    "bedrock": calls("invokeModel") + jobs("createModelCustomizationJob"),
    "codebuild": jobs("startBuild", "startBuildBatch", "retryBuildBatch")
      + calls(
        "stopBuild", "stopBuildBatch", "batchDeleteBuilds", "batchGetReports", "deleteBuildBatch"),
    "databrew": jobs("startJobRun"),
    "dynamodb": [
      Integration(action: "getItem", patterns: call, required: ["TableName", "Key"]),
      Integration(action: "putItem", patterns: call, required: ["TableName", "Item"]),
    ] + calls("updateItem", "deleteItem"),
    "ecs": [
      Integration(
        action: "runTask", patterns: [.call, .sync, .callback], required: ["TaskDefinition"])
    ],
    "eks": jobs(
      "createCluster", "deleteCluster", "createFargateProfile", "deleteFargateProfile",
      "createNodegroup", "deleteNodegroup", "runJob") + calls("call"),
    "elasticmapreduce": jobs("createCluster", "terminateCluster", "addStep")
      + calls(
        "setClusterTerminationProtection", "cancelStep", "modifyInstanceFleetByName",
        "modifyInstanceGroupByName"),
    "emr-containers": calls("createVirtualCluster") + jobs("deleteVirtualCluster", "startJobRun"),
    "emr-serverless": jobs(
      "createApplication", "startApplication", "stopApplication", "deleteApplication",
      "startJobRun", "cancelJobRun"),
    "events": [Integration(action: "putEvents", patterns: message, required: ["Entries"])],
    "glue": [Integration(action: "startJobRun", patterns: job, required: ["JobName"])],
    "http": calls("invoke"),
    "lambda": [
      Integration(
        action: "invoke", patterns: message, required: ["FunctionName"],
        parameters: [
          "FunctionName", "Payload", "Qualifier", "ClientContext", "InvocationType", "LogType",
        ])
    ],
    "mediaconvert": jobs("createJob"),
    "sagemaker": jobs(
      "createHyperParameterTuningJob", "createLabelingJob", "createProcessingJob",
      "createTrainingJob", "createTransformJob")
      + calls("createEndpoint", "createEndpointConfig", "createModel", "updateEndpoint"),
    "sns": [Integration(action: "publish", patterns: message, required: ["Message"])],
    "sqs": [
      Integration(
        action: "sendMessage", patterns: message, required: ["QueueUrl", "MessageBody"])
    ],
    "states": [
      Integration(
        action: "startExecution", patterns: IntegrationPattern.allCases,
        required: ["StateMachineArn"])
    ],
  ]
}

/// What a Task's `Resource` means.
enum TaskResource {
  case function
  case activity
  case integration(service: String, action: String, IntegrationPattern)
  /// An API of the AWS SDK, `aws-sdk:service:action`.
  case api(service: String, action: String, IntegrationPattern)
  /// An ARN that AWS runs nothing for.
  case other
  /// Not an ARN.
  case uri
  /// Not even a URI.
  case none

  init(_ text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    let scheme = parts[0]
    guard parts.count > 1, let first = scheme.first, Self.isLetter(first),
      scheme.allSatisfy({ Self.isLetter($0) || "0123456789+-.".utf8.contains($0) })
    else {
      self = .none
      return
    }
    guard scheme.elementsEqual("arn".utf8) else {
      self = .uri
      return
    }
    guard parts.count == 6 else {
      self = .other
      return
    }
    self = Self.arn(String(parts[2]) ?? "", hasRegion: !parts[3].isEmpty, String(parts[5]) ?? "")
  }

  private static func arn(_ service: String, hasRegion: Bool, _ rest: String) -> Self {
    switch service {
    case "lambda": return rest.utf8.starts(with: "function:".utf8) ? .function : .other
    case "states" where !hasRegion: return integration(rest)
    case "states": return rest.utf8.starts(with: "activity:".utf8) ? .activity : .other
    default: return .other
    }
  }

  /// - Parameter text: `service:action.pattern` or `aws-sdk:service:action.pattern`.
  private static func integration(_ text: String) -> Self {
    var bytes = ArraySlice(text.utf8)
    let patterns = IntegrationPattern.allCases.filter { $0 != .call }.reversed()
    let pattern = patterns.first {
      bytes.suffix($0.rawValue.utf8.count).elementsEqual($0.rawValue.utf8)
    }
    if let pattern { bytes.removeLast(min(bytes.count, pattern.rawValue.utf8.count)) }
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if parts.count == 3, parts[0] == "aws-sdk" {
      return .api(service: parts[1], action: parts[2], pattern ?? .call)
    }
    return .integration(
      service: parts[0], action: parts.dropFirst().joined(separator: ":"), pattern ?? .call)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte | 0x20
  }
}
