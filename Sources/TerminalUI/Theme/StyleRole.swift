// What a cell means. A theme says what each meaning looks like; this list is the whole
// vocabulary of themes. Knows no colour.

package enum StyleRole: Int, CaseIterable, Hashable, Sendable {
  case text, dim, title, titleFocused, border, borderFocused
  case status, statusUnsaved, statusGood, statusBad, footer, footerKey, message, messageRefused
  case box, boxSelected, boxMarked, boxGhost, boxProblem, edge, edgeSelected
  case hintLabel, hintRefused, searchMatch
  case formLabel, formValue, formDefault, formChanged, formError, formCurrent, code
  case definitionKey, definitionString, definitionNumber, definitionPunctuation
  case definitionChanged, definitionCurrent
  case diffAdded, diffRemoved, diffHeading, problemError, problemWarning
  case compareAdded, compareChanged, compareRemoved
  case runWaiting, runRunning, runSucceeded, runFailed, runStale
  case prompt, promptLabel, promptError
  case popup, popupBorder, popupTitle, popupKey, popupSelected, popupRefused

  /// The name in theme files.
  package var name: String { entry.name }

  /// Whose look to take for what a theme leaves out. Ends at `text`.
  package var fallback: StyleRole? { entry.fallback }

  /// Read by people and so at least 4.5:1 against its background; the others are ornaments.
  package var isText: Bool {
    switch self {
    case .border, .borderFocused, .popupBorder, .edge, .edgeSelected: false
    default: true
    }
  }

  private var entry: (name: String, fallback: StyleRole?) {
    switch self {
    case .text: ("text", nil)
    case .dim: ("dim", .text)
    case .title: ("title", .text)
    case .titleFocused: ("title.focused", .title)
    case .border: ("border", .dim)
    case .borderFocused: ("border.focused", .border)
    case .status: ("status", .text)
    case .statusUnsaved: ("status.unsaved", .status)
    case .statusGood: ("status.good", .status)
    case .statusBad: ("status.bad", .status)
    case .footer: ("footer", .dim)
    case .footerKey: ("footer.key", .footer)
    case .message: ("message", .text)
    case .messageRefused: ("message.refused", .message)
    case .box: ("box", .text)
    case .boxSelected: ("box.selected", .box)
    case .boxMarked: ("box.marked", .box)
    case .boxGhost: ("box.ghost", .boxMarked)
    case .boxProblem: ("box.problem", .box)
    case .edge: ("edge", .dim)
    case .edgeSelected: ("edge.selected", .edge)
    case .hintLabel: ("hint.label", .searchMatch)
    case .hintRefused: ("hint.refused", .dim)
    case .searchMatch: ("search.match", .text)
    case .formLabel: ("form.label", .dim)
    case .formValue: ("form.value", .text)
    case .formDefault: ("form.default", .dim)
    case .formChanged: ("form.changed", .formValue)
    case .formError: ("form.error", .problemError)
    case .formCurrent: ("form.current", .formValue)
    case .code: ("code", .text)
    case .definitionKey: ("definition.key", .text)
    case .definitionString: ("definition.string", .text)
    case .definitionNumber: ("definition.number", .definitionString)
    case .definitionPunctuation: ("definition.punctuation", .dim)
    case .definitionChanged: ("definition.changed", .statusUnsaved)
    case .definitionCurrent: ("definition.current", .titleFocused)
    case .diffAdded: ("diff.added", .statusGood)
    case .diffRemoved: ("diff.removed", .statusBad)
    case .diffHeading: ("diff.heading", .dim)
    case .compareAdded: ("compare.added", .diffAdded)
    case .compareChanged: ("compare.changed", .formChanged)
    case .compareRemoved: ("compare.removed", .diffRemoved)
    case .problemError: ("problem.error", .statusBad)
    case .problemWarning: ("problem.warning", .statusUnsaved)
    case .runWaiting: ("run.waiting", .dim)
    case .runRunning: ("run.running", .problemWarning)
    case .runSucceeded: ("run.succeeded", .diffAdded)
    case .runFailed: ("run.failed", .problemError)
    case .runStale: ("run.stale", .dim)
    case .prompt: ("prompt", .text)
    case .promptLabel: ("prompt.label", .title)
    case .promptError: ("prompt.error", .problemError)
    case .popup: ("popup", .text)
    case .popupBorder: ("popup.border", .border)
    case .popupTitle: ("popup.title", .title)
    case .popupKey: ("popup.key", .footerKey)
    case .popupSelected: ("popup.selected", .popup)
    case .popupRefused: ("popup.refused", .dim)
    }
  }
}
