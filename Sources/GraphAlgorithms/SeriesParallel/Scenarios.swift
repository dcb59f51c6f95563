// Durations that steps may turn out to have: lognormal around what is known, by a fixed seed, so
// that the same graph is always planned for the same future.

import Glibc

/// What is known of how long steps take.
package enum StepDurations: Sendable {
  case unknown
  /// One per node in any unit, none negative; `nil` for a step that never ran.
  case measured([Double?])

  /// - Parameter measured: by name; those of others are ignored.
  package init(of names: [String], measured: [String: Double]) {
    let found = names.map { measured[$0] }
    self = found.contains { $0 != nil } ? .measured(found) : .unknown
  }
}

/// A number made of a name: the same on every machine and in every run.
///
/// After Fowler, Noll, Vo, FNV-1a with 64 bits.
package func stableKey(_ name: String) -> UInt64 {
  mixed(name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
}

struct Scenarios {
  /// One number for each node that does not change when others come and go.
  let keys: [UInt64]
  /// The middle of each node's durations, and how far they spread (the standard deviation of the
  /// logarithm).
  let medians: [Double]
  let spreads: [Double]

  init(_ durations: StepDurations, keys: [UInt64]) {
    self.keys = keys
    switch durations {
    case .unknown:
      medians = [Double](repeating: 1, count: keys.count)
      spreads = medians
    case .measured(let measured):
      let known = measured.compactMap { $0 }.sorted()
      let middle = known.isEmpty ? 1 : max(known[known.count / 2], 1e-3)
      medians = measured.map { $0 ?? middle }
      spreads = measured.map { $0 == nil ? 1 : 0 }
    }
  }

  var isCertain: Bool { spreads.allSatisfy { $0 == 0 } }

  /// Sixteen scenarios of a part, each scaled so that its critical path is 1.
  ///
  /// - Parameter nodes: the numbers of the part's nodes.
  func draw(_ graph: CompactGraph, nodes: [Int32], seed: UInt64) -> [ScenarioTimes] {
    var times = nodes.map { number in
      let node = Int(number)
      var lanes = SIMD16<Float>.zero
      let stream = mixed(keys[node] ^ mixed(seed))
      for lane in stride(from: 0, to: ScenarioTimes.count, by: 2) {
        let (one, other) = normalPair(stream, UInt64(lane))
        lanes[lane] = Float(medians[node] * exp(one * spreads[node]))
        lanes[lane + 1] = Float(medians[node] * exp(other * spreads[node]))
      }
      return ScenarioTimes(lanes: lanes)
    }
    let longest = longestWay(graph, times)
    let scale = longest.replacing(with: 1, where: longest .<= 0)
    for node in times.indices { times[node].lanes /= scale }
    return times
  }

  private func longestWay(_ graph: CompactGraph, _ times: [ScenarioTimes]) -> SIMD16<Float> {
    var ends = times
    var longest = ScenarioTimes.zero
    for node in 0..<graph.count {
      var before = ScenarioTimes.zero
      for other in graph.predecessors(of: node) { before = before.longer(ends[Int(other)]) }
      ends[node] = before + times[node]
      longest = longest.longer(ends[node])
    }
    return longest.lanes
  }
}

// Box and Muller, "A note on the generation of random normal deviates", 1958.
private func normalPair(_ stream: UInt64, _ index: UInt64) -> (Double, Double) {
  let first = uniform(mixed(stream &+ index &* 0xD1B5_4A32_D192_ED03))
  let second = uniform(mixed(stream &+ (index + 1) &* 0xD1B5_4A32_D192_ED03))
  let radius = (-2 * log(first)).squareRoot()
  return (radius * cos(2 * .pi * second), radius * sin(2 * .pi * second))
}

/// In (0, 1).
private func uniform(_ bits: UInt64) -> Double { (Double(bits >> 11) + 0.5) / 0x1p53 }
