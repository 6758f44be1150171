import Foundation

/// Where the program writes: results to standard output, everything else to standard error.
struct Console: Sendable {
    /// Columns of the terminal on standard output; null when it is none.
    let columns: Int?
    let errorIsTerminal: Bool

    init() {
        errorIsTerminal = isatty(2) == 1
        var size = winsize()
        let known = isatty(1) == 1 && ioctl(1, UInt(TIOCGWINSZ), &size) == 0
        columns = known ? max(40, Int(size.ws_col)) : nil
    }

    /// Writes a result.
    func print(_ text: String) { write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: 1) }

    func print(_ table: Table) { print(table.text(limit: columns)) }

    /// Writes bytes as they are, and ends the line.
    func print(bytes: [UInt8]) { write(bytes.last == 10 ? bytes : bytes + [10], to: 1) }

    /// Writes a line of the log, which ends in a line feed already.
    func log(_ line: [UInt8]) { write(line, to: 2) }

    /// Tells the person at the terminal something that is no result.
    func say(_ text: String) { write(Array((text + "\n").utf8), to: 2) }

    /// Rewrites the last line of the terminal, or begins it.
    func rewrite(_ text: String) { write(Array("\r\u{1B}[K\(text)".utf8), to: 2) }

    private func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            // Nobody reads any more, or the disk is full: there is nowhere left to say so.
            guard written > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, written))
        }
    }
}
