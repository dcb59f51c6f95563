// The last line of the screen: the keys that work now, each of which can be clicked. What does not
// fit is left out from the end, but never the way to help.

import EditorCore
import PipelineModel
import TerminalInterface

struct Footer {
  struct Item: Hashable, Sendable {
    let hint: KeyHint
    /// What a click on it types; empty when it stands for several keys.
    let strokes: [KeyStroke]
  }

  let items: [Item]

  /// The commands worth a place, in the order of their use, with a short word for each.
  private static let words: [(pane: Pane, command: String, word: String)] = [
    (.step, "edit-row", "edit"), (.step, "clear-row", "clear"), (.step, "row-down", "next"),
    (.step, "back", "graph"), (.text, "text-down", "scroll"), (.text, "next-tab", "next page"),
    (.text, "choose-line", "go to step"), (.text, "text-find", "search"),
    (.text, "wrap-log", "wrap"), (.text, "back", "graph"), (.graph, "add-after", "add"),
    (.graph, "connect", "connect"), (.graph, "open-form", "form"), (.graph, "edit-code", "code"),
    (.graph, "run-all", "run"), (.graph, "stop-run", "stop"),
    (.graph, "delete-step", "delete"), (.graph, "undo", "undo"), (.graph, "rename", "rename"),
    (.graph, "find", "find"), (.graph, "disconnect", "disconnect"), (.graph, "save", "save"),
    (.graph, "next-problem", "problem"), (.graph, "jump", "jump"), (.graph, "next-pane", "pane"),
    (.graph, "split-edge", "split"), (.graph, "move-step", "move"), (.graph, "mark", "mark"),
    (.graph, "command-line", "command"), (.graph, "close", "quit"),
    (.graph, "edit-file", "edit file"),
  ]

  init(_ app: App) {
    if let hints = app.interactionHints {
      items = hints.map { Item(hint: $0, strokes: Footer.strokes(of: $0.key)) }
    } else {
      items =
        Footer.words.filter {
          $0.pane == app.focus || $0.pane == .graph && app.focus != .graph && $0.command == "undo"
        }
        .compactMap { line in
          Footer.word(for: line.command, line.word, app).flatMap {
            Footer.item(line.command, $0, app)
          }
        }
        + ["help"].compactMap { Footer.item($0, $0, app) }
    }
  }

  /// What a command does on the page that is shown; `nil` when it does nothing there.
  private static func word(for command: String, _ word: String, _ app: App) -> String? {
    let tab = app.editor.view.sideTab
    return switch command {
    case "choose-line":
      switch tab {
      case .definition, .terraform, .problems: word
      case .file: "type"
      case .log: app.shownLog == nil ? nil : "open code"
      case .handler, .diff, .data: nil
      }
    case "text-find", "wrap-log": app.shownLog == nil ? nil : word
    default: word
    }
  }

  private static func item(_ name: String, _ word: String, _ app: App) -> Item? {
    guard let binding = app.keyMap(for: app.focus).keys(for: name).first,
      let command = UserCommand.named(name), command.unavailableReason(app) == nil
    else { return nil }
    return Item(hint: KeyHint(binding.label, word), strokes: binding.keys)
  }

  /// Keys of interactions are named as people say them.
  private static func strokes(of label: String) -> [KeyStroke] {
    switch label {
    case "Enter": [KeyStroke(.enter)]
    case "Esc": [KeyStroke(.escape)]
    case "Tab": [KeyStroke(.tab)]
    case "/": [KeyStroke("/")]
    default: []
    }
  }

  /// - Returns: where each item stands.
  func draw(on canvas: inout Canvas, in area: Rect) -> [(Rect, [KeyStroke])] {
    var places: [(Rect, [KeyStroke])] = []
    canvas.fill(area, .footer)
    guard let last = items.last else { return [] }
    let lastWidth = width(last)
    var x = area.x + 1
    for item in items.dropLast() where x + width(item) + 2 + lastWidth < area.right {
      places.append(draw(item, x: x, on: &canvas, in: area))
      x += width(item) + 2
    }
    places.append(draw(last, x: x, on: &canvas, in: area))
    return places
  }

  private func width(_ item: Item) -> Int {
    columns(of: item.hint.key) + 1 + columns(of: item.hint.meaning)
  }

  private func draw(_ item: Item, x: Int, on canvas: inout Canvas, in area: Rect)
    -> (Rect, [KeyStroke])
  {
    canvas.write(
      [
        TextPiece(item.hint.key, .footerKey), TextPiece(" ", .footer),
        TextPiece(item.hint.meaning, .footer),
      ], x: x, y: area.y, in: area)
    return (Rect(x: x, y: area.y, width: width(item), height: 1), item.strokes)
  }
}
