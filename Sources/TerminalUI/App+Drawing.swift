// The screen, drawn anew for every frame: status line, panes, the line for messages and prompts,
// the footer, and the box of what is being chosen on top.

import EditorCore
import GraphLayout
import PipelineModel
package import TerminalInterface

/// What stands where on the last screen.
struct ShownScreen: Sendable {
  var frames: [Pane: Rect] = [:]
  /// The room inside the frames.
  var insides: [Pane: Rect] = [:]
  /// Which row of the form stands in each row of the step pane.
  var formRows: [Int] = []
  var footer: [(Rect, [KeyStroke])] = []
  /// The rows of the box on top.
  var list = Rect(x: 0, y: 0, width: 0, height: 0)
  var listFirst = 0
}

extension App {
  /// Draws the screen for so many columns and rows, and remembers what stands where.
  ///
  /// - Complexity: O(what is seen).
  package mutating func draw(columns: Int, rows: Int) -> Screen {
    lookAtLesson()
    var canvas = Canvas(columns: columns, rows: rows, theme: theme, glyphs: glyphs)
    let lesson = Rect(x: 0, y: 0, width: columns, height: rows).split(bottom: tutorRows(of: rows))
    drawLesson(on: &canvas, in: lesson.bottom)
    let rows = lesson.rest.height
    shown = ShownScreen()
    guard
      let layout = PaneLayout(
        columns: columns, rows: rows, focus: focus, side: side, size: paneSize,
        // Its frame and a free column on either side.
        graphWidth: editor.diagram.width + 4)
    else {
      drawTooSmall(on: &canvas, columns: columns, rows: rows)
      return canvas.screen
    }
    signs.update(editor)
    StatusLine(editor: editor, fileName: fileName, isRecording: macro.recording != nil)
      .draw(on: &canvas, in: layout.status)
    for pane in Pane.allCases {
      guard let frame = layout.frames[pane] else { continue }
      drawPane(pane, frame, layout, on: &canvas)
    }
    drawMessageLine(on: &canvas, in: layout.message)
    shown.footer = Footer(self).draw(on: &canvas, in: layout.footer)
    drawBox(on: &canvas, layout)
    return canvas.screen
  }

  /// Whether the definition is on the screen and not up to date: call its `updateDefinition()`.
  package var wantsDefinition: Bool {
    editor.isDefinitionDue && editor.view.sideTab == .definition && shown.frames[.text] != nil
  }

  private func drawTooSmall(on canvas: inout Canvas, columns: Int, rows: Int) {
    let area = Rect(x: 0, y: 0, width: columns, height: rows)
    let lines = [
      "sil-tui needs \(PaneLayout.fewestColumns) columns", "and \(PaneLayout.fewestRows) rows.",
      "Here are \(columns) and \(rows).",
    ]
    for (row, line) in lines.enumerated() { canvas.write(line, x: 0, y: row, .text, in: area) }
  }

  private mutating func drawPane(
    _ pane: Pane, _ frame: Rect, _ layout: PaneLayout, on canvas: inout Canvas
  ) {
    let isFocused = pane == focus
    var joints: FrameJoints = []
    if layout.isStacked, pane == .step { joints = .below }
    if layout.isStacked, pane == .text { joints = .above }
    let title =
      pane == .text
      ? tabs(room: frame.width - 6, isFocused: isFocused)
      : [TextPiece(self.title(of: pane), isFocused ? .titleFocused : .title)]
    let inside = canvas.drawFrame(
      frame, title: title, border: isFocused ? .borderFocused : .border, joints: joints)
    shown.frames[pane] = frame
    shown.insides[pane] = inside
    switch pane {
    case .graph: drawGraph(on: &canvas, frame, inside)
    case .step: drawStep(on: &canvas, inside)
    case .text: drawText(on: &canvas, inside)
    }
  }

