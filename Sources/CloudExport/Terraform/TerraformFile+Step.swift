// One step's Lambda function with its role, its permissions and its log group.

import PipelineModel
import StatesLanguage

extension TerraformFile {
  func stepResources(_ index: Int) -> [Resource] {
    let (step, names) = (pipeline.steps[index], names.steps[index])
    let own = Resource(
      "aws_iam_role_policy", names.label,
      rolePolicy(of: names.label, named: "function", statements(names)))
    let persons = policies[index].enumerated().map { number, document in
      Resource(
        "aws_iam_role_policy", "\(names.label)_policy_\(number + 1)",
        block([
          "name": .string("policy-\(number + 1)"),
          "role": .expression("aws_iam_role.\(names.label).id"),
          "policy": document.asTerraformLiteral.asText,
        ]))
    }
    let group = block([
      "name": .string("/aws/lambda/" + names.function), "retention_in_days": Self.logRetention,
    ])
    let role = block([
      "name_prefix": .string(names.rolePrefix),
      "assume_role_policy": trust(in: "lambda.amazonaws.com").asText,
    ])
    let allPolicies = [own] + persons
    let function = function(step, names, policies: allPolicies.map(\.label))
    return [
      Resource("aws_lambda_function", names.label, function),
      Resource("aws_cloudwatch_log_group", names.label, group),
      Resource("aws_iam_role", names.label, role),
    ] + allPolicies
  }

  private func function(_ step: CheckedStep, _ names: StepNames, policies: [String]) -> JSON {
    block([
      "//": .string("Step \(step.name)"), "function_name": .string(names.function),
      "description": .literal(description(of: step)),
      "role": .expression("aws_iam_role.\(names.label).arn"),
      "filename": .string("${path.module}/\(names.zip)"),
      "source_code_hash": .expression("filebase64sha256(\"${path.module}/\(names.zip)\")"),
      "handler": "index.lambda_handler", "runtime": .string(step.runtime),
      "architectures": .texts([step.architecture]), "memory_size": .integer(step.memory),
      "timeout": .integer(step.timeout),
      "ephemeral_storage": block(["size": .integer(step.storage)]),
      "layers": step.layers.isEmpty ? nil : .array(step.layers.map(JSON.literal)),
      "environment": block(["variables": variables(step, names)]),
      "vpc_config": pipeline.network.map { _ in
        block([
          "subnet_ids": .expression("data.aws_subnets.private.ids"),
          "security_group_ids": .array([.expression("aws_security_group.functions.id")]),
        ])
      },
      "tracing_config": block(["mode": "Active"]),
      "depends_on": .texts(
        ["aws_cloudwatch_log_group.\(names.label)"] + policies.map { "aws_iam_role_policy.\($0)" }),
    ])
  }

  /// Lambda takes 256 characters.
  private func description(of step: CheckedStep) -> String {
    let text = step.description ?? ""
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let wanted = line.isEmpty ? "Step \(step.name) of the pipeline \(pipeline.name)" : line
    return wanted.prefix(scalars: 256)
  }

  private func variables(_ step: CheckedStep, _ names: StepNames) -> JSON {
    var variables = step.environment.map {
      JSON.Member($0.name.asTerraformLiteral, .literal($0.value))
    }
    if !step.environment.contains(where: { $0.name == "VAULT_AUTH_ROLE" }) {
      variables.append(.init("VAULT_AUTH_ROLE", .expression("aws_iam_role.\(names.label).name")))
    }
    return .object(variables)
  }

  private func statements(_ names: StepNames) -> [Statement] {
    let always: [Statement] = [
      .functionLogging(to: "${aws_cloudwatch_log_group.\(names.label).arn}"), .functionTracing,
    ]
    return always + (pipeline.network == nil ? [] : [.networkInterfaces])
  }
}
