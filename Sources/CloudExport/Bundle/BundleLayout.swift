// Where files come to lie in a zip: where they lie beside the pipeline file, unless that is taken
// or outside.

/// Gives each path of a step's document its place in the zip.
struct BundleLayout {
  /// Where each path, as the document writes it, lies in the zip.
  private(set) var places: [String: String] = [:]
  /// Document paths, made plain, by the place that they were given.
  private var taken: [String: String] = [
    "index.py": "", "args.json": "", "args.pickle": "", "name.pickle": "",
  ]

  /// Paths beside the pipeline file choose before those outside its folder.
  init(_ paths: [String]) {
    let plain = paths.map { (path: $0, parts: Self.plainParts(of: $0)) }
    for (path, parts) in plain where !leadsOut(parts.first) { place(path, parts) }
    for (path, parts) in plain where leadsOut(parts.first) { place(path, parts) }
  }

  private mutating func place(_ path: String, _ parts: [Substring]) {
    let origin = parts.joined(separator: "/")
    let inside = parts.drop(while: leadsOut).joined(separator: "/")
    var candidate = inside
    var number = 1
    while let other = taken[candidate], other != origin {
      candidate = "other\(number)/" + inside
      number += 1
    }
    taken[candidate] = origin
    places[path] = candidate
  }

  /// The name of a Python file, or one like it that no file has.
  func free(_ name: String) -> String {
    var candidate = name
    var number = 2
    while taken[candidate] != nil {
      candidate = String(name.dropLast(3)) + "_\(number).py"
      number += 1
    }
    return candidate
  }

  /// The parts of a path without `.`, empty parts and detours; `..` or the `/` of an absolute path
  /// remains only in front.
  private static func plainParts(of path: String) -> [Substring] {
    var parts: [Substring] = path.hasPrefix("/") ? ["/"] : []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, !leadsOut(last) {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts
  }
}

private func leadsOut(_ part: Substring?) -> Bool { part == ".." || part == "/" }