  /// The text pane's pages, the shown one marked; it alone where there is no room for all.
  private func tabs(room: Int, isFocused: Bool) -> [TextPiece] {
    let role: StyleRole = isFocused ? .titleFocused : .title
    let names = SideTab.allCases.map { tab in
      tab == editor.view.sideTab
        ? TextPiece("[\(tab.rawValue)]", role) : TextPiece(tab.rawValue, .title)
    }
    let all = Array(names.map { [$0] }.joined(separator: [TextPiece(" ", .title)]))
    let width = all.reduce(0) { $0 + columns(of: $1.text) }
    if width <= room { return all }
    let number = (SideTab.allCases.firstIndex(of: editor.view.sideTab) ?? 0) + 1
    let place = TextPiece(" \(number)/\(SideTab.allCases.count)", .title)
    return [TextPiece(editor.view.sideTab.rawValue, role), place]
  }

  func title(of pane: Pane) -> String {
    switch pane {
    case .graph: "graph"
    case .text: editor.view.sideTab.rawValue
    case .step:
      switch form.subject {
      case .pipeline?: "pipeline"
      case .defaults?: "defaults of all steps"
      case .steps(let ids)?: "\(ids.count) marked steps"
      case .step?, nil: "step"
      }
    }
  }

  private mutating func drawGraph(on canvas: inout Canvas, _ frame: Rect, _ inside: Rect) {
    let inside = drawComparison(on: &canvas, inside)
    shown.insides[.graph] = inside
    comparisonSigns.update(editor)
    var choice = GraphChoice(interaction)
    let followed = choice.cursor ?? editor.selection.step
    graph.update(
      editor.diagram, following: followed,
      with: followed.map { editor.topology.sources(of: $0) + editor.topology.targets(of: $0) }
        ?? [],
      in: inside)
    choice.placeLabels(
      editor.diagram,
      seen: Rect(x: graph.x, y: graph.y, width: inside.width, height: inside.height))
    GraphPane(
      editor: editor, viewport: graph, signs: signs, choice: choice, comparison: comparisonSigns,
      area: inside
    ).draw(on: &canvas)
    if hasMinimap { Minimap(editor: editor, viewport: graph, area: inside).draw(on: &canvas) }
    drawMoreSigns(on: &canvas, frame, inside)
  }

  /// Arrowheads in the border tell where more of the diagram is.
  private func drawMoreSigns(on canvas: inout Canvas, _ frame: Rect, _ inside: Rect) {
    let (middleX, middleY) = (frame.x + frame.width / 2, frame.y + frame.height / 2)
    if graph.x > 0 {
      canvas.put(glyphs.head(.left), x: frame.x, y: middleY, .titleFocused, in: frame)
    }
    if graph.x + inside.width < editor.diagram.width {
      canvas.put(glyphs.head(.right), x: frame.right - 1, y: middleY, .titleFocused, in: frame)
    }
    if graph.y > 0 {
      canvas.put(glyphs.head(.top), x: middleX, y: frame.y, .titleFocused, in: frame)
    }
    if graph.y + inside.height < editor.diagram.height {
      canvas.put(glyphs.head(.bottom), x: middleX, y: frame.bottom - 1, .titleFocused, in: frame)
    }
  }

  private mutating func drawStep(on canvas: inout Canvas, _ inside: Rect) {
    var code: [Substring] = []
    if form.subject == nil, let step = editor.selectedStep, let text = step.fields[.code]?.text {
      code = text.split(
        separator: "\n", maxSplits: inside.height, omittingEmptySubsequences: false)
    }
    var editing: FieldEditor?
    if case .field(let field) = interaction { editing = field }
    let rows = formRows
    form.window.choose(form.window.chosen, of: rows.count)
    let isFocused = focus == .step && !rows.isEmpty
    // A form lists what could be said; what is only looked at lists what is said.
    let numbers = rows.indices.filter { isFocused || !rows[$0].text.isEmpty }
    let pane = StepPane(
      rows: numbers.map { rows[$0] }, isUnsaved: { [editor] in editor.isUnsaved($0) },
      cursor: isFocused ? form.window.chosen : nil,
      editing: editing, code: code)
    var window = isFocused ? form.window : ListWindow()
    let seen = pane.draw(on: &canvas, in: inside, window: &window)
    if isFocused { form.window = window }
    shown.formRows = Array(numbers[seen])
  }

