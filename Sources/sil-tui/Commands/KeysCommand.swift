// `sil-tui keys`: every key with what it does, from the one table of keys and commands.

import ArgumentParser
import TerminalInterface
import TerminalUI

struct KeysCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "List the workbench's keys and commands.",
    discussion: """
      EXAMPLES
        sil-tui keys
        sil-tui keys --pane step
        sil-tui keys --format markdown > keys.md
      """)

  @Option(help: "Where the keys are pressed: graph, step or text.")
  var pane: Pane = .graph

  @Option(help: "text or markdown.")
  var format: Format = .text

  func run() {
    var text = ""
    var category = ""
    for row in KeyTable.rows(for: pane) {
      if row.category != category {
        category = row.category
        text += heading(category, isFirst: text.isEmpty)
      }
      text += line(row)
    }
    StandardOutput.write(text)
  }

  private func heading(_ category: String, isFirst: Bool) -> String {
    let gap = isFirst ? "" : "\n"
    return switch format {
    case .text: gap + category + "\n"
    case .markdown:
      gap + "## \(category)\n\n| key | command | what it does |\n| --- | --- | --- |\n"
    }
  }

  private func line(_ row: KeyTableRow) -> String {
    switch format {
    case .text:
      let keys = row.keys.joined(separator: "  ")
      let name = padded(row.command, to: 24)
      return "  \(padded(keys, to: 26)) \(name) \(row.summary)\n"
    case .markdown:
      let keys = row.keys.map { "`` \($0) ``" }.joined(separator: " ")
      let escaped = keys.split(separator: "|", omittingEmptySubsequences: false)
        .joined(separator: "\\|")
      return "| \(escaped) | `\(row.command)` | \(row.summary) |\n"
    }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }
}

extension Pane: ExpressibleByArgument {}
