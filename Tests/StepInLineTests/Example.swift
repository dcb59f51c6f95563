import StepInLine

/// The example of the library's documentation, which shows these lines.
func nightlyScores() throws -> String {
  let pipeline = Pipeline(
    "nightly-scores",
    settings: [.schedule("cron(0 3 * * ? *)"), .inputs(["date": "today"])],
    defaults: [.runtime("python3.13"), .memory(256)],
    steps: [
      Step(
        "extract",
        python: """
          def extract(date):
              return [3, 1, 2]
          """,
        arguments: [.input("date")]),
      Step(
        "rank",
        python: """
          def rank(scores, highest_first):
              return sorted(scores, reverse=highest_first)
          """,
        arguments: [.output(of: "extract"), .constant(true)],
        settings: [.memory(1024), .retry(3)]),
      Step(
        "publish",
        python: """
          def publish(scores):
              print(scores)
          """,
        arguments: [.output(of: "rank")]),
    ])

  let checked = try pipeline.checked()
  let definition = checked.definition(functionName: { "nightly-\($0)" })
  return String(decoding: definition, as: UTF8.self)
}