  private mutating func drawText(on canvas: inout Canvas, _ inside: Rect) {
    if editor.view.sideTab == .log { return drawLog(on: &canvas, inside) }
    if editor.view.sideTab == .data { return drawData(on: &canvas, inside) }
    if let typing = shownTyping { return drawTyping(typing, on: &canvas, in: inside) }
    followPage(columns: inside.width, rows: inside.height).draw(
      on: &canvas, in: inside, top: textView.top, cursor: focus == .text ? textView.cursor : nil)
  }
}

extension App {
  /// Brings the page that is shown up to date, and its view to the selected step.
  @discardableResult
  mutating func followPage(columns: Int, rows: Int) -> TextPage {
    if editor.view.sideTab == .file || editor.view.sideTab == .diff {
      fileText.update(editor, fileWriter)
    }
    exportTexts.update(editor)
    let page = TextPage(editor, fileText, exportTexts, columns: columns)
    textView.follow(
      editor, wanted: page.wanted, count: page.count,
      height: rows - (page.notice == nil ? 0 : 1), hasLineCursor: hasLineCursor)
    return page
  }

  /// The same between two frames, for keys that come faster than those are drawn.
  mutating func followPage() {
    let room = shown.insides[.text] ?? Rect(x: 0, y: 0, width: 80, height: textView.height)
    followPage(columns: room.width, rows: room.height)
  }
}

// MARK: - The graph's answers to requests

extension App {
  mutating func scroll(_ amount: ScrollAmount) {
    guard let room = shown.insides[.graph] else { return }
    let isUpright = editor.diagram.height > room.height
    let length = isUpright ? room.height : room.width
    let cells =
      switch amount {
      case .halfScreens(let count): length / 2 * max(-1000, min(1000, count))
      case .screens(let count): (length - 2) * max(-1000, min(1000, count))
      }
    graph.request = isUpright ? .scroll(columns: 0, rows: cells) : .scroll(columns: cells, rows: 0)
  }

  /// The nearest zoom in which all boxes are seen, or else the farthest.
  mutating func fitDiagram() {
    guard let room = shown.insides[.graph] else { return }
    for zoom in Zoom.allCases.reversed() {
      editor.setZoom(zoom)
      if editor.diagram.width + 2 <= room.width, editor.diagram.height + 1 <= room.height { break }
    }
    graph.request = .centre
  }

  /// How far things are from the selected step, those that are seen first.
  func hintPlaces(_ mode: HintMode) -> [HintMode.Thing: Int] {
    let room = shown.insides[.graph] ?? Rect(x: 0, y: 0, width: 80, height: 24)
    let seen = Rect(x: graph.x, y: graph.y, width: room.width, height: room.height)
    let start = editor.selection.step.flatMap { middle(of: .step($0)) }
    var ranks: [HintMode.Thing: Int] = [:]
    for target in mode.targets {
      guard let (x, y) = middle(of: target.thing) else { continue }
      // A cell is about twice as high as wide.
      let distance = start.map { abs(x - $0.x) + 2 * abs(y - $0.y) } ?? 0
      let isSeen = seen.contains(x: x / 4, y: y / 4)
      ranks[target.thing] = distance + (isSeen ? 0 : 1_000_000)
    }
    return ranks
  }

  /// In quarters of cells.
  private func middle(of thing: HintMode.Thing) -> (x: Int, y: Int)? {
    switch thing {
    case .step(let id):
      editor.diagram.box(of: id).map {
        (4 * $0.column + 2 * $0.width, 4 * $0.row + 2 * $0.height)
      }
    case .edge(let edge):
      middle(of: .step(edge.source)).flatMap { source in
        middle(of: .step(edge.target)).map { ((source.x + $0.x) / 2, (source.y + $0.y) / 2) }
      }
    }
  }
}
