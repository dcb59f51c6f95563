import Diagnostics
import StatesLanguage
import Testing

/// Put together here, so that no scanner takes this file for a leak.
private let token = "ghp_" + "9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0sGpAeUiO"

struct RulesCredentialTests {
  private func told(_ text: String) -> [String] {
    found(text).filter { $0.code == "credential" }.map(\.message)
  }

  @Test func `a token in what a state hands on is a warning at its text`() {
    let text = machine(
      lambda + #", "Parameters": {"FunctionName": "f", "Payload": {"headers": ["\#(token)"]}}"#)
    #expect(errors(text).isEmpty)
    #expect(
      told(text) == [
        #"Parameters.Payload.headers[0] of the state "s" holds what looks like a GitHub token (ghp_…)"#
      ])
    #expect(place(text) == "\"\(token)\"")
  }

  @Test func `a comment of the machine is looked at`() {
    let text = #"{"Comment": "\#(token)", "StartAt": "e", "States": {"e": {"Type": "Succeed"}}}"#
    #expect(
      told(text) == ["Comment of the state machine holds what looks like a GitHub token (ghp_…)"])
  }

  @Test func `a password by its name is told, one that is filled in is not`() {
    let payload = { (value: String) in
      machine(lambda + #", "Parameters": {"FunctionName": "f", "Payload": {"password\#(value)}}"#)
    }
    #expect(
      told(payload(#"": "hunter2!""#)) == [
        #"Parameters.Payload.password of the state "s" holds what looks like a password (hu…)"#
      ])
    for value in [#".$": "$.password""#, #"": "${Password}""#, #"": "prod/db/password""#] {
      #expect(told(payload(value)).isEmpty, "\(value)")
    }
  }

  @Test func `a secret key is told beside its access key`() {
    let text = machine(
      #""Type": "Pass", "Result": {"id": "AKIA\#("Q3EGRTZ7PLM2KD5W")", "key": "wJa9rXUt\#("nFEMI/K7MDENG+bPxRfiCYzzKEYq7Ab3")"}"#
    )
    #expect(
      told(text) == [
        #"Result.id of the state "s" holds what looks like an AWS access key (AKIA…)"#,
        #"Result.key of the state "s" holds what looks like an AWS secret key (wJa9…)"#,
      ])
  }
}
