// A graph as a flowchart of Mermaid (mermaid.js.org/syntax/flowchart.html), to be laid out by it.

package func mermaidText(_ graph: WrittenGraph, flow: Flow) -> String {
  var text = "flowchart \(flow == .right ? "LR" : "TD")\n"
  // Names can't be IDs: some words, and beginnings of words, are Mermaid's own.
  for (number, name) in graph.names.enumerated() { text += "    n\(number)[\(quoted(name))]\n" }
  for edge in graph.edges {
    text += "    n\(edge.from) \(arrow(edge.dependency)) n\(edge.to)\n"
  }
  return text
}

private func arrow(_ dependency: WrittenGraph.Dependency) -> String {
  switch dependency {
  case .plain, .value(parameters: []): "-->"
  case .value(let parameters): "-->|\(quoted(parameters.joined(separator: ", ")))|"
  case .order: "-.->"
  }
}

/// In quotes, with an entity code for every sign that Mermaid, Markdown or HTML could take for their
/// own. The colon is one of them: before labels are read, `style…:…#…;` loses its last semicolon.
private func quoted(_ text: String) -> String {
  let scalars = Array(text.unicodeScalars)
  if scalars.allSatisfy({ $0 == " " }) { return "\"#160;\"" }
  var quoted = "\""
  for (index, scalar) in scalars.enumerated() {
    let before = index > 0 ? scalars[index - 1] : nil
    let next = index + 1 < scalars.count ? scalars[index + 1] : nil
    if isStandIn(before, scalar) { quoted += wordJoiner }
    if isLiteral(scalar, before: before, next: next) {
      quoted.unicodeScalars.append(scalar)
    } else {
      quoted += "#\(named[scalar] ?? "\(scalar.value)");"
    }
  }
  return quoted + "\""
}

private let named: [Unicode.Scalar: String] = ["\"": "quot", "&": "amp", "<": "lt", ">": "gt"]

private let wordJoiner = "#8288;"

/// Mermaid writes `ﬂ°` for `&` and `¶ß` for `;` while it works, and takes its own back at the end
/// even where they were entities; a joiner that is not seen keeps a name's own apart.
private func isStandIn(_ before: Unicode.Scalar?, _ scalar: Unicode.Scalar) -> Bool {
  before == "\u{FB02}" && scalar == "\u{B0}" || before == "\u{B6}" && scalar == "\u{DF}"
}

private func isLiteral(
  _ scalar: Unicode.Scalar, before: Unicode.Scalar?, next: Unicode.Scalar?
) -> Bool {
  if isWordly(scalar) { return true }
  switch scalar {
  // Between letters these are no emphasis, no list and no rule.
  case "_", "-", ".": return before.map(isWordly) == true && next.map(isWordly) == true
  case " ": return before.map { $0 != " " } == true && next.map { $0 != " " } == true
  case ",": return before.map(isWordly) == true
  // Mermaid's own stand-ins for entities.
  case "\u{FB02}", "\u{B0}", "\u{B6}", "\u{DF}": return false
  default: return !scalar.isASCII
  }
}

private func isWordly(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9": true
  default: false
  }
}
