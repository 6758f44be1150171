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

    /// How many groups each word shares with the one that is looked up: all 0 between one look-up and the next, so that
    /// the words of a text need room for all words once.
    struct Shared {
        fileprivate var counts: [UInt8]
        fileprivate var touched: [Int32] = []

        init(_ likeness: WordLikeness) { counts = [UInt8](repeating: 0, count: likeness.sizes.count) }
    }

    /// The words at least so much like one, by number.
    func words(like word: String, atLeast least: Float, _ shared: inout Shared) -> [(word: Int32, likeness: Float)] {
        let groups = Self.groups(of: word)
        for group in groups {
            guard let number = numbers[group] else { continue }
            for other in lists[Int(number)] {
                if shared.counts[Int(other)] == 0 { shared.touched.append(other) }
                shared.counts[Int(other)] &+= 1
            }
        }
        let size = Float(groups.count)
        var alike: [(word: Int32, likeness: Float)] = []
        for other in shared.touched {
            let likeness = Float(shared.counts[Int(other)]) / (size * sizes[Int(other)]).squareRoot()
            shared.counts[Int(other)] = 0
            if likeness >= least { alike.append((other, likeness)) }
        }
        shared.touched.removeAll(keepingCapacity: true)
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
