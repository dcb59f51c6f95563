// The text of a machine, where its states stand in it, and the limits it may break.

import Diagnostics
import StatesLanguage
import Testing

private func task(_ name: String) -> State {
  State(name: name, work: .task(LambdaTask(functionName: name, event: .input)))
}

private let nested = StateMachine(
  comment: "All",
  states: [
    State(name: "p", work: .parallel([[task("a"), task("b")], [task("c")]])), task("d"),
  ])

@Test func `the lines of a state go from its name to its closing brace`() {
  let definition = nested.definition()
  let lines = String(decoding: definition.bytes, as: UTF8.self).split(separator: "\n")
  #expect(definition.states.map(\.name) == ["p", "a", "b", "c", "d"])
  for state in definition.states {
    let (first, last) = (lines[state.lines.lowerBound], lines[state.lines.upperBound - 1])
    #expect(first.drop { $0 == " " } == "\"\(state.name)\": {")
    #expect(["}", "},"].contains(last.drop { $0 == " " }))
    #expect(first.prefix { $0 == " " } == last.prefix { $0 == " " })
  }
}

@Test func `in one line all states stand on it`() {
  #expect(nested.definition(.compact).states.allSatisfy { $0.lines == 0..<1 })
}

@Test func `both texts say the same`() throws {
  #expect(try JSON.parse(nested.text()) == JSON.parse(nested.text(compact: true)))
  #expect(nested.text() == nested.definition().bytes)
}

@Test func `a state that breaks no limit is taken`() {
  #expect(limits(of: nested).isEmpty)
}

@Test func `a name twice is named`() {
  let machine = StateMachine(states: [
    State(name: "p", work: .parallel([[task("a")], [task("a")]]))
  ])
  #expect(limits(of: machine).map(\.code) == ["state-name-duplicate"])
}

@Test func `a name may have eighty characters, whatever their bytes`() {
  let fits = String(repeating: "é", count: 80)
  #expect(limits(of: StateMachine(states: [task(fits)])).isEmpty)
  let long = limits(of: StateMachine(states: [task(fits + "x")]))
  #expect(long.map(\.code) == ["state-name-length"])
}

@Test func `a definition may have a mebibyte`() {
  var machine = StateMachine(comment: "", states: [task("a")])
  let room = MachineLimits.definition - machine.text(compact: true).count
  machine.comment = String(repeating: "é", count: room)
  #expect(limits(of: machine).isEmpty)
  machine.comment = String(repeating: "é", count: room + 1)
  #expect(limits(of: machine).map(\.code) == ["definition-size"])
}

@Test func `an execution may have twenty-five thousand events`() {
  func machine(_ tasks: Int) -> StateMachine {
    StateMachine(states: (0..<tasks).map { task("s\($0)") })
  }
  #expect(!limits(of: machine(4_999)).map(\.code).contains("execution-events"))
  #expect(limits(of: machine(5_000)).map(\.code).contains("execution-events"))
}
