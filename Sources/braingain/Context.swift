/// What every command works with.
struct Context: Sendable {
    let settings: Settings
    let console: Console
}
