// Task states: what they call, and with what.
// Source: Step Functions Developer Guide, "Invoke AWS Lambda with Step Functions".

import StatesLanguage

extension MachineWalk {
  mutating func task(_ name: String, _ state: JSON, _ place: Place) -> Place {
    checkFields(
      of: name, state,
      besides: [
        "Resource", "Parameters", "Arguments", "InputPath", "OutputPath", "ResultPath",
        "ResultSelector", "Output", "TimeoutSeconds", "Retry",
      ])
    var scope = scope(state, place)
    let resource = state["Resource"]?.functionText ?? ""
    let parameters = state["Parameters"] ?? state["Arguments"]
    let call: Call?
    if resource.isInvocation {
      call = invocation(name, parameters, scope)
    } else if resource.isFunction {
      call = Call(
        function: resource, event: parameters.map(scope.value) ?? scope.input, answers: .output)
    } else {
      let isWaiting = resource.hasSuffix(".waitForTaskToken")
      note(
        name,
        "\"\(name)\" "
          + (isWaiting
            ? "waits for an answer from outside, \(resource)"
            : "calls \(resource), and no Lambda function"),
        isWaiting
          ? "Keep this machine in Amazon States Language"
          : "Call it with boto3 inside a step's function")
      call = nil
    }
    guard let call else { return place }
    let number = add(
      MachineStep(
        name: name, comment: state["Comment"]?.string, function: call.function,
        event: call.event, after: place.after, timeout: state["TimeoutSeconds"]?.integer,
        retry: state["Retry"]))
    scope.result = call.answers == .reply ? .reply(number) : .output(number, [])
    var next = output(of: state, scope, place)
    next.after = [number]
    return next
  }

  private struct Call {
    enum Answer { case reply, output }
    let function: String
    let event: Flow
    let answers: Answer
  }

  private mutating func invocation(_ name: String, _ parameters: JSON?, _ scope: FlowScope)
    -> Call?
  {
    let known: Set = ["FunctionName", "FunctionName.$", "Payload", "Payload.$"]
    for member in parameters?.members ?? [] where !known.contains(member.key) {
      // To be called and answered is what Lambda does when nothing is said.
      if member.key == "InvocationType", member.value == .string("RequestResponse") { continue }
      note(
        name, "\(member.key) of \"\(name)\" changes how its function is called",
        "Take it out; the functions of a pipeline's steps are called as they are")
    }
    guard let function = parameters?["FunctionName"]?.functionText,
      function.insideJSONata == nil
    else {
      note(
        name, "The function of \"\(name)\" is chosen when it runs", "Write its name or ARN down")
      return nil
    }
    let event =
      (parameters?["Payload.$"]?.string).map(scope.jsonPath)
      ?? parameters?["Payload"].map(scope.value) ?? .constant(.object([]))
    return Call(function: function, event: event, answers: .reply)
  }
}

extension JSON {
  /// The name of a function, or a placeholder for what a deployment tool puts there.
  fileprivate var functionText: String? {
    if let text = string { return text }
    guard let member = members?.first, members?.count == 1,
      member.key == "Ref" || member.key.hasPrefix("Fn::")
    else { return nil }
    let name =
      member.value.string ?? member.value.array?.compactMap(\.string).joined(separator: ".")
    return "${" + (name ?? member.key) + "}"
  }
}

extension String {
  /// `arn:aws:states:::lambda:invoke` of any partition, without waiting for a token.
  fileprivate var isInvocation: Bool {
    hasPrefix("arn:") && hasSuffix(":states:::lambda:invoke")
  }

  /// A function's own ARN, or a placeholder for it.
  fileprivate var isFunction: Bool {
    hasPrefix("arn:")
      && split(separator: ":", omittingEmptySubsequences: false).dropFirst(2).first
        == "lambda"
      || hasPrefix("${")
  }
}
