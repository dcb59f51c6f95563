// The blocks of a Terraform document, however they are written: a block may stand in a list.

import StatesLanguage

func blocksIn(_ json: JSON?) -> [JSON] {
  if let items = json?.array { return items }
  return json.map { [$0] } ?? []
}

struct TerraformBlocks {
  private let document: JSON

  init(_ document: JSON) { self.document = document }

  /// The resources of a type, by their labels.
  func resources(_ type: String) -> [(label: String, body: JSON)] {
    blocksIn(document["resource"]).flatMap { blocksIn($0[type]) }.flatMap { group in
      (group.members ?? []).flatMap { member in
        blocksIn(member.value).map { (label: member.key, body: $0) }
      }
    }
  }

  /// What roles may do by policies of the document, as texts of Terraform, by the roles' labels. What
  /// an export allows every function by itself is left out.
  var policiesByRole: [String: [String]] {
    let documents = Dictionary(
      resources("aws_iam_policy").map { ($0.label, $0.body["policy"]?.string) }
    ) { first, _ in first }
    var found: [String: [String]] = [:]
    func add(_ policy: String?, to role: JSON?) {
      guard let policy, !isUsual(policy), let label = role?.string?.reference(to: "aws_iam_role")
      else { return }
      found[label, default: []].append(policy)
    }
    for (_, body) in resources("aws_iam_role_policy") where body["name"]?.string != "function" {
      add(body["policy"]?.string, to: body["role"])
    }
    for (_, body) in resources("aws_iam_role_policy_attachment") {
      let label = body["policy_arn"]?.string?.reference(to: "aws_iam_policy")
      add(label.flatMap { documents[$0] ?? nil }, to: body["role"])
    }
    return found
  }

  /// Whether a policy is about logs and traces alone.
  private func isUsual(_ policy: String) -> Bool {
    guard let statements = parsedJSON(Array(policy.utf8))?["Statement"] else { return false }
    return blocksIn(statements).allSatisfy { statement in
      blocksIn(statement["Action"]).allSatisfy { action in
        ["logs:", "xray:"].contains { action.string?.hasPrefix($0) == true }
      }
    }
  }
}

extension String {
  /// The label in `${type.label.attribute}`.
  func reference(to type: String) -> String? {
    guard let expression = terraformExpression, expression.hasPrefix(type + ".") else {
      return nil
    }
    return expression.dropFirst(type.count + 1).split(separator: ".").first.map(String.init)
  }
}
