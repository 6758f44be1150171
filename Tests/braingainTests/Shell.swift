import Foundation

/// As much of a shell as the examples of the help need.
enum Shell {
    /// The words of the last command of a line: `a && b "c d" > e` gives b and c d.
    static func words(of line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        let command = line.components(separatedBy: " && ").last ?? line
        for character in command.components(separatedBy: " > ").first ?? command {
            switch character {
            case quote: quote = nil
            case "\"" where quote == nil, "'" where quote == nil:
                quote = character
                word = word ?? ""
            case " " where quote == nil:
                if let finished = word { words.append(finished) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
