// Reads a theme: a YAML mapping of roles to looks. All that is wrong is reported at once with its
// place; a theme with errors is not used.

package import Diagnostics
import TerminalInterface
import YAMLSyntax

package enum ThemeFile {
  /// - Returns: the theme exactly when no diagnostic is an error.
  package static func read(_ bytes: [UInt8]) -> (theme: Theme?, diagnostics: [Diagnostic]) {
    let (document, problems) = YAMLDocument.read(bytes)
    var reader = ThemeReader(diagnostics: problems)
    reader.read(document?.root)
    let theme = reader.diagnostics.contains(where: \.isError) ? nil : Theme(reader.entries)
    return (theme, reader.diagnostics)
  }
}

private struct ThemeReader {
  private(set) var entries: [StyleRole: RoleStyle] = [:]
  private(set) var diagnostics: [Diagnostic]

  private static let roles = Dictionary(
    uniqueKeysWithValues: StyleRole.allCases.map { ($0.name, $0) })

  init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  mutating func read(_ root: YAMLNode?) {
    guard let root else { return }
    guard root.isMapping else {
      return report(
        "theme", "A theme is a mapping", mend: "Write lines such as text: {fg: white}", root)
    }
    for entry in root.entries {
      guard let role = Self.roles[entry.key.text] else {
        report(
          "theme-role", "\(entry.key.text) is no meaning that a theme can give a look",
          mend: nearest(entry.key.text), entry.key)
        continue
      }
      entries[role] = style(entry.value.resolved)
    }
  }

  private func nearest(_ text: String) -> String {
    let family = text.split(separator: ".").first.map(String.init) ?? text
    let near = StyleRole.allCases.map(\.name).filter { $0.hasPrefix(family) }
    return near.isEmpty ? "Remove the line" : "Write \(near.joined(separator: ", "))"
  }

  private mutating func style(_ node: YAMLNode) -> RoleStyle {
    var style = RoleStyle()
    guard node.isMapping else {
      report("theme-look", "A look is a mapping", mend: "Write {fg: white, bold: true}", node)
      return style
    }
    for entry in node.entries {
      let value = entry.value.resolved
      switch entry.key.text {
      case "fg": style.foreground = color(value)
      case "bg": style.background = color(value)
      case "bold": set(.bold, value, &style)
      case "dim": set(.dim, value, &style)
      case "italic": set(.italic, value, &style)
      case "underline": set(.underline, value, &style)
      case "reverse": set(.reverse, value, &style)
      default:
        report(
          "theme-key", "\(entry.key.text) is no part of a look",
          mend: "Use fg, bg, bold, dim, italic, underline and reverse", entry.key)
      }
    }
    return style
  }

  private mutating func set(
    _ attribute: Style.Attributes, _ node: YAMLNode, _ style: inout RoleStyle
  ) {
    guard case .bool(let isOn)? = node.scalarValue else {
      return report(
        "theme-attribute", "\(node.text) is neither true nor false", mend: "Write true", node)
    }
    var attributes = style.attributes ?? []
    if isOn { attributes.insert(attribute) } else { attributes.remove(attribute) }
    style.attributes = attributes
  }

  private mutating func color(_ node: YAMLNode) -> Color? {
    switch node.scalarValue {
    case .int(let number)?:
      if let index = UInt8(exactly: number) { return .palette(index) }
    case .string(let text)?:
      if let color = Color(name: text) { return color }
    case .null?, .bool?, .float?, nil: break
    }
    report(
      "theme-color", "\(node.text) is no colour",
      mend: "Write \"#rrggbb\" in quotes, 0 to 255, or a name such as red or bright-blue", node)
    return nil
  }

  private mutating func report(_ code: String, _ message: String, mend: String, _ node: YAMLNode) {
    diagnostics.append(.error(code, message, mend: mend, at: .bytes(node.range)))
  }
}

extension Color {
  /// `#rrggbb`, one of the 16 ANSI names, or `terminal` for the person's own colour.
  fileprivate init?(name: String) {
    let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    if name == "terminal" {
      self = .terminal
    } else if let index = names.firstIndex(of: name) {
      self = .palette(UInt8(index))
    } else if name.hasPrefix("bright-"), let index = names.firstIndex(of: String(name.dropFirst(7)))
    {
      self = .palette(UInt8(index + 8))
    } else {
      let digits = Array(name.utf8.dropFirst())
      guard name.utf8.first == UInt8(ascii: "#"), digits.count == 6,
        let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        digits[0] != UInt8(ascii: "+")
      else { return nil }
      self = .rgb(UInt8(number >> 16), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF))
    }
  }
}
