// What Terraform's JSON says of a state machine and its functions. Evaluates nothing: a value that is an
// expression is known to be one, and no more.
// Source: Terraform language, "JSON Configuration Syntax"; provider hashicorp/aws.

import StatesLanguage

struct TerraformSource {
  private let document: JSON

  init(_ document: JSON) { self.document = document }

  /// A state machine with its name and where its definition stands.
  struct Machine {
    let label: String
    let name: String
    let definition: Definition
  }

  enum Definition {
    case text(JSON)
    /// A file beside the document.
    case file(String)
    case expression(String)
  }

  var machines: [Machine] {
    resources("aws_sfn_state_machine").map { label, body in
      Machine(
        label: label, name: body["name"]?.string?.terraformText ?? label,
        definition: definition(body["definition"]))
    }
  }

  private func definition(_ json: JSON?) -> Definition {
    guard let text = json?.string else { return .text(json ?? .null) }
    if let expression = text.terraformExpression {
      for call in ["templatefile(", "file("] where expression.hasPrefix(call) {
        if let path = expression.quotedPath { return .file(path) }
      }
      let call = "jsonencode("
      if expression.hasPrefix(call), expression.hasSuffix(")"),
        let json = parsed(String(expression.dropFirst(call.count).dropLast()))
      {
        return .text(json)
      }
      return .expression(expression)
    }
    return parsed(text).map { .text($0.terraformLiterals) } ?? .expression(text)
  }

  private func parsed(_ text: String) -> JSON? {
    do throws(JSONError) { return try JSON.parse(Array(text.utf8)) } catch { return nil }
  }

  /// The resources of a type, by their labels. A block may stand in a list.
  private func resources(_ type: String) -> [(label: String, body: JSON)] {
    blocks(document["resource"]).flatMap { blocks($0[type]) }.flatMap { group in
      (group.members ?? []).flatMap { member in
        blocks(member.value).map { (label: member.key, body: $0) }
      }
    }
  }

  private func blocks(_ json: JSON?) -> [JSON] {
    if let items = json?.array { return items }
    return json.map { [$0] } ?? []
  }

  // MARK: Functions

  /// The function that a definition names: by an expression, an ARN or its name.
  func function(named name: String) -> TerraformFunction? {
    let functions = resources("aws_lambda_function")
    if let label = reference(in: name, to: "aws_lambda_function") {
      return functions.first { $0.label == label }.map { made($0.label, $0.body) }
    }
    let last = name.split(separator: ":").dropFirst(name.hasPrefix("arn:") ? 6 : 0).first
    return functions.first { $0.body["function_name"]?.string == last.map(String.init) ?? name }
      .map { made($0.label, $0.body) }
  }

  private func reference(in text: String, to type: String) -> String? {
    guard let expression = text.terraformExpression, expression.hasPrefix(type + ".") else {
      return nil
    }
    return expression.dropFirst(type.count + 1).split(separator: ".").first.map(String.init)
  }

  private func made(_ label: String, _ body: JSON) -> TerraformFunction {
    let role = body["role"]?.string.flatMap { reference(in: $0, to: "aws_iam_role") }
    let policies = resources("aws_iam_role_policy").filter { policy in
      role != nil
        && policy.body["role"]?.string.flatMap { reference(in: $0, to: "aws_iam_role") }
          == role
        && policy.body["name"]?.string != "function"
    }
    return TerraformFunction(
      body: body, policies: policies.map { $0.body["policy"]?.string ?? "" })
  }

  // MARK: Around the machine

  /// When the machine starts by itself; `nil` when nothing starts it, or several rules do.
  func schedule(of machine: Machine) -> String? {
    let rules = resources("aws_cloudwatch_event_target").compactMap { target -> String? in
      guard
        target.body["arn"]?.string.flatMap({ reference(in: $0, to: "aws_sfn_state_machine") })
          == machine.label
      else { return nil }
      return target.body["rule"]?.string.flatMap {
        reference(in: $0, to: "aws_cloudwatch_event_rule")
      }
    }
    guard rules.count == 1 else { return nil }
    return resources("aws_cloudwatch_event_rule").first { $0.label == rules[0] }?
      .body["schedule_expression"]?.string?.terraformText
  }

