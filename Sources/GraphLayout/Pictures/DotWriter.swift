// A graph in the language of Graphviz, to be laid out by it (graphviz.org/doc/info/lang.html).

package func dotText(_ graph: WrittenGraph, flow: Flow) -> String {
  let ids = graph.names.enumerated().map { dotID($1, number: $0) }
  var text = """
    digraph \(quoted(graph.title)) {
      rankdir=\(flow == .right ? "LR" : "TB")
      node [shape=box, style=rounded, fontname="monospace"]
      edge [fontname="monospace", fontsize=10]


    """
  for (id, name) in zip(ids, graph.names) {
    text += id == quoted(name) ? "  \(id)\n" : "  \(id) [label=\(quoted(name))]\n"
  }
  if !graph.edges.isEmpty { text += "\n" }
  for edge in graph.edges {
    text += "  \(ids[edge.from]) -> \(ids[edge.to])\(attributes(edge.dependency))\n"
  }
  return text + "}\n"
}

private func attributes(_ dependency: WrittenGraph.Dependency) -> String {
  switch dependency {
  case .plain, .value(parameters: []): ""
  case .value(let parameters): " [label=\(quoted(parameters.joined(separator: ", ")))]"
  case .order: " [style=dashed]"
  }
}

/// The name itself where it says the same as an ID and as a label; else the node's number, with a
/// sign before it that no such name has.
private func dotID(_ name: String, number: Int) -> String {
  let isPlain = name.unicodeScalars.allSatisfy { scalar in
    !scalar.isASCII || scalar == "_" || scalar == "-" || scalar == "." || scalar == " "
      || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
  // The sign that stands for control characters may stand for different ones.
  let isItself = isPlain && !name.isEmpty && !name.unicodeScalars.contains("\u{FFFD}")
  return isItself ? "\"\(name)\"" : "\"#\(number)\""
}

/// Labels take entities. Of two backslashes one is left, of one none; written as they are, versions
/// of 2014 take them for the quote's.
private func quoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "&quot;"
    case "\\": quoted += "&#92;&#92;"
    case "&": quoted += "&amp;"
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
