/// Gives each URI a small number, so that hundreds of thousands of relations are pairs of integers.
struct URITable {
    private var numbers: [String: Int32] = [:]
    private(set) var uris: [String] = []

    mutating func number(of uri: String) -> Int32 {
        if let number = numbers[uri] { return number }
        let number = Int32(uris.count)
        numbers[uri] = number
        uris.append(uri)
        return number
    }

    func uri(_ number: Int32) -> String { uris[Int(number)] }

    /// What tells a concept apart inside ESCO: the UUID of its URI, or `isced-f/0613` for a field of education.
    func code(_ number: Int32) -> String {
        let uri = uri(number)
        guard uri.hasPrefix(Self.namespace) else { return uri }
        let path = uri.dropFirst(Self.namespace.count)
        return String(Self.kinds.first { path.hasPrefix($0) }.map { path.dropFirst($0.count) } ?? path)
    }

    /// The numbers in the order of their codes.
    func ordered(_ numbers: some Sequence<Int32>) -> [Int32] {
        numbers.map { (code: code($0), number: $0) }.sorted { $0.code < $1.code }.map(\.number)
    }

    private static let namespace = "http://data.europa.eu/esco/"
    private static let kinds = ["skill/", "occupation/"]
}
