import NethesisMCP

@main
enum Main {
  static func main() { Program.main() }
}
