// The form `nested`, as it is written.

import CloudExport
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

private func nested(_ text: String) throws -> StateMachine {
  stateMachine(for: try checked(pipeline(text)), form: .nested) { "arn:" + $0.name }
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
