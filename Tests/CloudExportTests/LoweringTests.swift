// The form `nested`, as it is written.

import CloudExport
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

private func nested(_ text: String, _ edits: Edit...) throws -> StateMachine {
  stateMachine(for: try checked(text, edits), form: .nested) { "arn:" + $0.name }
}

/// One state as JSON in one line, by its name.
private func state(_ name: String, of machine: StateMachine) throws -> String {
  func find(_ chain: JSON) -> JSON? {
    for state in chain["States"]?.members ?? [] {
      if state.key == name { return state.value }
      for branch in state.value["Branches"]?.array ?? [] {
        if let found = find(branch) { return found }
      }
    }
    return nil
  }
  let found = try #require(find(JSON.parse(machine.text())))
  return String(decoding: found.write(.compact), as: UTF8.self)
}

/// States in a row, branches as `name (… | …)`.
private func shape(_ states: [State]) -> String {
  states.map { state in
    guard case .parallel(let branches) = state.work else { return state.name }
    return "\"\(state.name)\"(" + branches.map(shape).joined(separator: " | ") + ")"
  }.joined(separator: " ")
}

@Test(arguments: [
  ("a", "a"),
  ("a, b<-a, c<-b", "a b c"),
  ("a, b<-a, c<-a, d<-b+c", "a \"b and c\"(b | c) d"),
  ("a, b<-a, b2<-b, c<-a, d<-a+b2+c", "a \"b and c\"(b b2 | c) d"),
  ("a, b", "\"a and b\"(a | b)"),
  ("a, b, c<-b, d", "\"a, b and d\"(a | b c | d)"),
  ("a, b<-a, c<-a, d<-a, e<-a", "a \"b, c and 2 more\"(b | c | d | e)"),
  ("a, b, c<-a+b, d<-a+b", "\"a and b\"(a | b) \"c and d\"(c | d)"),
  ("a, b<~a, c<-b+a", "a b c"),
])
func `a pipeline becomes the Parallels that it needs`(text: String, wanted: String) throws {
  #expect(shape(try nested(text).states) == wanted)
}

@Test func `an output goes through variables from where it is made to where it is read`() throws {
  let machine = try nested("a, b<-a, b2<-b, c<-a, d<-b+b2+c")
  #expect(
    String(decoding: machine.text(), as: UTF8.self) == """
      {
        "StartAt": "a",
        "States": {
          "a": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
              "FunctionName": "arn:a",
              "Payload": {
                "Payload": {}
              }
            },
            "TimeoutSeconds": 930,
            "Assign": {
              "a.$": "$.Payload.a"
            },
            "ResultPath": null,
            "Next": "b and c"
          },
          "b and c": {
            "Type": "Parallel",
            "Branches": [
              {
                "StartAt": "b",
                "States": {
                  "b": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {
                      "FunctionName": "arn:b",
                      "Payload": {
                        "Payload": {
                          "a.$": "$a"
                        }
                      }
                    },
                    "TimeoutSeconds": 930,
                    "Assign": {
                      "b_local.$": "$.Payload.b"
                    },
                    "ResultPath": null,
                    "Next": "b2"
                  },
                  "b2": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {
                      "FunctionName": "arn:b2",
                      "Payload": {
                        "Payload": {
                          "b.$": "$b_local"
                        }
                      }
                    },
                    "TimeoutSeconds": 930,
                    "ResultSelector": {
                      "b.$": "$b_local",
                      "b2.$": "$.Payload.b2"
                    },
                    "End": true
                  }
                }
              },
              {
                "StartAt": "c",
                "States": {
                  "c": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": {
                      "FunctionName": "arn:c",
                      "Payload": {
                        "Payload": {
                          "a.$": "$a"
                        }
                      }
                    },
                    "TimeoutSeconds": 930,
                    "ResultSelector": {
                      "c.$": "$.Payload.c"
                    },
                    "End": true
                  }
                }
              }
            ],
            "Assign": {
              "b.$": "$[0].b",
              "b2.$": "$[0].b2",
              "c.$": "$[1].c"
            },
            "ResultPath": null,
            "Next": "d"
          },
          "d": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
              "FunctionName": "arn:d",
              "Payload": {
                "Payload": {
                  "b.$": "$b",
                  "b2.$": "$b2",
                  "c.$": "$c"
                }
              }
            },
            "TimeoutSeconds": 930,
            "ResultSelector": {
              "a.$": "$a",
              "b.$": "$b",
              "b2.$": "$b2",
              "c.$": "$c",
              "d.$": "$.Payload.d"
            },
            "End": true
          }
        }
      }
      """)
}

