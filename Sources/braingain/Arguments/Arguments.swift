/// The words after a command's name, sorted into flags and operands; unknown flags are refused.
struct Arguments: Sendable {
    private let given: [String: [String]]
    /// The words that are no flags, in their order.
    let operands: [String]

    /// - Parameter flags: the flags of the command, `help` among them.
    init(_ words: [String], flags: [any FlagDescription]) throws(UsageError) {
        var given: [String: [String]] = [:]
        var operands: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                operands.append(word)
                continue
            }
            let (name, attached) = Self.split(word)
            guard let flag = flags.first(where: { $0.name == name }) else {
                throw .unknown("flag", word: "--\(name)", known: flags.map { "--\($0.name)" })
            }
            guard flag.repeats || given[name] == nil else { throw UsageError("--\(name) is given twice") }
            given[name, default: []].append(try Self.value(of: flag, attached: attached, rest: &rest))
        }
        self.given = given
        self.operands = operands
    }

    private static func split(_ word: String) -> (name: String, value: String?) {
        guard word != "-h" else { return ("help", nil) }
        let bare = word.drop { $0 == "-" }
        guard let sign = bare.firstIndex(of: "=") else { return (String(bare), nil) }
        return (String(bare[..<sign]), String(bare[bare.index(after: sign)...]))
    }

    private static func value(
        of flag: any FlagDescription, attached: String?, rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        guard let placeholder = flag.placeholder else {
            guard attached == nil else { throw UsageError("--\(flag.name) takes no value") }
            return ""
        }
        if let attached { return attached }
        guard let next = rest.first, !next.hasPrefix("--") else {
            throw UsageError("--\(flag.name) needs a value: --\(flag.name) \(placeholder)")
        }
        rest.removeFirst()
        return next
    }

    func has(_ flag: Switch) -> Bool { given[flag.name] != nil }

    /// Every value of a flag, in the order given.
    func values<Value>(of flag: Flag<Value>) throws(UsageError) -> [Value] {
        var values: [Value] = []
        for text in given[flag.name] ?? [] {
            guard let value = flag.read(text) else {
                throw UsageError("--\(flag.name): \"\(text)\" is not \(flag.placeholder ?? "a value"): \(flag.help)")
            }
            values.append(value)
        }
        return values
    }

    /// The value of a flag that is given at most once; null when it is not given.
    func value<Value>(of flag: Flag<Value>) throws(UsageError) -> Value? { try values(of: flag).first }

    /// The operands, when there are as many as wanted.
    func operands(_ count: ClosedRange<Int>, _ what: String) throws(UsageError) -> [String] {
        guard count.contains(operands.count) else {
            throw UsageError(operands.count < count.lowerBound ? "\(what) is missing" : "more was given than \(what)")
        }
        return operands
    }
}
