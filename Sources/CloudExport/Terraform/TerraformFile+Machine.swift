// The state machine with its role and log group, and the schedule that starts it.

import PipelineModel
import StatesLanguage

extension TerraformFile {
  /// Log groups keep what they are sent for a year.
  static let logRetention = JSON.integer(365)

  var machineResources: [Resource] {
    let label = "state_machine"
    let attachments = invocation.managed.indices.map {
      "aws_iam_role_policy_attachment.state_machine_\($0 + 1)"
    }
    let machine = block([
      "//": .string(
        "The state machine. It waits for its permissions, or AWS would refuse its logs."),
      "name": .string(pipeline.name), "type": "STANDARD",
      "role_arn": .expression("aws_iam_role.\(label).arn"),
      "definition": .expression(
        "templatefile(\"${path.module}/\(DefinitionFile.path)\","
          + " {aws_lambda_function = local.functions})"),
      "logging_configuration": block([
        "log_destination": .string("${aws_cloudwatch_log_group.\(label).arn}:*"),
        "include_execution_data": true, "level": "ALL",
      ]),
      "tracing_configuration": block(["enabled": true]),
      "depends_on": .texts(["aws_iam_role_policy.\(label)"] + attachments),
    ])
    let inline =
      (invocation.inline.map { [$0] } ?? []) + [.machineLogging, .machineTracing]
    return [
      Resource("aws_sfn_state_machine", label, machine),
      Resource(
        "aws_cloudwatch_log_group", label,
        block([
          "name": .string("/aws/vendedlogs/states/" + pipeline.name),
          "retention_in_days": Self.logRetention,
        ])),
      Resource(
        "aws_iam_role", label,
        block([
          "name_prefix": .string(names.rolePrefix()),
          "assume_role_policy": trust(
            in: "states.amazonaws.com",
            fromAccount: "${data.aws_caller_identity.current.account_id}"
          ).asText,
        ])),
      Resource("aws_iam_role_policy", label, rolePolicy(of: label, named: "machine", inline)),
    ] + managedInvocation
  }

  /// The policies that let the machine invoke its functions where they are too many for one.
  private var managedInvocation: [Resource] {
    invocation.managed.enumerated().flatMap { index, statement in
      let label = "state_machine_\(index + 1)"
      return [
        Resource(
          "aws_iam_policy", label,
          block([
            "name_prefix": .string(names.rolePrefix()), "policy": policy([statement]).asText,
          ])),
        Resource(
          "aws_iam_role_policy_attachment", label,
          block([
            "role": .expression("aws_iam_role.state_machine.name"),
            "policy_arn": .expression("aws_iam_policy.\(label).arn"),
          ])),
      ]
    }
  }

  /// A policy of the role with the same label.
  func rolePolicy(of label: String, named name: String, _ statements: [Statement]) -> JSON {
    block([
      "name": .string(name), "role": .expression("aws_iam_role.\(label).id"),
      "policy": policy(statements).asText,
    ])
  }

  var scheduleResources: [Resource] {
    let label = "schedule"
    let starting = Statement(
      actions: ["states:StartExecution"],
      resources: ["${aws_sfn_state_machine.state_machine.arn}"])
    return [
      Resource(
        "aws_cloudwatch_event_rule", label,
        block([
          "//": "The schedule, in UTC.", "name": .string(names.rule),
          "description": .string("Starts the pipeline \(pipeline.name)"),
          "schedule_expression": pipeline.schedule.map { .string($0) },
        ])),
      Resource(
        "aws_cloudwatch_event_target", label,
        block([
          "//": "Without an input of its own an execution would get the event as its input.",
          "rule": .expression("aws_cloudwatch_event_rule.\(label).name"),
          "arn": .expression("aws_sfn_state_machine.state_machine.arn"),
          "role_arn": .expression("aws_iam_role.\(label).arn"), "input": "{}",
          "depends_on": .texts(["aws_iam_role_policy.\(label)"]),
        ])),
      Resource(
        "aws_iam_role", label,
        block([
          "name_prefix": .string(names.rolePrefix("schedule_")),
          "assume_role_policy": trust(in: "events.amazonaws.com").asText,
        ])),
      Resource("aws_iam_role_policy", label, rolePolicy(of: label, named: "start", [starting])),
    ]
  }
}
