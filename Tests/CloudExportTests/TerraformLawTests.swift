import CloudExport
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

/// What holds for every export.
struct TerraformLawTests {
  @Test(arguments: 1...20)
  func `the same pipeline gives the same bytes, and only files inside the folder`(seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    let pipeline = try checkedPipeline(wildPipeline(using: &random))
    let (one, other) = (try Exported(pipeline), try Exported(pipeline))
    #expect(one.tree == other.tree, "seed \(seed)")
    for file in one.tree.files {
      let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
      #expect(parts.allSatisfy { !$0.isEmpty && $0 != ".." && $0 != "." }, "seed \(seed)")
      #expect(parts.allSatisfy { $0.utf8.count < 200 }, "seed \(seed)")
    }
  }

  @Test(arguments: 1...20)
  func `names are in AWS's alphabet and lengths, and no two are one`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let pipeline = try checkedPipeline(wildPipeline(using: &random))
    let export = try Exported(pipeline)
    let functions = export.main["resource"]?["aws_lambda_function"]?.members ?? []
    #expect(functions.count == pipeline.steps.count, "seed \(seed)")
    let names = functions.compactMap { $0.value["function_name"]?.string }
    #expect(Set(names).count == functions.count, "seed \(seed)")
    #expect(
      names.allSatisfy { isPlain($0) && (1...64).contains($0.count) }, "seed \(seed): \(names)")
    let zips = functions.compactMap { $0.value["filename"]?.string?.lowercased() }
    #expect(Set(zips).count == functions.count, "seed \(seed): \(zips)")
    for role in export.main["resource"]?["aws_iam_role"]?.members ?? [] {
      let prefix = try #require(role.value["name_prefix"]?.string)
      #expect(isPlain(prefix) && (1...38).contains(prefix.count), "seed \(seed): \(prefix)")
    }
    for label in functions.map(\.key) {
      let first = try #require(label.unicodeScalars.first)
      #expect(isPlain(label) && (first == "_" || first.properties.isAlphabetic), "\(label)")
    }
  }

  @Test(arguments: 1...20)
  func `every reference leads to a resource`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let export = try Exported(checkedPipeline(wildPipeline(using: &random)))
    let addresses = export.addresses
    let text = export.text("main.tf.json")
    for part in text.split(separator: "${aws_").dropFirst() {
      let name = part.prefix { $0 != "}" }.split(separator: ".")
      #expect(addresses.contains("aws_\(name[0]).\(name[1])"), "seed \(seed): \(name)")
    }
    for function in export.main["resource"]?["aws_lambda_function"]?.members ?? [] {
      for wait in function.value["depends_on"]?.array ?? [] {
        #expect(addresses.contains(wait.string ?? ""), "seed \(seed): \(wait)")
      }
    }
  }

  /// Each permission, and the setting that needs it.
  @Test(arguments: [false, true])
  func `every permission is used`(hasNetwork: Bool) throws {
    let network = Value.mapping([.init("vpc", .text("vpc-1"))])
    let export = try Exported(
      checkedPipeline("a, b<-a", top: hasNetwork ? [.network: network] : [:]))
    let function = try #require(export.resource("aws_lambda_function", "alambda"))
    let machine = try #require(export.resource("aws_sfn_state_machine", "state_machine"))
    for statement in try export.statements("alambda") {
      let isUsed =
        if statement.hasPrefix("logs:") {
          statement.hasSuffix(" ${aws_cloudwatch_log_group.alambda.arn}:*")
            && export.resource("aws_cloudwatch_log_group", "alambda")?["name"]
              == .string("/aws/lambda/test_a")
        } else if statement.hasPrefix("xray:") {
          function["tracing_config"]?["mode"] == .string("Active")
        } else if statement.hasPrefix("ec2:") {
          function["vpc_config"] != nil
        } else {
          false
        }
      #expect(isUsed, "\(statement)")
    }
    for statement in try export.statements("state_machine") {
      let isUsed =
        if statement.hasPrefix("lambda:InvokeFunction ") {
          statement.dropFirst("lambda:InvokeFunction ".count)
            == "${aws_lambda_function.alambda.arn},${aws_lambda_function.blambda.arn}"
        } else if statement.hasPrefix("logs:") {
          machine["logging_configuration"]?["level"] == .string("ALL")
        } else if statement.hasPrefix("xray:") {
          machine["tracing_configuration"]?["enabled"] == .bool(true)
        } else {
          false
        }
      #expect(isUsed, "\(statement)")
    }
    let wantsNetwork = try export.statements("alambda").contains { $0.hasPrefix("ec2:") }
    #expect(wantsNetwork == hasNetwork)
  }

  @Test(arguments: [1, 90, 300, 1200])
  func `the machine may invoke all its functions within what IAM takes`(count: Int) throws {
    let text = (0..<count).map { "step\($0)" }.joined(separator: ",")
    let export = try Exported(checkedPipeline(text))
    let inline = try #require(
      export.resource("aws_iam_role_policy", "state_machine")?["policy"]?.string)
    let managed = (export.main["resource"]?["aws_iam_policy"]?.members ?? [])
      .compactMap { $0.value["policy"]?.string }
    // An ARN is longer than the reference that becomes it.
    func length(_ policy: String) -> Int {
      policy.replacing("${aws_lambda_function.", with: "arn:aws:lambda:us-east-1:123456789012:")
        .count
    }
    #expect(length(inline) <= 10_240 && managed.allSatisfy { length($0) <= 6_144 })
    #expect(managed.count <= 10)
    let all = ([inline] + managed).joined()
    if count < 1000 {
      for step in ["step0lambda", "step\(count - 1)lambda"] {
        #expect(all.contains("${aws_lambda_function.\(step).arn}"))
      }
    } else {
      #expect(all.contains(":function:test_*"))
    }
  }

  private func isPlain(_ name: String) -> Bool {
    name.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D
    }
  }
}

/// Steps with names that are hard on everybody.
private func wildPipeline(using random: inout SplitMix64) -> Pipeline {
  let pieces = [
    "a", "A", "b_2", "-", "_", "..", "/", " ", "é", "日本", "🎉", "${x}", "%{", "\"", "\\", "'", "1",
    "_u20_", "lambda", ".zip", "x23456789012345678901234567890",
  ]
  var names: [String] = []
  while names.count < 12 {
    let count = Int.random(in: 1...5, using: &random)
    let name = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    let isNew = !names.contains { $0.utf8.elementsEqual(name.utf8) }
    if isNew, name.unicodeScalars.count <= 80 { names.append(name) }
  }
  let code = Value.text("def step():\n    return 1\n")
  let steps = names.enumerated().map { Step(id: StepID($0), name: $1, fields: [.code: code]) }
  let length = Int.random(in: 1...80, using: &random)
  return Pipeline(
    fields: [.pipeline: .text(String(repeating: "p", count: length))], steps: steps)
}
