/// What every command works with.
struct Context: Sendable {
    /// What the environment says, or what is wrong with it: only `doctor` goes on with the latter.
    let environment: Result<Settings, SettingsError>
    let console: Console

    var settings: Settings { get throws(SettingsError) { try environment.get() } }
}
