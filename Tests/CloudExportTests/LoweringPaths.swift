// The paths, variables and intrinsic functions that lowering writes, evaluated. No tests here.

import StatesLanguage

struct PathScope {
  /// What `$` is.
  let current: JSON
  /// What `$$` is.
  let context: JSON
  let variables: [String: JSON]

  /// A payload template with its values filled in.
  func evaluated(_ template: JSON) throws -> JSON {
    switch template {
    case .object(let fields): .object(try evaluated(fields))
    case .array(let items): .array(try items.map { try evaluated($0) })
    case .null, .bool, .integer, .number, .string: template
    }
  }

  func evaluated(_ fields: [JSON.Member]) throws -> [JSON.Member] {
    let evaluated = try fields.map { field in
      guard field.key.hasSuffix(".$") else {
        return JSON.Member(field.key, try self.evaluated(field.value))
      }
      guard let path = field.value.string else { throw MachineFailure("\(field.key) is no path") }
      return JSON.Member(String(field.key.dropLast(2)), try value(of: path))
    }
    for (index, field) in evaluated.enumerated()
    where evaluated[..<index].contains(where: { $0.key.utf8.elementsEqual(field.key.utf8) }) {
      throw MachineFailure("the field \(field.key) stands twice")
    }
    return evaluated
  }

  func value(of path: String) throws -> JSON {
    if path.hasPrefix("States.JsonMerge("), path.hasSuffix(", false)") {
      let arguments = path.dropFirst("States.JsonMerge(".count).dropLast(", false)".count)
      let (one, other) = try arguments.onlySplit(at: ", ")
      return try merged(value(of: one), value(of: other))
    }
    var reader = PathReader(rest: path[...])
    guard reader.take("$") else { throw MachineFailure("the path \(path) begins with no $") }
    var values = [current]
    if reader.take("$") {
      values = [context]
    } else if let name = reader.name() {
      guard let variable = variables[name] else { throw MachineFailure("no variable \(name)") }
      values = [variable]
    }
    var isList = false
    while let part = try reader.part() {
      if case .all = part { isList = true }
      values = try values.flatMap { try part.values(in: $0, path) }
    }
    return isList ? .array(values) : values[0]
  }

  private func merged(_ one: JSON, _ other: JSON) throws -> JSON {
    guard var members = one.members, let more = other.members else {
      throw MachineFailure("States.JsonMerge of something that is no object")
    }
    for member in more {
      if let place = members.firstIndex(where: { $0.key == member.key }) {
        members[place] = member
      } else {
        members.append(member)
      }
    }
    return .object(members)
  }
}

private enum PathPart {
  case key(String)
  case index(Int)
  case all

  func values(in value: JSON, _ path: String) throws -> [JSON] {
    switch self {
    case .key(let key):
      if let found = value[key] { return [found] }
    case .index(let index):
      if let items = value.array, items.indices.contains(index) { return [items[index]] }
    case .all:
      if let items = value.array { return items }
    }
    throw MachineFailure("the path \(path) finds nothing")
  }
}

private struct PathReader {
  var rest: Substring

  mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest.removeFirst(text.count)
    return true
  }

  mutating func name() -> String? {
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    rest.removeFirst(name.count)
    return name.isEmpty ? nil : String(name)
  }

  mutating func part() throws -> PathPart? {
    if rest.isEmpty { return nil }
    if take("[*]") { return .all }
    if take("['") { return .key(try quoted()) }
    if take("["), let digits = name(), let index = Int(digits), take("]") { return .index(index) }
    if take("."), let key = name() { return .key(key) }
    throw MachineFailure("the path ends in \(rest)")
  }

  /// The text up to the closing quote and bracket, without the backslashes that escape.
  private mutating func quoted() throws -> String {
    var text = String.UnicodeScalarView()
    var scalars = rest.unicodeScalars
    while let scalar = scalars.popFirst(), scalar != "'" {
      if scalar == "\\" {
        guard let escaped = scalars.popFirst() else { break }
        text.append(escaped)
      } else {
        text.append(scalar)
      }
    }
    rest = Substring(scalars)
    guard take("]") else { throw MachineFailure("a quoted name does not end") }
    return String(text)
  }
}

extension Substring {
  fileprivate func onlySplit(at separator: String) throws -> (String, String) {
    let parts = split(separator: separator)
    guard parts.count == 2 else { throw MachineFailure("not two arguments: \(self)") }
    return (String(parts[0]), String(parts[1]))
  }
}
