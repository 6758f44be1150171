/// The labels of all skills, or of all occupations, by their words.
///
/// A thing fits a text as well as its best label does, with a share for all its labels together and one for what else is
/// said of it. The things whose labels share the heaviest words with the text are looked at closely. Those with a label that is
/// the text, word for word, come before all others.
struct LabelIndex<Subject: Sendable>: Sendable {
    struct Hit {
        let subject: Subject
        /// 0 to 1; 1 is a label word for word.
        let score: Float
        /// The label that fits best.
        let name: NameRecords.Name
        /// The positions of the asked words that it answers.
        let asked: [Int]
    }

    private let subjects: [Subject]
    private let labels: [(document: Int32, name: NameRecords.Name)]
    /// The labels of each thing lie together.
    private let labelsOfDocument: Lists<Int32>
    private let words: Lists<Int32>
    private let lengths: [Float]
    private let labelsOfWord: Lists<Int32>
    private let rarity: Rarity
    private let names: TextField
    private let about: TextField

    init(_ documents: LabelledDocuments<Subject>, _ table: WordTable) {
        let count = table.count
        subjects = documents.subjects
        labels = documents.labels.map { ($0.document, $0.name) }
        labelsOfDocument = Lists(
            count: documents.subjects.count, labels.enumerated().map { ($1.document, Int32($0)) })
        var whole = [[Int32]](repeating: [], count: documents.subjects.count)
        for label in documents.labels { whole[Int(label.document)] += label.words }
        let rarity = Rarity(
            whole.map { Set($0) }, words: count, weak: FunctionWords.all.compactMap { table.number(of: $0) })
        self.rarity = rarity
        lengths = documents.labels.map { $0.words.reduce(0) { $0 + rarity[$1] * rarity[$1] }.squareRoot() }
        let pairs = documents.labels.enumerated().flatMap { label, entry in entry.words.map { (Int32(label), $0) } }
        words = Lists(count: documents.labels.count, pairs)
        labelsOfWord = Lists(count: count, pairs.map { ($0.1, $0.0) })
        names = TextField(whole, words: count)
        about = TextField(documents.about, words: count)
    }

    /// The best things for a text, the best first.
    /// - Parameter language: among labels that fit as well as each other, one of this language counts.
    func hits(_ text: AskedWords, language: String?, limit: Int) -> [Hit] {
        let weighed = WeighedText(text, rarity)
        guard weighed.length > 0 else { return [] }
        let asked = weighed.asked.map { (word: $0.word, weight: $0.weight / weighed.length) }
        var shared = [Float](repeating: 0, count: subjects.count)
        names.add(asked, times: Fitting.names, to: &shared)
        about.add(asked, times: Fitting.about, to: &shared)
        let hits = candidates(asked, shared).enumerated().compactMap {
            place, document -> (place: Int, grade: Int, hit: Hit)? in
            guard let best = bestLabel(of: document, text, weighed, language) else { return nil }
            let score = best.grade > 0 ? 1 : min(0.999, Fitting.label * best.fit.score + shared[document])
            return (
                place, best.grade,
                Hit(subject: subjects[document], score: score, name: labels[best.label].name, asked: best.fit.asked)
            )
        }
        return hits.sorted { ($1.grade, $1.hit.score, $0.place) < ($0.grade, $0.hit.score, $1.place) }.prefix(limit)
            .map(\.hit)
    }

    /// The things that may fit best, by the sum over the words of their best label; the same words come first.
    private func candidates(_ asked: [(word: Int32, weight: Float)], _ shared: [Float]) -> [Int] {
        var sums = [Float](repeating: 0, count: labels.count)
        for (word, weight) in asked {
            let weight = weight * rarity[word]
            for label in labelsOfWord[Int(word)] { sums[Int(label)] += weight }
        }
        var best = [Float](repeating: 0, count: subjects.count)
        for (label, sum) in sums.enumerated() where sum > 0 {
            let document = Int(labels[label].document)
            best[document] = max(best[document], sum / lengths[label])
        }
        let found = best.indices.filter { best[$0] > 0 }
        let scores = best.indices.map { best[$0] * Fitting.label + shared[$0] }
        return Array(found.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(Fitting.candidates))
    }

    /// The label that fits best; its grade is above 0 where it is the text word for word: 1, with 2 for a preferred one and
    /// 1 for the language.
    private func bestLabel(
        of document: Int, _ text: AskedWords, _ weighed: WeighedText, _ language: String?
    ) -> (label: Int, grade: Int, fit: LabelFit)? {
        var best: (label: Int, grade: Int, fit: LabelFit)?
        for label in labelsOfDocument[document].map({ Int($0) }) {
            let fit = LabelFit(words[label], length: lengths[label], in: weighed)
            guard fit.score > 0 else { continue }
            var grade = 0
            if let sequence = text.sequence, words[label].elementsEqual(sequence) {
                grade = 1 + (labels[label].name.kind == .preferred ? 2 : 0)
                if labels[label].name.language == language { grade += 1 }
            }
            if let best, (best.grade, best.fit.score) >= (grade, fit.score) { continue }
            best = (label, grade, fit)
        }
        return best
    }
}
