// Pipelines as short text. No tests here.

import GraphLayout

/// `"load > clean > train, load > train"` has the arrows load→clean, clean→train and load→train; a
/// name alone is a step without arrows, and `name@2,0` pins it. Boxes are as wide as their names ask.
struct NamedGraph {
  var names: [String] = []
  var graph: LayoutGraph

  init(_ paths: String, flow: Flow = .right, size: (width: Int, height: Int)? = nil) {
    graph = LayoutGraph(nodes: [], edges: [], flow: flow)
    for path in paths.split(separator: ";") {
      let steps = path.split(separator: ">").map { add($0.filter { $0 != " " }, size) }
      graph.edges += zip(steps, steps.dropFirst()).map { (from: $0, to: $1) }
    }
  }

  private mutating func add(_ text: String, _ size: (width: Int, height: Int)?) -> Int {
    let parts = text.split(separator: "@")
    let name = String(parts[0])
    let index = names.firstIndex(of: name) ?? names.count
    if index == names.count {
      names.append(name)
      graph.nodes.append(
        size.map { LayoutNode(width: $0.width, height: $0.height) }
          ?? LayoutNode(labelWidth: name.count))
    }
    if parts.count > 1 {
      let numbers = parts[1].split(separator: ",").compactMap { Int($0) }
      graph.nodes[index].pin = GridSlot(column: numbers[0], row: numbers[1])
    }
    return index
  }

  func text(_ glyphs: LineGlyphs = .unicode, foldingAt length: Int? = nil) -> String {
    let diagram = layout(graph, foldingAt: length)
    return picture(of: diagram, names: names, glyphs: glyphs).joined(separator: "\n")
  }
}
