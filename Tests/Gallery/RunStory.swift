// A run as it is told, for pictures.

import EditorCore
import PipelineModel
import RunScheduler
import StatesLanguage

/// What happens when; times in seconds since the start.
struct RunStory {
  enum Happening {
    case starts
    case prints(String)
    case succeeds(after: Double)
  }

  let events: [(at: Double, step: String, Happening)]
  /// When it is looked at.
  let now: Double

  func begin(_ editor: inout Editor) {
    guard let plan = editor.takeRunPlan() else { preconditionFailure("nothing was to be run") }
    editor.runStarted(plan, codePlaces: [:])
    let steps = Dictionary(uniqueKeysWithValues: plan.pipeline.steps.map { ($0.name, $0) })
    for (time, name, happening) in events {
      guard let step = steps[name] else { preconditionFailure("there is no step \(name)") }
      editor.take([RunEvent(at: time, step: RunStep(step), kind(happening))])
    }
    editor.runTime(now)
  }

  private func kind(_ happening: Happening) -> RunEvent.Kind {
    switch happening {
    case .starts: .started(attempt: 1)
    case .prints(let line): .printed(line, .stdout)
    case .succeeds(let seconds): .succeeded(output: .integer(1), seconds: seconds)
    }
  }
}

/// The sample nightly-etl, four seconds after its start.
let nightlyRun = RunStory(
  events: [
    (0.0, "extract_orders", .starts), (0.0, "extract_customers", .starts),
    (0.0, "extract_rates", .starts), (0.4, "extract_customers", .succeeds(after: 0.4)),
    (0.5, "clean_customers", .starts), (0.7, "extract_rates", .succeeds(after: 0.7)),
    (0.9, "extract_orders", .succeeds(after: 0.9)), (0.9, "validate_orders", .starts),
    (1.1, "clean_customers", .succeeds(after: 0.6)),
    (1.3, "validate_orders", .succeeds(after: 0.4)), (1.3, "clean_orders", .starts),
    (1.9, "clean_orders", .succeeds(after: 0.6)), (1.9, "convert", .starts),
    (3.0, "convert", .succeeds(after: 1.1)),
    (3.0, "enrich", .starts), (3.2, "enrich", .succeeds(after: 0.2)),
    (3.2, "by_country", .starts), (3.2, "by_segment", .starts), (3.2, "unusual", .starts),
    (3.3, "by_country", .prints("AT   1 order   118.00 EUR")),
    (3.4, "by_country", .prints("DE   5 orders  812.40 EUR")),
    (3.6, "by_segment", .succeeds(after: 0.4)),
    (3.9, "by_country", .prints("FR   2 orders  341.75 EUR")),
  ], now: 4.2)
