// `sil-tui render`: the picture of a pipeline, or of any graph, without a screen.

import ArgumentParser
import GraphLayout
import PipelineFile
import PipelineModel
import StatesLanguage
import TerminalInterface
import TerminalUI
import VectorGraphics

struct RenderCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, svg, dot, mermaid }
  enum Direction: String, ExpressibleByArgument, CaseIterable { case right, down }
  enum BoxSize: String, ExpressibleByArgument, CaseIterable { case dot, name, card }

  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw a pipeline as boxes and lines.",
    discussion: """
      Draws what can be drawn, also of a file with errors. As JSON it writes the boxes and the \
      lines in character cells: {"nodes": [{"name", "x", "y", "w", "h"}], "edges": [{"from", "to", \
      "points": [[x, y], ...]}]}. As SVG it has the colours of a theme, or without --theme bright and \
      dark ones as the reader's screen is set. For Graphviz (dot) and Mermaid it writes the graph, \
      which they lay out themselves: an argument passed by name is a label, a dependency for the \
      order only is dashed.

      EXAMPLES
        sil-tui render mytest.sil
        sil-tui render mytest.sil --ascii --flow down
        sil-tui render mytest.sil --fold 80
        sil-tui render mytest.sil --format svg > mytest.svg
        sil-tui render mytest.sil --format dot | dot -Tpdf > mytest.pdf
        sil-tui render --graph graph.json --format json
      """)

  @Option(help: "text, json, svg, dot or mermaid.")
  var format: Format = .text

  @Option(help: "Which way data flows: right or down.")
  var flow: Direction = .right

  @Option(help: "How large boxes are: dot, name or card. (default: name)")
  var boxes: BoxSize?

  @Option(help: "The theme of an SVG picture; sil-tui themes lists them.")
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "Fold what is longer than this many columns (with --flow down: rows) where one line runs.",
      valueName: "cells"))
  var fold: Int?

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "Draw a bare graph in place of a pipeline: {\"nodes\": [name, ...], \"edges\": [[from, to], ...]}.",
      valueName: "file.json"), completion: .file(extensions: ["json"]))
  var graph: String?

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file; - is standard input.", valueName: "file"),
    completion: .pipelineFile)
  var file: String?

  func validate() throws {
    if (file == nil) == (graph == nil) {
      throw ValidationError("Name a pipeline file, or a graph with --graph.")
    }
    if let fold, fold < 1 { throw ValidationError("Give --fold a number of cells.") }
    if ascii, format != .text {
      throw ValidationError("--ascii is for --format text; \(format.rawValue) has no such choice.")
    }
    if theme != nil, format != .svg {
      throw ValidationError("--theme is for --format svg; \(format.rawValue) has no colours.")
    }
    if format == .dot || format == .mermaid, boxes != nil || fold != nil {
      let option = boxes != nil ? "--boxes" : "--fold"
      throw ValidationError(
        "\(option) is for pictures that are laid out here; what reads \(format.rawValue) lays it out "
          + "itself.")
    }
  }

  func run() throws {
    let named = try graph.map(NamedGraph.read) ?? pipelineGraph(file ?? "-")
    switch format {
    case .text: StandardOutput.write(text(named))
    case .json:
      StandardOutput.write(json(of: diagram(named), named.names) + [0x0A])
    case .svg: StandardOutput.write(try svg(named))
    case .dot: StandardOutput.write(dotText(written(named), flow: direction))
    case .mermaid: StandardOutput.write(mermaidText(written(named), flow: direction))
    }
  }

  private var direction: Flow { flow == .right ? .right : .down }

  private func diagram(_ named: NamedGraph) -> Diagram {
    let nodes = named.names.map { node($0, pin: named.pins[$0]) }
    return layout(
      LayoutGraph(nodes: nodes, edges: named.edges, flow: direction), foldingAt: fold)
  }

  private func text(_ named: NamedGraph) -> [UInt8] {
    let rows = picture(
      of: diagram(named), names: named.names.map(shown), glyphs: ascii ? .ascii : .unicode,
      columns: { columns(of: $0) })
    var text: [UInt8] = []
    for row in rows { text += Array(row.utf8) + [0x0A] }
    return text
  }

  private func svg(_ named: NamedGraph) throws -> String {
    let colors = try pictureLooks(theme).graphColors
    return vectorPicture(
      of: diagram(named), written(named), colors: colors.first, dark: colors.dark,
      columns: { columns(of: $0) }
    ).text
  }

  /// The graph as it is read: a pipeline goes by its name, a bare graph by its file's.
  private func written(_ named: NamedGraph) -> WrittenGraph {
    let file = (graph ?? file ?? "").split(separator: "/").last.map(String.init) ?? ""
    return WrittenGraph(
      title: visible(named.title.isEmpty ? file : named.title), names: named.names.map(shown),
      edges: named.dependencies)
  }

  /// Names are shown in full here; cards are as in the workbench otherwise.
  private func node(_ name: String, pin: GridSlot?) -> LayoutNode {
    let width = columns(of: shown(name))
    return switch boxes ?? .name {
    case .dot: LayoutNode(width: 1, height: 1, pin: pin)
    case .name: LayoutNode(labelWidth: width, pin: pin)
    case .card: LayoutNode(width: max(width, 20) + 4, height: 4, pin: pin)
    }
  }

  /// A name as it can be drawn: what moves the cursor is replaced.
  private func shown(_ name: String) -> String { visible(name) }

  private func pipelineGraph(_ path: String) throws -> NamedGraph {
    let loaded = try loadOrEnd(path, compiling: false)
    if !loaded.file.isUnderstood || loaded.pipeline.steps.isEmpty {
      StandardError.write(loaded.report.lines(color: false, excerpts: false))
      throw Outcome.failed.exit
    }
    return NamedGraph(loaded.pipeline)
  }

  private func json(of diagram: Diagram, _ names: [String]) -> [UInt8] {
    var json = JSONWriter(.readable)
    json.beginObject()
    json.write(key: "nodes")
    json.beginArray()
    for (name, box) in zip(names, diagram.boxes) {
      json.beginObject()
      json.write("name", .string(name))
      json.write("x", .integer(box.x))
      json.write("y", .integer(box.y))
      json.write("w", .integer(box.width))
      json.write("h", .integer(box.height))
      json.endObject()
    }
    json.endArray()
    json.write(key: "edges")
    json.beginArray()
    for edge in diagram.edges {
      json.beginObject()
      json.write("from", .string(names[edge.from]))
      json.write("to", .string(names[edge.to]))
      json.write(key: "points")
      json.beginArray()
      for point in edge.points {
        json.beginArray()
        json.write(.integer(point.x))
        json.write(.integer(point.y))
        json.endArray()
      }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }
}
