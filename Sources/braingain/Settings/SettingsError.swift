/// A setting that is wrong: its name, what is wrong with it and the remedy.
struct SettingsError: Error, CustomStringConvertible {
    let name: String
    let reason: String
    let remedy: String

    init(_ name: String, _ reason: String, remedy: String) {
        self.name = name
        self.reason = reason
        self.remedy = remedy
    }

    static func unknown(_ name: String, nearest: String?) -> SettingsError {
        SettingsError(
            name, "is no setting of this program",
            remedy: nearest.map { "did you mean \($0)? Otherwise unset it" } ?? "unset it")
    }

    var description: String { "\(name) \(reason): \(remedy)" }
}
