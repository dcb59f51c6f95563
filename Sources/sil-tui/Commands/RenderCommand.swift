// `sil-tui render`: the picture of a pipeline, or of any graph, without a screen.

import ArgumentParser
import GraphLayout
import PipelineFile
import PipelineModel
import StatesLanguage
import TerminalInterface

struct RenderCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum Direction: String, ExpressibleByArgument, CaseIterable { case right, down }
  enum BoxSize: String, ExpressibleByArgument, CaseIterable { case dot, name, card }

  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw a pipeline as boxes and lines.",
    discussion: """
      Draws what can be drawn, also of a file with errors. As JSON it writes the boxes and the \
      lines in character cells: {"nodes": [{"name", "x", "y", "w", "h"}], "edges": [{"from", "to", \
      "points": [[x, y], …]}]}.

      EXAMPLES
        sil-tui render mytest.sil
        sil-tui render mytest.sil --ascii --flow down
        sil-tui render mytest.sil --fold 80
        sil-tui render --graph graph.json --format json
      """)

  @Option(help: "text or json.")
  var format: Format = .text

  @Option(help: "Which way data flows: right or down.")
  var flow: Direction = .right

  @Option(help: "How large boxes are: dot, name or card.")
  var boxes: BoxSize = .name

  @Option(
    help: ArgumentHelp(
      "Fold what is longer than this many columns (with --flow down: rows) where one line runs.",
      valueName: "cells"))
  var fold: Int?

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "Draw a bare graph in place of a pipeline: {\"nodes\": [name, …], \"edges\": [[from, to], …]}.",
      valueName: "file.json"))
  var graph: String?

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file; - is standard input.", valueName: "file"))
  var file: String?

  func validate() throws {
    if (file == nil) == (graph == nil) {
      throw ValidationError("Name a pipeline file, or a graph with --graph.")
    }
    if let fold, fold < 1 { throw ValidationError("Give --fold a number of cells.") }
  }

  func run() throws {
    let named = try graph.map(NamedGraph.read) ?? pipelineGraph(file ?? "-")
    let nodes = named.names.map { node($0, pin: named.pins[$0]) }
    let diagram = layout(
      LayoutGraph(nodes: nodes, edges: named.edges, flow: flow == .right ? .right : .down),
      foldingAt: fold)
    switch format {
    case .text:
      let rows = picture(
        of: diagram, names: named.names.map(shown), glyphs: ascii ? .ascii : .unicode,
        columns: { columns(of: $0) })
      var text: [UInt8] = []
      for row in rows { text += Array(row.utf8) + [0x0A] }
      StandardOutput.write(text)
    case .json:
      StandardOutput.write(json(of: diagram, named.names).write(.readable) + [0x0A])
    }
  }

  /// Names are shown in full here; cards are as in the workbench otherwise.
  private func node(_ name: String, pin: GridSlot?) -> LayoutNode {
    let width = columns(of: shown(name))
    return switch boxes {
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

  private func json(of diagram: Diagram, _ names: [String]) -> JSON {
    let nodes = zip(names, diagram.boxes).map { name, box in
      JSON.object([
        JSON.Member("name", .string(name)), JSON.Member("x", .integer(box.x)),
        JSON.Member("y", .integer(box.y)), JSON.Member("w", .integer(box.width)),
        JSON.Member("h", .integer(box.height)),
      ])
    }
    let edges = diagram.edges.map { edge in
      JSON.object([
        JSON.Member("from", .string(names[edge.from])), JSON.Member("to", .string(names[edge.to])),
        JSON.Member(
          "points", .array(edge.points.map { .array([.integer($0.x), .integer($0.y)]) })),
      ])
    }
    return .object([JSON.Member("nodes", .array(nodes)), JSON.Member("edges", .array(edges))])
  }
}
