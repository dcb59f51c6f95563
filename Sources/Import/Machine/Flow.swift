// What a value of a running state machine is, as far as its definition tells: where each part comes
// from. Runs nothing.

import StatesLanguage

indirect enum Flow: Hashable {
  /// The execution's input, or a part of it.
  case execution([FlowPart])
  /// The execution's input over these defaults.
  case defaultedExecution([JSON.Member])
  /// What a step's function returns, or a part of it.
  case output(Int, [FlowPart])
  /// What `lambda:invoke` answers for a step: what its function returns is under Payload.
  case reply(Int)
  case constant(JSON)
  case object([Entry])
  case list([Flow])
  /// A value with some of its keys replaced.
  case over(Flow, [Entry])
  /// Cannot be said; the text is what it comes from.
  case unknown(String)

  struct Entry: Hashable {
    var key: String
    var value: Flow
  }
}

enum FlowPart: Hashable {
  case key(String)
  case index(Int)
  /// Each item of a list.
  case all
}

extension Flow {
  /// The value at the end of a path.
  func at(_ path: ArraySlice<FlowPart>) -> Flow {
    guard let part = path.first else { return self }
    return at(part, then: path.dropFirst())
  }

  private func at(_ part: FlowPart, then rest: ArraySlice<FlowPart>) -> Flow {
    if part == .all { return each(rest) }
    let next: Flow
    switch (self, part) {
    case (.unknown, _): return self
    case (.execution(let path), _): next = .execution(path + [part])
    case (.output(let step, let path), _): next = .output(step, path + [part])
    case (.reply(let step), .key("Payload")): next = .output(step, [])
    case (.reply, _): return .unknown("what lambda:invoke answers beside Payload")
    case (.defaultedExecution, _): next = .execution([part])
    case (.object(let entries), .key(let key)):
      next = entries.last { $0.key == key }?.value ?? .unknown("a key \"\(key)\" that is not there")
    case (.over(let base, let entries), .key(let key)):
      next = entries.last { $0.key == key }?.value ?? base.at([part])
    case (.list(let items), .index(let index)) where items.indices.contains(index):
      next = items[index]
    case (.constant(let json), _): next = constant(in: json, at: part)
    case (.object, _), (.list, _), (.over, _): return .unknown("a part that is not there")
    }
    return next.at(rest)
  }

  private func constant(in json: JSON, at part: FlowPart) -> Flow {
    switch part {
    case .key(let key): json[key].map { .constant($0) } ?? .unknown("a key that is not there")
    case .index(let index):
      json.array.flatMap { $0.indices.contains(index) ? .constant($0[index]) : nil }
        ?? .unknown("an item that is not there")
    case .all: .unknown("the items of a constant")
    }
  }

  private func each(_ rest: ArraySlice<FlowPart>) -> Flow {
    guard case .list(let items) = self else { return .unknown("the items of a list") }
    return .list(items.map { $0.at(rest) })
  }

  /// The value with another one at the end of a path of keys, as `ResultPath` has it.
  func setting(_ path: ArraySlice<FlowPart>, to value: Flow) -> Flow {
    guard let part = path.first else { return value }
    guard case .key(let key) = part else { return .unknown("a place in a list that is replaced") }
    if case .unknown = self { return self }
    let old: Flow = path.count > 1 ? at([part]) : .object([])
    let inner: Flow
    if path.count > 1, case .unknown = old {
      inner = Flow.object([]).setting(path.dropFirst(), to: value)
    } else {
      inner = old.setting(path.dropFirst(), to: value)
    }
    switch self {
    case .object(let entries): return .object(entries.setting(key, inner))
    case .over(let base, let entries): return .over(base, entries.setting(key, inner))
    case .constant(let json):
      let entries = (json.members ?? []).map { Entry(key: $0.key, value: .constant($0.value)) }
      return .object(entries.setting(key, inner))
    default: return .over(self, [Entry(key: key, value: inner)])
    }
  }
}

extension [Flow.Entry] {
  fileprivate func setting(_ key: String, _ value: Flow) -> Self {
    filter { $0.key != key } + [Flow.Entry(key: key, value: value)]
  }
}
