// The lessons of `sil-tui tutor`, in order: what to do, and what tells that it was done. The keys that
// they name are those of the person's own key map.

import EditorCore
import PipelineModel

struct Lesson: Sendable {
  /// What to do; one to three lines of a screen of 80 columns.
  let text: @Sendable (Keys) -> String
  /// Whether it is done. - Parameter before: the session as it was when the lesson began.
  let isDone: @Sendable (_ now: App, _ before: App) -> Bool

  /// Names keys as help does.
  struct Keys: Sendable {
    let map: KeyMap
    func callAsFunction(_ command: String) -> String {
      map.keys(for: command).first?.label ?? ":" + command
    }
  }

  static let all: [Lesson] = [
    Lesson(
      text: {
        "The step with the thick frame is selected; load's output goes to total. "
          + "\($0("move-right")) or the right arrow follows the line: select total."
      }, isDone: { now, _ in now.selectedName == "total" }),
    Lesson(
      text: {
        "\($0("add-after")) adds a step behind the selected one. "
          + "Add one: \($0("add-after")), then type report, then Enter."
      }, isDone: { now, _ in now.hasEdge("total", "report") }),
    Lesson(
      text: { "\($0("undo")) takes the last change back, whatever it was. Take it back." },
      isDone: { now, _ in now.id("report") == nil }),
    Lesson(
      text: { "\($0("redo")) makes it again; nothing is ever lost. Bring report back." },
      isDone: { now, _ in now.id("report") != nil }),
    Lesson(
      text: {
        "\($0("connect")) connects the selected step with another one. Go back to load "
          + "(\($0("move-left")) \($0("move-left"))), press \($0("connect")), then the letter on "
          + "report; Enter passes load's output as its next argument."
      }, isDone: { now, _ in now.hasEdge("load", "report") && now.isIdle }),
    Lesson(
      text: {
        "\($0("disconnect")) takes a connection away: press it and choose the line from load to "
          + "report by its letter."
      }, isDone: { now, _ in now.id("report") != nil && !now.hasEdge("load", "report") }),
    Lesson(
      text: {
        "\($0("open-form")) opens the step's fields. Walk to memory with \($0("move-down")), press "
          + "Enter, type 1024, press Enter; Esc goes back to the graph."
      },
      isDone: { now, _ in
        now.editor.pipeline.steps.contains { $0.fields[.memory] == .integer(1024) }
          && now.focus == .graph
      }),
    Lesson(
      text: {
        "The state machine's definition is always up to date. \($0("show-definition")) shows it, "
          + "\($0("next-tab")) the next page: the Terraform that an export writes. Look at both."
      }, isDone: { now, _ in now.editor.view.sideTab == .terraform && now.isTextShown }),
    Lesson(
      text: {
        "\($0("run-all")) runs all steps here, in Python, as Lambda would. The boxes tell how each "
          + "one ends; \($0("show-log")) shows what the selected one prints."
      },
      isDone: { now, before in
        guard let run = now.editor.runs.summary, run.status != nil else { return false }
        return run.number > (before.editor.runs.summary?.number ?? 0)
      }),
    Lesson(
      text: {
        "\($0("edit-code")) opens the selected step's code in your editor ($VISUAL or $EDITOR). "
          + "Change something, save, and leave the editor. (:next-lesson goes on without it.)"
      }, isDone: { now, before in now.codes != before.codes }),
    Lesson(
      text: {
        "\($0("save")) saves: only the lines that you changed are written. Save, if you have not."
      }, isDone: { now, _ in !now.editor.isModified }),
    Lesson(
      text: {
        "That is most of it. \($0("help")) lists every key, \($0("command-line")) finds commands by "
          + "name, \($0("export")) exports Terraform, \($0("close")) leaves. This file is yours."
      }, isDone: { _, _ in false }),
  ]
}

extension App {
  fileprivate func id(_ name: String) -> StepID? { editor.pipeline.step(named: name)?.id }
  fileprivate var selectedName: String? { editor.selectedStep?.name }
  fileprivate var codes: [Value?] { editor.pipeline.steps.map { $0.fields[.code] } }
  fileprivate var isTextShown: Bool { shown.frames[.text] != nil }

  fileprivate func hasEdge(_ source: String, _ target: String) -> Bool {
    guard let from = id(source), let to = id(target) else { return false }
    return editor.topology.hasEdge(StepEdge(from: from, to: to))
  }
}
