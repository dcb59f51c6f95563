// Pipelines and their exports for the tests of this folder.

import CloudExport
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

/// The notation's pipeline with more fields, checked.
func checkedPipeline(
  _ text: String, name: String = "test", top: [PipelineField: Value] = [:],
  steps: StepFields = [:], files: [String: String] = [:]
) throws -> CheckedPipeline {
  let plain = pipeline(text, name: name)
  let full = Pipeline(
    fields: plain.fields.merging(top) { $1 }, defaults: steps, steps: plain.steps)
  return try checkedPipeline(full, files: files)
}

func checkedPipeline(_ pipeline: Pipeline, files: [String: String] = [:]) throws
  -> CheckedPipeline
{
  let surroundings = Surroundings(files: files.mapValues { .text(Array($0.utf8)) })
  let result = pipeline.check(surroundings)
  return try #require(result.checked, "\(result.diagnostics)")
}

/// An export that was written.
struct Exported {
  let tree: FileTree
  let main: JSON

  init(_ pipeline: CheckedPipeline, files: [String: [UInt8]] = [:]) throws {
    let result = TerraformExporter().export(pipeline, files: files, durations: [:])
    tree = try #require(result.tree, "\(result.diagnostics)")
    main = try JSON.parse(tree["main.tf.json"] ?? [])
  }

  func text(_ path: String) -> String { String(decoding: tree[path] ?? [], as: UTF8.self) }

  func resource(_ type: String, _ label: String) -> JSON? { main["resource"]?[type]?[label] }

  /// The addresses of all resources.
  var addresses: Set<String> {
    let types = main["resource"]?.members ?? []
    return Set(types.flatMap { type in (type.value.members ?? []).map { type.key + "." + $0.key } })
  }

  /// A policy as lines of `actions resources`, abbreviated to services' verbs.
  func statements(_ label: String) throws -> [String] {
    let text = try #require(resource("aws_iam_role_policy", label)?["policy"]?.string)
    let policy = try JSON.parse(Array(text.utf8))
    return (policy["Statement"]?.array ?? []).map { statement in
      let actions = (statement["Action"]?.array ?? []).compactMap(\.string)
      let resources = (statement["Resource"]?.array ?? []).compactMap(\.string)
      return actions.joined(separator: ",") + " " + resources.joined(separator: ",")
    }
  }
}