  var region: String? {
    blocks(document["provider"]).flatMap { blocks($0["aws"]) }.first?["region"]?.string?
      .terraformText
  }

  /// The VPC of the functions, as a pipeline has it.
  var network: JSON? {
    let groups = resources("aws_security_group").filter { $0.label == "functions" }
    guard let vpc = groups.first?.body["vpc_id"]?.string?.terraformText else { return nil }
    let subnets = blocks(document["data"]).compactMap { $0["aws_subnets"]?["private"] }.first
    let filters = blocks(subnets?["filter"]).compactMap { filter -> JSON.Member? in
      guard let name = filter["name"]?.string?.terraformText, name != "vpc-id" else { return nil }
      let values = (filter["values"]?.array ?? []).compactMap { $0.string?.terraformText }
      return JSON.Member(
        name, values.count == 1 ? .string(values[0]) : .array(values.map { .string($0) }))
    }
    let outbound = resources("aws_vpc_security_group_egress_rule").compactMap { rule in
      (rule.body["cidr_ipv4"] ?? rule.body["cidr_ipv6"])?.string?.terraformText
    }
    return .object([
      .init("vpc", .string(vpc)), .init("subnets", .object(filters)),
      .init("outbound", .array(outbound.map { .string($0) })),
    ])
  }

  /// The backend of a document's settings, as a pipeline has it.
  var backend: JSON? {
    for settings in blocks(document["terraform"]) {
      if let backend = settings["backend"], backend.members?.count == 1 {
        return backend.terraformLiterals
      }
      if let cloud = settings["cloud"] {
        return .object([.init("cloud", cloud.terraformLiterals)])
      }
    }
    return nil
  }
}

/// What Terraform says of one function.
struct TerraformFunction {
  let body: JSON
  /// Its role's own policies, as texts of Terraform.
  let policies: [String]

  var runtime: String? { body["runtime"]?.string }
  var memory: Int? { body["memory_size"]?.integer }
  var timeout: Int? { body["timeout"]?.integer }
  var storage: Int? { block("ephemeral_storage")?["size"]?.integer }
  var architecture: String? { body["architectures"]?.array?.first?.string }
  var layers: [String] { (body["layers"]?.array ?? []).compactMap { $0.string?.terraformText } }

  /// Variables but the one that every export sets.
  var variables: [JSON.Member] {
    (block("environment")?["variables"]?.members ?? []).filter {
      $0.key != "VAULT_AUTH_ROLE" || $0.value.string?.terraformText != nil
    }
  }

  /// The zip, relative to the document.
  var zip: String? {
    guard let text = body["filename"]?.string else { return nil }
    let start = "${path.module}/"
    let path = text.hasPrefix(start) ? String(text.dropFirst(start.count)) : text
    return path.terraformText
  }

  private func block(_ name: String) -> JSON? { body[name]?.array?.first ?? body[name] }
}

extension String {
  /// The text that Terraform makes of this one; `nil` when an expression stands in it.
  var terraformText: String? {
    var text = ""
    var rest = self[...]
    while let next = rest.first {
      if rest.hasPrefix("$${") || rest.hasPrefix("%%{") {
        text += String(next) + "{"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") || rest.hasPrefix("%{") {
        return nil
      } else {
        text.append(next)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  /// What stands in `${…}` when that is all of the text.
  var terraformExpression: String? {
    hasPrefix("${") && hasSuffix("}") ? String(dropFirst(2).dropLast()) : nil
  }

  /// The first text in quotes as a path beside the document.
  fileprivate var quotedPath: String? {
    let parts = split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    let start = "${path.module}/"
    return parts[1].hasPrefix(start) ? String(parts[1].dropFirst(start.count)) : String(parts[1])
  }
}

extension JSON {
  /// The same value with every text as Terraform gives it; expressions stay.
  var terraformLiterals: JSON {
    switch self {
    case .null, .bool, .integer, .number: self
    case .string(let text): .string(text.terraformText ?? text)
    case .array(let items): .array(items.map(\.terraformLiterals))
    case .object(let members):
      .object(members.map { Member($0.key.terraformText ?? $0.key, $0.value.terraformLiterals) })
    }
  }
}
