// The permission to invoke just the pipeline's functions, within what IAM takes for one role.

import PipelineModel

/// Function after function where that fits: in the role's own policy, else in managed ones. Where even
/// those do not hold them, all functions whose names begin with the pipeline's.
struct Invocation {
  var inline: Statement?
  var managed: [Statement] = []
  var needsPartition = false

  /// Longest account and partition, as they are known only when Terraform runs.
  private static let arnStart = "arn:aws-us-gov:lambda::123456789012:function:".count
  private static let actions = ["lambda:InvokeFunction"]
  /// What the machine's other permissions take of its role's inline policies, and what stands
  /// around a statement.
  private static let others = 900
  private static let frame = 160

  init(_ pipeline: CheckedPipeline, _ names: TerraformNames) {
    let lengths = names.steps.map {
      Self.arnStart + pipeline.region.utf8.count + $0.function.utf8.count + 3
    }
    let references = names.steps.map { "${\($0.reference).arn}" }
    if lengths.reduce(0, +) + Self.others + Self.frame <= PolicyLimits.inlinePerRole {
      inline = Statement(actions: Self.actions, resources: references)
      return
    }
    var room = 0
    var chunks: [[String]] = []
    for (reference, length) in zip(references, lengths) {
      if length > room {
        chunks.append([])
        room = PolicyLimits.managed - Self.frame
      }
      chunks[chunks.count - 1].append(reference)
      room -= length
    }
    if chunks.count <= PolicyLimits.managedPerRole {
      managed = chunks.map { Statement(actions: Self.actions, resources: $0) }
      return
    }
    needsPartition = true
    let start =
      "arn:${data.aws_partition.current.partition}:lambda:\(pipeline.region)"
      + ":${data.aws_caller_identity.current.account_id}:function:"
    inline = Statement(
      actions: Self.actions, resources: [start + shortestStart(pipeline) + "*"])
  }

  /// Shortened names keep at least this of the pipeline's.
  private func shortestStart(_ pipeline: CheckedPipeline) -> String {
    String((pipeline.name + "_").prefix(64 - 9 - 4))
  }
}

extension TerraformFile {
  var invocation: Invocation { Invocation(pipeline, names) }
}
