// Reads XML as strictly as a parser must, as far as the program's pictures use it: elements,
// attributes in double quotes, text, entities. No declarations, comments or sections.

/// What is wrong, and where in the text, in scalars.
package struct XMLFault: Error, Hashable, CustomStringConvertible {
  package let what: String
  package let place: Int
  package var description: String { "\(what) at \(place)" }
}

package struct XMLElement: Hashable, Sendable {
  package let name: String
  package let attributes: [String: String]
  /// Text that stands in it itself.
  package var text = ""
  /// Index of the element around it; `nil` for the outermost.
  package let parent: Int?
}

package struct XMLReader {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var elements: [XMLElement] = []

  /// All elements in the order of their beginnings.
  package static func elements(of text: String) throws(XMLFault) -> [XMLElement] {
    var reader = XMLReader(scalars: Array(text.unicodeScalars))
    try reader.read()
    return reader.elements
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private func fault(_ what: String) -> XMLFault { XMLFault(what: what, place: place) }

  private mutating func read() throws(XMLFault) {
    var open: [Int] = []
    while place < scalars.count {
      guard scalars[place] == "<" else {
        let text = try text(until: "<")
        if let last = open.last {
          elements[last].text += text
        } else if text.contains(where: { !$0.isWhitespace }) {
          throw fault("text outside of the element")
        }
        continue
      }
      place += 1
      if scalars[place] == "/" {
        place += 1
        let name = name()
        guard let last = open.popLast(), elements[last].name == name else {
          throw fault("</\(name)> ends nothing")
        }
        try take(">")
        continue
      }
      if open.isEmpty, !elements.isEmpty { throw fault("a second outermost element") }
      elements.append(try element(parent: open.last))
      if scalars[place] == "/" {
        place += 1
      } else {
        open.append(elements.count - 1)
      }
      try take(">")
    }
    if !open.isEmpty || elements.isEmpty { throw fault("the end is missing") }
  }

  private mutating func element(parent: Int?) throws(XMLFault) -> XMLElement {
    let name = name()
    if name.isEmpty { throw fault("< begins nothing") }
    var attributes: [String: String] = [:]
    while place < scalars.count, scalars[place] == " " {
      place += 1
      let key = self.name()
      try take("=")
      try take("\"")
      let value = try text(until: "\"")
      try take("\"")
      guard attributes.updateValue(value, forKey: key) == nil else {
        throw fault("\(key) stands twice")
      }
    }
    guard place < scalars.count, scalars[place] == ">" || scalars[place] == "/" else {
      throw fault("<\(name) does not end")
    }
    return XMLElement(name: name, attributes: attributes, parent: parent)
  }

  private mutating func take(_ scalar: Unicode.Scalar) throws(XMLFault) {
    guard place < scalars.count, scalars[place] == scalar else {
      throw fault("\(scalar) is missing")
    }
    place += 1
  }

  private mutating func name() -> String {
    var name = String.UnicodeScalarView()
    while place < scalars.count,
      scalars[place].properties.isAlphabetic || ("0"..."9").contains(scalars[place])
        || scalars[place] == ":" || scalars[place] == "-"
    {
      name.append(scalars[place])
      place += 1
    }
    return String(name)
  }

  private mutating func text(until end: Unicode.Scalar) throws(XMLFault) -> String {
    var text = String.UnicodeScalarView()
    while place < scalars.count, scalars[place] != end {
      let scalar = scalars[place]
      switch scalar {
      case "<": throw fault("< in an attribute")
      case "&": text.append(try entity())
      case "\t", "\n", "\r", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}",
        "\u{10000}"..."\u{10FFFF}":
        text.append(scalar)
        place += 1
      default: throw fault("U+\(String(scalar.value, radix: 16))")
      }
    }
    return String(text)
  }

  private mutating func entity() throws(XMLFault) -> Unicode.Scalar {
    guard let end = scalars[place...].firstIndex(of: ";") else { throw fault("a bare &") }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: scalars[place + 1..<end])
    let known: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#13": "\r",
    ]
    guard let scalar = known[String(name)] else { throw fault("&\(String(name)); is unknown") }
    place = end + 1
    return scalar
  }
}
