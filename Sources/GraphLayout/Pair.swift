/// Both values, if there are both.
func pair<Value>(_ first: Value?, _ second: Value?) -> (Value, Value)? {
  guard let first, let second else { return nil }
  return (first, second)
}
