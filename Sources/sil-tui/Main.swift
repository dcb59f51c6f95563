@main struct Main { static func main() { print("sil-tui") } }
