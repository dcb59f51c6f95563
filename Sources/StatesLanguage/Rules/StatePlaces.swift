// Where the states of a document stand, for those who have something to say of them.

/// The bytes of each state's name, quotes included, by that name; of two with one name the first.
/// Nothing for what is no JSON.
///
/// - Complexity: O(bytes).
package func statePlaces(inStateMachine bytes: [UInt8]) -> [String: Range<Int>] {
  let document: PlacedDocument
  do throws(JSONError) { document = try PlacedDocument.read(bytes) } catch { return [:] }
  var places: [String: Range<Int>] = [:]
  func visit(_ machine: PlacedValue) {
    for state in machine["States"]?.members ?? [] {
      if places[state.key] == nil { places[state.key] = state.keyRange }
      state.value["Branches"]?.items?.forEach(visit)
    }
  }
  visit(document.root)
  return places
}
