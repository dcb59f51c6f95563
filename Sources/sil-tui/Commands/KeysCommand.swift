// `sil-tui keys`: every key with what it does, from the one table of keys and commands.

import ArgumentParser
import Storage
import TerminalInterface
import TerminalUI

struct KeysCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "List the workbench's keys and commands.",
    discussion: """
      Your own keys stand in the file sil-tui/keys.yaml of your configuration \
      ($XDG_CONFIG_HOME, else ~/.config): a pane, and under it keys with the commands that they \
      ask for, or none.

        graph:
          <C-x>: delete-step
          Q: none

      EXAMPLES
        sil-tui keys
        sil-tui keys --check
        sil-tui keys --pane step
        sil-tui keys --format markdown > keys.md
      """)

  @Option(help: "Where the keys are pressed: graph, step or text.")
  var pane: Pane = .graph

  @Option(help: "text or markdown.")
  var format: Format = .text

  @Flag(help: "Only say what is wrong with your own keys.")
  var check = false

  func run() throws {
    let own = try personalKeys()
    if check { return try report(own) }
    if let own, own.maps == nil { StandardError.write(own.report) }
    var text = ""
    var category = ""
    for row in KeyTable.rows(for: pane, own?.maps) {
      if row.category != category {
        category = row.category
        text += heading(category, isFirst: text.isEmpty)
      }
      text += line(row)
    }
    StandardOutput.write(text)
  }

  private func personalKeys() throws -> PersonalKeys? {
    guard let path = PersonalKeys.usualPath else { return nil }
    do throws(FileError) {
      return try PersonalKeys(at: path)
    } catch {
      StandardError.write("error: \(visible(error.message)) — \(error.mend)\n")
      throw Outcome.failed.exit
    }
  }

  private func report(_ own: PersonalKeys?) throws {
    guard let own else {
      let path = PersonalKeys.usualPath.map { "; \($0) would hold them" } ?? ""
      return StandardOutput.write("no keys of your own\(visible(path))\n")
    }
    if own.diagnostics.isEmpty { StandardOutput.write("\(visible(own.path)): no problems\n") }
    StandardOutput.write(own.report)
    if own.maps == nil { throw Outcome.failed.exit }
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
