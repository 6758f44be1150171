/// Which words are spelt like another: other forms of it, mistypings, relatives in a neighbouring language.
///
/// The cosine of two words over their groups of two to five letters, the ends of the word among them; of groups of two,
/// those at the ends alone.
struct WordLikeness: Sendable {
    private let numbers: [UInt64: Int32]
    /// The words that have each group.
    private let lists: Lists<Int32>
    /// How many groups each word has.
    private let sizes: [Float]

    init(_ words: [String]) {
        var numbers: [UInt64: Int32] = [:]
        var pairs: [(list: Int32, element: Int32)] = []
        sizes = words.enumerated().map { position, word in
            let groups = Self.groups(of: word)
            for group in groups {
                let number = numbers[group] ?? Int32(numbers.count)
                if number == numbers.count { numbers[group] = number }
                pairs.append((number, Int32(position)))
            }
            return Float(groups.count)
        }
        self.numbers = numbers
        lists = Lists(count: numbers.count, pairs)
    }

    /// The words at least so much like one, by number.
    func words(like word: String, atLeast least: Float) -> [(word: Int32, likeness: Float)] {
        let groups = Self.groups(of: word)
        var shared = [UInt8](repeating: 0, count: sizes.count)
        var touched: [Int32] = []
        for group in groups {
            guard let number = numbers[group] else { continue }
            for other in lists[Int(number)] {
                if shared[Int(other)] == 0 { touched.append(other) }
                shared[Int(other)] &+= 1
            }
        }
        let size = Float(groups.count)
        let alike: [(word: Int32, likeness: Float)] = touched.compactMap { other in
            let likeness = Float(shared[Int(other)]) / (size * sizes[Int(other)]).squareRoot()
            return likeness >= least ? (other, likeness) : nil
        }
        return alike.sorted { $0.word < $1.word }
    }

    /// The distinct groups of a word, hashed; longer words count with their first 60 letters.
    private static func groups(of word: String) -> Set<UInt64> {
        let letters = [0x3C] + word.unicodeScalars.prefix(60).map(\.value) + [0x3E]
        var groups: Set<UInt64> = []
        for length in 2...5 where length <= letters.count {
            for start in 0...(letters.count - length) {
                let isEnd = start == 0 || start == letters.count - length
                if length > 2 || isEnd { groups.insert(hash(letters[start..<(start + length)])) }
            }
        }
        return groups
    }

    /// FNV-1a over scalars.
    private static func hash(_ letters: ArraySlice<UInt32>) -> UInt64 {
        letters.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
