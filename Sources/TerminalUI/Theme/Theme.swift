// From what a cell means to what it looks like. Reading theme files is done by ThemeFile.

package import TerminalInterface

/// What a theme says of one role; what it leaves out comes from the role's fallback.
package struct RoleStyle: Hashable, Sendable {
  package var foreground: Color?
  package var background: Color?
  /// `nil`: those of the fallback.
  package var attributes: Style.Attributes?

  package init(
    foreground: Color? = nil, background: Color? = nil, attributes: Style.Attributes? = nil
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

package struct Theme: Hashable, Sendable {
  /// By the roles' raw values.
  private let styles: [Style]

  package init(_ entries: [StyleRole: RoleStyle]) {
    styles = StyleRole.allCases.map { Theme.resolve($0, in: entries) }
  }

  package subscript(role: StyleRole) -> Style { styles[role.rawValue] }

  private static func resolve(_ role: StyleRole, in entries: [StyleRole: RoleStyle]) -> Style {
    var style = role.fallback.map { resolve($0, in: entries) } ?? .plain
    guard let entry = entries[role] else { return style }
    if let foreground = entry.foreground { style.foreground = foreground }
    if let background = entry.background { style.background = background }
    if let attributes = entry.attributes { style.attributes = attributes }
    return style
  }
}
