import Foundation

/// A file that was named on the command line.
enum InputFile {
    /// Its text; `-` is standard input.
    static func text(of path: String) throws(Failure) -> String {
        let data =
            path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw .failed("\(path) cannot be read") }
        guard let text = String(data: data, encoding: .utf8) else { throw .failed("\(path) is not UTF-8") }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
