// Terraform in its JSON form: main.tf.json, the definition as a file of its own and a zip for each
// step. Puts the groups of blocks together; the blocks are in the other files of this folder.
// Terraform language, "JSON Configuration Syntax"; provider hashicorp/aws 5.100.

import Diagnostics
package import PipelineModel
import StatesLanguage

package struct TerraformExporter: Exporter {
  package static let name = "terraform"
  package static let nextCommands = ["terraform init", "terraform apply"]

  package init() {}

  package func export(
    _ pipeline: CheckedPipeline, files: [String: [UInt8]], durations: [String: Double]
  ) -> ExportResult {
    let names = TerraformNames(pipeline)
    let identifiers = TerraformIdentifiers(pipeline)
    let machine = stateMachine(
      for: pipeline, durations: durations, functionName: identifiers.functionARN)
    let definition = DefinitionFile(machine)
    let policies = PersonsPolicies(pipeline)
    let zips = StepZips(pipeline, names, files)
    let diagnostics =
      judgement(of: machine, definition) + policies.diagnostics + zips.diagnostics
      + [unfilledInputs(of: pipeline)].compactMap(\.self)
    let main = TerraformFile(pipeline: pipeline, names: names, policies: policies.documents)
    let tree = FileTree(
      [
        .init("main.tf.json", main.json.write(.readable) + [0x0A]),
        .init("versions.tf.json", main.versions.write(.readable) + [0x0A]),
        .init(DefinitionFile.path, definition.bytes),
        .init(ScannerSettings.path, ScannerSettings(pipeline).bytes),
      ] + zips.files)
    return ExportResult(tree, diagnostics)
  }

  /// What AWS would refuse about the definition, before anything is written.
  private func judgement(of machine: StateMachine, _ definition: DefinitionFile) -> [Diagnostic] {
    let broken = StatesLanguage.diagnostics(ofStateMachine: definition.judged).map { found in
      var found = found
      found.message = "The state machine: " + found.message
      found.place = nil
      return found
    }
    let limits = limits(of: machine)
    // What both know is told once, and so is what the pipeline's own check has told.
    return limits
      + broken.filter { found in
        found.code != Credential.code && !limits.contains { $0.code == found.code }
      }
  }

  private func unfilledInputs(of pipeline: CheckedPipeline) -> Diagnostic? {
    let unfilled = pipeline.inputs.filter { $0.defaultValue == nil }.map(\.name)
    guard pipeline.schedule != nil, !unfilled.isEmpty else { return nil }
    return .warning(
      "schedule-inputs",
      "The schedule starts executions without the inputs \(unfilled.joined(separator: ", "))",
      mend: "Give them a default",
      at: .key([.name("inputs")]))
  }
}

/// The content of main.tf.json.
struct TerraformFile {
  let pipeline: CheckedPipeline
  let names: TerraformNames
  /// Of each step, in the pipeline's order.
  let policies: [[JSON]]

  var json: JSON {
    block([
      "//": .string(comment), "provider": provider, "data": data, "locals": locals,
      "resource": resourcesByType, "output": outputs,
    ])
  }

  /// The content of versions.tf.json: apart, as there are scanners that fail on a file with it.
  var versions: JSON {
    block(["//": "Which Terraform, which provider, and where the state is.", "terraform": settings])
  }

  private var comment: String {
    "The pipeline \(pipeline.name), written by sil-tui export; the next export writes it anew."
      + " The state machine's definition is in \(DefinitionFile.path), the steps' code in functions/."
  }

  private var settings: JSON {
    // python3.14 is known to the provider since 6.21.
    let isNewest = pipeline.steps.contains { $0.runtime == "python3.14" }
    let aws = block([
      "source": "hashicorp/aws", "version": .string(isNewest ? ">= 6.21, < 7" : ">= 5.100, < 7"),
    ])
    return block([
      "required_version": ">= 1.5", "required_providers": block(["aws": aws]),
      "backend": backend("cloud", isWanted: false), "cloud": backend("cloud", isWanted: true),
    ])
  }

  /// HCP Terraform has a block of its own where others are backends.
  private func backend(_ type: String, isWanted: Bool) -> JSON? {
    guard let backend = pipeline.backend, (backend.key == type) == isWanted else { return nil }
    let settings = JSON(backend.value).asTerraformLiteral
    return isWanted ? settings : .object([JSON.Member(backend.key, settings)])
  }

  private var provider: JSON {
    let tags = block(["tags": block(["Pipeline": .string(pipeline.name)])])
    return block([
      "aws": block(["region": .string(pipeline.region), "default_tags": tags])
    ])
  }

  private var data: JSON {
    block([
      "aws_caller_identity": block(["current": block([:])]),
      "aws_partition": invocation.needsPartition ? block(["current": block([:])]) : nil,
      "aws_subnets": pipeline.network.map(subnets),
    ])
  }

  /// Functions by the words with which the definition names them.
  private var locals: JSON {
    let functions = names.steps.map { step in
      JSON.Member(step.label, block(["arn": .expression(step.reference + ".arn")]))
    }
    return block(["functions": .object(functions)])
  }

  /// In reading order: what runs, who may do what, what is kept of it.
  private static let types = [
    "aws_sfn_state_machine", "aws_cloudwatch_event_rule", "aws_cloudwatch_event_target",
    "aws_lambda_function", "aws_security_group", "aws_vpc_security_group_egress_rule",
    "aws_iam_role", "aws_iam_role_policy", "aws_iam_policy", "aws_iam_role_policy_attachment",
    "aws_cloudwatch_log_group",
  ]

  private var resourcesByType: JSON {
    var all = machineResources
    if pipeline.schedule != nil { all += scheduleResources }
    if let network = pipeline.network { all += networkResources(network) }
    for index in pipeline.steps.indices { all += stepResources(index) }
    let byType = Dictionary(grouping: all, by: \.type)
    precondition(byType.keys.allSatisfy(Self.types.contains), "a resource's type has no place")
    return .object(
      Self.types.compactMap { type in
        byType[type].map { resources in
          JSON.Member(type, .object(resources.map { JSON.Member($0.label, $0.body) }))
        }
      })
  }

  private var outputs: JSON {
    let functions = zip(pipeline.steps, names.steps).map { step, names in
      JSON.Member(step.name.asTerraformLiteral, .expression(names.reference + ".arn"))
    }
    let roles = zip(pipeline.steps, names.steps).map { step, names in
      JSON.Member(
        step.name.asTerraformLiteral, .expression("aws_iam_role.\(names.label).arn"))
    }
    return block([
      "state_machine_arn": block([
        "description": "What to start, as in: aws stepfunctions start-execution",
        "value": .expression("aws_sfn_state_machine.state_machine.arn"),
      ]),
      "function_arns": block([
        "description": "The Lambda function of each step", "value": .object(functions),
      ]),
      "role_arns": block([
        "description": "The role of each step's function", "value": .object(roles),
      ]),
    ])
  }
}
