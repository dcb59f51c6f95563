// The fields that a step, or the defaults of all steps, say something about. Steps have few of them,
// so they stand side by side: looking through three is faster than hashing one, and a file of ten
// thousand steps asks some hundred thousand times.

/// Values by field, each field once, in the order of `StepField.allCases` however they were put in.
package struct StepFields: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let field: StepField
    package internal(set) var value: Value
  }

  private var entries: [Entry] = []

  package init() {}

  /// The value of a field; setting `nil` takes the field away.
  package subscript(field: StepField) -> Value? {
    get {
      for entry in entries where entry.field == field { return entry.value }
      return nil
    }
    set {
      let place = entries.firstIndex { $0.field.number >= field.number } ?? entries.count
      let isThere = place < entries.count && entries[place].field == field
      switch (newValue, isThere) {
      case (let value?, true): entries[place].value = value
      case (let value?, false): entries.insert(Entry(field: field, value: value), at: place)
      case (nil, true): entries.remove(at: place)
      case (nil, false): break
      }
    }
  }

  package mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }
}

extension StepFields: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }
  package subscript(place: Int) -> Entry { entries[place] }
}

extension StepFields: ExpressibleByDictionaryLiteral {
  /// Of two values of one field the last counts.
  package init(dictionaryLiteral pairs: (StepField, Value)...) {
    for (field, value) in pairs { self[field] = value }
  }
}
