// A whole SVG file around what is drawn: size, words for those who can't see it, and one style sheet
// for bright and dark surroundings. It knows nothing of graphs and screens.

/// Text in a monospaced font on a grid of cells, and what is drawn around it.
package struct SVGDocument: Sendable {
  /// Units of the drawing that a terminal cell takes: whole ones, so that coordinates are short.
  package static let cellWidth = 8
  package static let cellHeight = 16
  /// From the top of a cell to where letters stand.
  package static let baseline = 12

  /// A line of the style sheet.
  package struct Rule: Hashable, Sendable {
    let selector: String
    let declarations: String

    package init(_ selector: String, _ declarations: String) {
      (self.selector, self.declarations) = (selector, declarations)
    }
  }

  /// Left edge, upper edge, width and height in units.
  package typealias Frame = (x: Int, y: Int, width: Int, height: Int)

  package let frame: Frame
  /// Plain text; both are told by screen readers, the title also where the mouse rests.
  package let title: String
  package let summary: String
  package let rules: [Rule]
  /// What holds in place of `rules` where the person likes it dark; empty for no difference.
  package let darkRules: [Rule]
  /// Elements, ready to be written.
  package let body: String

  package init(
    frame: Frame, title: String, summary: String, rules: [Rule], darkRules: [Rule], body: String
  ) {
    (self.frame, self.title, self.summary) = (frame, title, summary)
    (self.rules, self.darkRules, self.body) = (rules, darkRules, body)
  }

  /// The file, in UTF-8.
  package var text: String {
    let (x, y, width, height) = frame
    let box = "viewBox=\"\(x) \(y) \(width) \(height)\" width=\"\(width)\" height=\"\(height)\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(box) role="img">
      <title>\(XML.escaped(title))</title>
      <desc>\(XML.escaped(summary))</desc>
      <style>
      text{font:13.3px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}
      \(sheet)</style>
      <rect class="paper" x="\(x)" y="\(y)" width="\(width)" height="\(height)" rx="8"/>
      \(body)</svg>

      """
  }

  private var sheet: String {
    let different = darkRules.filter { !rules.contains($0) }
    let bright = rules.map(Self.line).joined()
    if different.isEmpty { return bright }
    return bright + "@media (prefers-color-scheme:dark){\n"
      + different.map(Self.line).joined() + "}\n"
  }

  private static func line(_ rule: Rule) -> String { "\(rule.selector){\(rule.declarations)}\n" }
}
