/// Why a benchmark does not go on.
struct Refusal: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
