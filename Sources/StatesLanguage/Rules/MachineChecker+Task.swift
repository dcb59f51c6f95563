// The rules about Task states: which resources AWS runs, what an express workflow can't wait for, and
// the parameters that integrations need.

import Diagnostics

extension MachineChecker {
  mutating func checkResource(_ value: PlacedValue) {
    guard let text = value.string else {
      refuseKind(of: value, "an ARN")
      return
    }
    let resource = TaskResource(Placeholder.filled(text) ?? text)
    switch resource {
    case .function: break
    case .activity:
      if isExpress {
        refuseExpress("is an activity, which an express workflow can't wait for", value.range)
      }
    case .integration(let service, let action, let pattern):
      if Placeholder.isIn(text), service.contains("x") || action.contains("x") { break }
      checkIntegration(text, service, action, pattern, value.range)
    case .api(_, let action, let pattern):
      checkAPI(text, action, pattern, value.range)
    case .other, .uri:
      doubt(
        "asl-resource-foreign", "is \"\(text.clipped)\", which AWS runs nothing for",
        mend:
          "Use the ARN of a Lambda function, of an activity, or arn:aws:states:::service:action",
        at: value.range)
    case .none:
      refuse(
        "asl-resource", "is \"\(text.clipped)\", which is no ARN",
        mend: "Use an ARN such as arn:aws:states:::lambda:invoke", at: value.range)
    }
  }

  private mutating func checkIntegration(
    _ text: String, _ service: String, _ action: String, _ pattern: IntegrationPattern,
    _ range: Range<Int>
  ) {
    guard let actions = Integrations.of(service) else {
      refuseResource(text, near: Spelling.nearest(to: service, among: Integrations.services), range)
      return
    }
    guard let integration = actions.first(where: { $0.action.hasSameBytes(as: action) }) else {
      refuseResource(
        text, near: Spelling.nearest(to: action, among: actions.map(\.action)), range)
      return
    }
    guard integration.patterns.contains(pattern) else {
      refuse(
        "asl-resource",
        "is \"\(text.clipped)\", and \(service):\(action) has no \(pattern.rawValue)",
        mend: "Take \(pattern.rawValue) away, or use another service", at: range)
      return
    }
    checkWaiting(pattern, range)
  }

  private mutating func checkAPI(
    _ text: String, _ action: String, _ pattern: IntegrationPattern, _ range: Range<Int>
  ) {
    guard pattern == .call || pattern == .callback else {
      refuse(
        "asl-resource", "is \"\(text.clipped)\", and APIs of the SDK have no \(pattern.rawValue)",
        mend: "Take \(pattern.rawValue) away", at: range)
      return
    }
    if let first = action.unicodeScalars.first, first.properties.isUppercase {
      refuse(
        "asl-resource", "is \"\(text.clipped)\", where the action begins with a capital letter",
        mend: "Write \(first.properties.lowercaseMapping)\(action.dropFirst())", at: range)
    }
    checkWaiting(pattern, range)
  }

  private mutating func checkWaiting(_ pattern: IntegrationPattern, _ range: Range<Int>) {
    guard isExpress, pattern != .call else { return }
    refuseExpress("ends with \(pattern.rawValue), which an express workflow can't do", range)
  }

  private mutating func refuseExpress(_ what: String, _ range: Range<Int>) {
    refuse(
      "asl-express", what, mend: "Make the workflow a standard one, or only call the service",
      at: range)
  }

  private mutating func refuseResource(_ text: String, near: String?, _ range: Range<Int>) {
    refuse(
      "asl-resource", "is \"\(text.clipped)\", which AWS doesn't know",
      mend: near.map { "Did you mean \($0)?" }
        ?? "Use an optimized integration, or arn:aws:states:::aws-sdk:service:action",
      at: range)
  }

  /// The Resource of an ItemReader or ResultWriter.
  mutating func check(_ value: PlacedValue, isService service: String, _ actions: [String]) {
    guard let text = value.string else {
      refuseKind(of: value, "an ARN")
      return
    }
    guard !Placeholder.isIn(text) else { return }
    if case .integration(service, let action, .call) = TaskResource(text), actions.contains(action)
    {
      return
    }
    refuse(
      "asl-resource", "is \"\(text.clipped)\", which AWS does not take here",
      mend:
        "Write \(actions.map { "arn:aws:states:::\(service):\($0)" }.joined(separator: " or "))",
      at: value.range)
  }
}

// MARK: what fields mean together

extension MachineChecker {
  mutating func checkTask(_ task: PlacedValue, anchor: Range<Int>) {
    if let timeout = task["TimeoutSeconds"]?.integer,
      let heartbeat = task.member("HeartbeatSeconds"),
      let interval = heartbeat.value.integer, interval >= timeout
    {
      within(.name("HeartbeatSeconds")) {
        $0.refuse(
          "asl-heartbeat", "is \(interval), not less than TimeoutSeconds (\(timeout))",
          mend: "Make it less than TimeoutSeconds", at: heartbeat.value.range, .timeouts)
      }
    }
    guard let text = task["Resource"]?.string else { return }
    switch TaskResource(Placeholder.filled(text) ?? text) {
    case .activity:
      guard let credentials = task.member("Credentials") else { return }
      within(.name("Credentials")) {
        $0.refuse(
          "asl-credentials", "stands in a state that waits for an activity, which assumes no role",
          mend: "Remove it", at: credentials.keyRange, .credentials)
      }
    case .integration(let service, let action, _):
      guard let integration = Integrations.of(service)?.first(where: { $0.action == action }) else {
        return
      }
      checkParameters(of: task, integration, "\(service):\(action)", anchor: anchor)
    case .api(let service, let action, _):
      let call = Integration(action: action, patterns: [.call])
      checkParameters(of: task, call, "\(service):\(action)", anchor: anchor)
    case .function, .other, .uri, .none: break
    }
  }

  private mutating func checkParameters(
    of task: PlacedValue, _ integration: Integration, _ name: String, anchor: Range<Int>
  ) {
    let field = language == .jsonata ? "Arguments" : "Parameters"
    if state?.isDowngraded == true { return }
    guard let parameters = task.member(field) else {
      refuse(
        "asl-parameters", "has no \(field), which \(name) needs", mend: "Add \(field)",
        at: anchor, .task)
      return
    }
    let isFilledIn = parameters.value.string.map {
      JSONataString.isMeant($0) || Placeholder.isIn($0)
    }
    if Placeholder.stands(for: parameters.value) || isFilledIn == true { return }
    guard let members = parameters.value.members else {
      within(.name(field)) { $0.refuseKind(of: parameters.value, "an object, as \(name) needs") }
      return
    }
    let names = members.map { member in
      language == .jsonPath && member.key.utf8.hasSuffix(".$")
        ? String(member.key.dropLast(2)) : member.key
    }
    within(.name(field)) { checker in
      for required in integration.required where !names.contains(required) {
        checker.refuse(
          "asl-parameters", "has no \(required), which \(name) needs", mend: "Add \(required)",
          at: parameters.keyRange, .task)
      }
      guard !integration.parameters.isEmpty else { return }
      for (name, member) in zip(names, members) where !integration.parameters.contains(name) {
        checker.within(.name(member.key)) {
          $0.refuse(
            "asl-parameters", "is no parameter of this call",
            mend: Spelling.nearest(to: name, among: integration.parameters)
              .map { "Did you mean \($0)?" } ?? "Put what the function shall get into Payload",
            at: member.keyRange, .task)
        }
      }
    }
  }
}
