// IAM policies: who may do what. Nothing is allowed that nothing in the export uses.
// Sources: Step Functions Developer Guide, "Logging" and "X-Ray"; Lambda Developer Guide, "Execution
// role" and "VPC"; IAM quotas.

import StatesLanguage

struct Statement {
  let actions: [String]
  let resources: [String]

  var json: JSON {
    .object([
      .init("Effect", .string("Allow")), .init("Action", .array(actions.map { .string($0) })),
      .init("Resource", .array(resources.map { .string($0) })),
    ])
  }
}

func policy(_ statements: [Statement]) -> JSON {
  .object([
    .init("Version", .string("2012-10-17")), .init("Statement", .array(statements.map(\.json))),
  ])
}

/// Lets a service take a role. - Parameter condition: nothing for any caller of that service.
func trust(in service: String, fromAccount account: String? = nil) -> JSON {
  var statement: [JSON.Member] = [
    .init("Effect", .string("Allow")),
    .init("Principal", .object([.init("Service", .string(service))])),
    .init("Action", .string("sts:AssumeRole")),
  ]
  if let account {
    let equals = JSON.object([.init("aws:SourceAccount", .string(account))])
    statement.append(.init("Condition", .object([.init("StringEquals", equals)])))
  }
  return .object([
    .init("Version", .string("2012-10-17")), .init("Statement", .array([.object(statement)])),
  ])
}

extension Statement {
  /// X-Ray knows no resources.
  static let functionTracing = Statement(
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"])

  static let machineTracing = Statement(
    actions: [
      "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules",
      "xray:GetSamplingTargets",
    ], resources: ["*"])

  /// Deliveries of logs have no ARNs.
  static let machineLogging = Statement(
    actions: [
      "logs:CreateLogDelivery", "logs:CreateLogStream", "logs:GetLogDelivery",
      "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
      "logs:PutLogEvents", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies",
      "logs:DescribeLogGroups",
    ], resources: ["*"])

  /// Lambda makes and removes network interfaces whose ARNs nobody knows before.
  static let networkInterfaces = Statement(
    actions: [
      "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
      "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ], resources: ["*"])

  /// - Parameter group: a log group's ARN.
  static func functionLogging(to group: String) -> Statement {
    Statement(
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [group + ":*"])
  }
}

/// What IAM counts, in characters without white space.
enum PolicyLimits {
  /// Of all inline policies of a role together.
  static let inlinePerRole = 10_240
  static let managed = 6_144
  static let managedPerRole = 10
}
