// When what was written must be on the disk itself: soon after the last edit, and not much later
// while edits go on. Knows no clock and no file.

package struct SyncSchedule: Hashable, Sendable {
  /// Milliseconds. The promise is 250 and 1000; what is left is for the disk.
  package static let quiet: Int64 = 200
  package static let longest: Int64 = 850

  private var first: Int64?
  private var last: Int64 = 0

  package init() {}

  /// Something was written.
  package mutating func wrote(at time: Int64) {
    first = first ?? time
    last = time
  }

  /// All that was written is on the disk.
  package mutating func synced() { first = nil }

  /// When to sync; `nil` while there is nothing to.
  package var due: Int64? { first.map { min(last + Self.quiet, $0 + Self.longest) } }
}
