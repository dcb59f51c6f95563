// How long something takes: a number when durations are known, or one number for each of sixteen
// scenarios when they are not.

protocol PlanTime: Sendable {
  static var zero: Self { get }
  static func + (one: Self, other: Self) -> Self
  /// What two things side by side take.
  func longer(_ other: Self) -> Self
  /// What is compared.
  var mean: Double { get }
}

extension Double: PlanTime {
  @inline(__always) func longer(_ other: Double) -> Double { self > other ? self : other }
  var mean: Double { self }
}

/// Sixteen possible durations of the same thing.
struct ScenarioTimes: PlanTime, Equatable {
  static let count = 16
  var lanes: SIMD16<Float>

  static let zero = ScenarioTimes(lanes: .zero)

  @inline(__always) static func + (one: ScenarioTimes, other: ScenarioTimes) -> ScenarioTimes {
    ScenarioTimes(lanes: one.lanes + other.lanes)
  }

  @inline(__always) func longer(_ other: ScenarioTimes) -> ScenarioTimes {
    ScenarioTimes(lanes: lanes.replacing(with: other.lanes, where: other.lanes .> lanes))
  }

  var mean: Double { Double(lanes.sum()) / Double(Self.count) }
}