@Test func `what nobody reads later leaves no branch`() throws {
  let machine = try nested(
    "a, b<-a, b2<-b, c<-a, d<-b2", .insertNeed(StepID(4), .step(StepID(3)), at: 0),
    .setPipelineField(.output, .text("last")))
  #expect(try state("b2", of: machine).contains(#""ResultSelector":{"b2.$":"$.Payload.b2"}"#))
  #expect(try state("c", of: machine).contains(#""ResultSelector":{},"End":true"#))
  #expect(
    try state("b and c", of: machine)
      .hasSuffix(#""Assign":{"b2.$":"$[0].b2"},"ResultPath":null,"Next":"d"}"#))
  #expect(try state("d", of: machine).contains(#""ResultSelector":{"d.$":"$.Payload.d"}"#))
}

@Test func `an order without data assigns nothing`() throws {
  let machine = try nested("a, b<~a", .setPipelineField(.output, .text("last")))
  #expect(try state("a", of: machine).hasSuffix(#""ResultPath":null,"Next":"b"}"#))
  #expect(try !state("a", of: machine).contains("Assign"))
}

@Test func `a machine that ends side by side gives one mapping`() throws {
  let machine = try nested("a, b<-a, c<-b, d<-a")
  #expect(
    try state("b and d", of: machine).hasSuffix(
      #""ResultSelector":{"a.$":"$a","b.$":"$[0].b","c.$":"$[0].c","d.$":"$[1].d"},"End":true}"#))
}

@Test func `defaults of inputs are filled in once at the start`() throws {
  let date = Value.Entry("date", .mapping([.init("default", .text("today"))]))
  let inputs = Value.mapping([date, .init("day", .mapping([]))])
  let machine = try nested("inputs", .setPipelineField(.inputs, inputs))
  #expect(
    try state("inputs 2", of: machine)
      == #"{"Type":"Pass","Result":{"date":"today"},"#
      + #""Assign":{"inputs.$":"States.JsonMerge($, $$.Execution.Input, false)"},"#
      + #""ResultPath":null,"Next":"inputs"}"#)
  #expect(
    try state("inputs", of: machine).contains(#""Payload":{"Payload":{},"Inputs.$":"$inputs"}"#))
}

@Test func `inputs without defaults take no state`() throws {
  let inputs = Value.mapping([.init("day", .mapping([]))])
  let machine = try nested("a", .setPipelineField(.inputs, inputs))
  #expect(machine.states.map(\.name) == ["a"])
  #expect(
    try state("a", of: machine)
      .contains(#""Payload":{"Payload":{},"Inputs.$":"$$.Execution.Input"}"#))
}

@Test func `a step that is tried again says when`() throws {
  let policy = Value.mapping([
    .init("attempts", .integer(3)), .init("interval", .integer(5)),
    .init("backoff", .decimal("1.5")), .init("max-delay", .integer(60)),
  ])
  let machine = try nested(
    "a", .setField(StepID(0), .retry, policy), .setField(StepID(0), .timeout, .integer(60)))
  #expect(
    try state("a", of: machine).contains(
      #""TimeoutSeconds":90,"Retry":[{"ErrorEquals":["States.TaskFailed","States.Timeout"],"#
        + #""IntervalSeconds":5,"MaxAttempts":3,"BackoffRate":1.5,"MaxDelaySeconds":60}]"#))
}

@Test func `descriptions are comments`() throws {
  let machine = try nested(
    "a", .setPipelineField(.description, .text("All of it")),
    .setField(StepID(0), .description, .text("One of it")))
  #expect(machine.comment == "All of it")
  #expect(machine.states[0].comment == "One of it")
}
