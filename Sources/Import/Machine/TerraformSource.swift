// What Terraform's JSON says of a state machine and its functions. Evaluates nothing: a value that is an
// expression is known to be one, and no more.
// Source: Terraform language, "JSON Configuration Syntax"; provider hashicorp/aws.

import StatesLanguage

struct TerraformSource {
  private let document: JSON
  private let functions: [(label: String, body: JSON)]
  /// Where functions stand, by label and by name.
  private let labels: [String: Int]
  private let names: [String: Int]
  /// What roles may do by policies of the document, without what every function may do.
  private let policies: [String: [String]]

  init(_ document: JSON) {
    self.document = document
    let blocks = TerraformBlocks(document)
    functions = blocks.resources("aws_lambda_function")
    labels = Dictionary(functions.enumerated().map { ($1.label, $0) }) { first, _ in first }
    names = Dictionary(
      functions.enumerated().compactMap { place, function in
        function.body["function_name"]?.string.map { ($0, place) }
      }
    ) { first, _ in first }
    policies = blocks.policiesByRole
  }

  /// A state machine with its name and where its definition stands.
  struct Machine {
    let label: String
    let name: String
    let definition: Definition
  }

  enum Definition {
    case text(JSON)
    /// A file beside the document, and what is filled in for names in it.
    case file(String, [String: String])
    case expression(String)
  }

  var machines: [Machine] {
    TerraformBlocks(document).resources("aws_sfn_state_machine").map { label, body in
      Machine(
        label: label, name: body["name"]?.string?.terraformText ?? label,
        definition: definition(body["definition"]))
    }
  }

  private func definition(_ json: JSON?) -> Definition {
    guard let text = json?.string else { return .text(json ?? .null) }
    if let expression = text.terraformExpression {
      for call in ["templatefile(", "file("] where expression.hasPrefix(call) {
        if let path = expression.quotedPath { return .file(path, expression.templateVariables) }
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

  // MARK: Functions

  /// The function that a definition names: by an expression, an ARN or its name.
  func function(named name: String) -> TerraformFunction? {
    // The seventh part of an ARN; a version or alias may follow.
    let parts = name.split(separator: ":")
    let own = name.hasPrefix("arn:") && parts.count > 6 ? String(parts[6]) : name
    let place = name.reference(to: "aws_lambda_function").map { labels[$0] } ?? names[own]
    guard let place else { return nil }
    let body = functions[place].body
    let role = body["role"]?.string?.reference(to: "aws_iam_role")
    return TerraformFunction(
      place: place, body: body, policies: role.flatMap { policies[$0] } ?? [])
  }

  // MARK: Around the machine

  /// When the machine starts by itself; `nil` when nothing starts it, or several rules do.
  func schedule(of machine: Machine) -> String? {
    let blocks = TerraformBlocks(document)
    let rules = blocks.resources("aws_cloudwatch_event_target").compactMap { target -> String? in
      guard
        target.body["arn"]?.string?.reference(to: "aws_sfn_state_machine")
          == machine.label
      else { return nil }
      return target.body["rule"]?.string?.reference(to: "aws_cloudwatch_event_rule")
    }
    guard rules.count == 1 else { return nil }
    return blocks.resources("aws_cloudwatch_event_rule").first { $0.label == rules[0] }?
      .body["schedule_expression"]?.string?.terraformText
  }

  var region: String? {
    blocksIn(document["provider"]).flatMap { blocksIn($0["aws"]) }.first?["region"]?.string?
      .terraformText
  }

  /// The VPC of the functions, as a pipeline has it.
  var network: JSON? {
    let blocks = TerraformBlocks(document)
    let groups = blocks.resources("aws_security_group").filter { $0.label == "functions" }
    guard let vpc = groups.first?.body["vpc_id"]?.string?.terraformText else { return nil }
    let subnets = blocksIn(document["data"]).compactMap { $0["aws_subnets"]?["private"] }.first
    let filters = blocksIn(subnets?["filter"]).compactMap { filter -> JSON.Member? in
      guard let name = filter["name"]?.string?.terraformText, name != "vpc-id" else { return nil }
      let values = (filter["values"]?.array ?? []).compactMap { $0.string?.terraformText }
      return JSON.Member(
        name, values.count == 1 ? .string(values[0]) : .array(values.map { .string($0) }))
    }
    let outbound = blocks.resources("aws_vpc_security_group_egress_rule").compactMap { rule in
      (rule.body["cidr_ipv4"] ?? rule.body["cidr_ipv6"])?.string?.terraformText
    }
    return .object([
      .init("vpc", .string(vpc)), .init("subnets", .object(filters)),
      .init("outbound", .array(outbound.map { .string($0) })),
    ])
  }

  /// The backend of a document's settings, as a pipeline has it.
  var backend: JSON? {
    for settings in blocksIn(document["terraform"]) {
      if let backend = settings["backend"], let kind = backend.members?.first?.key,
        backend.members?.count == 1, kind != "local"
      {
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
  /// Which of the document's functions it is, from 0.
  let place: Int
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

extension String {
  /// `{a = b.c, d = e.f}` at the end of a call: what is filled in for `${a}` and `${d}`.
  fileprivate var templateVariables: [String: String] {
    // The path comes first, in quotes.
    guard let comma = lastIndex(of: "\"").map({ self[$0...] }) else { return [:] }
    var variables: [String: String] = [:]
    for pair in comma.split(whereSeparator: { ",{}()\n\"".contains($0) }) {
      let halves = pair.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      if halves.count == 2 { variables[halves[0]] = "${" + halves[1] + "}" }
    }
    return variables
  }
}

extension JSON {
  /// The same value with `${name}` filled in where that is all of a text.
  func filled(with variables: [String: String]) -> JSON {
    if variables.isEmpty { return self }
    switch self {
    case .null, .bool, .integer, .number: return self
    case .string(let text):
      return text.terraformExpression.flatMap { variables[$0] }.map { .string($0) } ?? self
    case .array(let items): return .array(items.map { $0.filled(with: variables) })
    case .object(let members):
      return .object(members.map { Member($0.key, $0.value.filled(with: variables)) })
    }
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
