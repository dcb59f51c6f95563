// Numbers of which the least comes out first: a binary heap after Williams, CACM 7(6), 1964.

struct NumberHeap: Sendable {
  private var numbers: [Int] = []

  mutating func insert(_ number: Int) {
    numbers.append(number)
    var place = numbers.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard numbers[place] < numbers[parent] else { return }
      numbers.swapAt(place, parent)
      place = parent
    }
  }

  mutating func popFirst() -> Int? {
    guard let first = numbers.first, let last = numbers.popLast() else { return nil }
    if numbers.isEmpty { return first }
    numbers[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < numbers.count && numbers[child] < numbers[least] {
        least = child
      }
      guard least != place else { return first }
      numbers.swapAt(place, least)
      place = least
    }
  }
}
