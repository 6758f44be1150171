/// The labels of all skills, or of all occupations, by their words.
///
/// A thing fits a text as well as its best label does, with a share for all its labels together and one for what else is
/// said of it. The things whose labels promise most by their words alone are looked at closely. Those with a label that is
/// the text, word for word, come before all others.
struct LabelIndex<Subject: Sendable>: Sendable {
    struct Hit {
        let subject: Subject
        /// 0 to 1; 1 is a label word for word.
        var score: Float
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
        let promises = promises(asked)
        var hits: [(grade: Int, hit: Hit)] = []
        for document in candidates(promises, shared) {
            guard let best = bestLabel(of: document, promises, text, weighed, language) else { continue }
            let score = best.grade > 0 ? 1 : min(0.999, Fitting.label * best.fit.score + shared[document])
            hits.append(
                (
                    best.grade,
                    Hit(subject: subjects[document], score: score, name: labels[best.label].name, asked: best.fit.asked)
                ))
        }
        return varied(hits, weighed, limit)
    }

    /// The best first, where what rests on the same words as others before it counts less, so that every part of a long
    /// text comes into its own.
    private func varied(_ hits: [(grade: Int, hit: Hit)], _ text: WeighedText, _ limit: Int) -> [Hit] {
        let squares = text.weights.map { $0 * $0 }
        var news = squares
        var rest = hits
        var chosen: [Hit] = []
        while chosen.count < limit, !rest.isEmpty {
            let worth = rest.map { grade, hit in
                let share = hit.asked.reduce(0) { $0 + news[$1] } / hit.asked.reduce(0) { $0 + squares[$1] }
                return (grade: grade, score: grade > 0 ? hit.score : hit.score * share)
            }
            guard
                let best = worth.indices.max(by: {
                    (worth[$0].grade, worth[$0].score, $1) < (worth[$1].grade, worth[$1].score, $0)
                })
            else { break }
            var hit = rest.remove(at: best).hit
            hit.score = worth[best].score
            for word in hit.asked { news[word] *= Fitting.variety }
            chosen.append(hit)
        }
        return chosen
    }

    /// The cosine of each label with the text, were each word of the text free to answer for several of it.
    private func promises(_ asked: [(word: Int32, weight: Float)]) -> [Float] {
        var sums = [Float](repeating: 0, count: labels.count)
        for (word, weight) in asked {
            let weight = weight * rarity[word]
            for label in labelsOfWord[Int(word)] { sums[Int(label)] += weight }
        }
        for label in sums.indices { sums[label] /= lengths[label] }
        return sums
    }

    /// The things that may fit best.
    private func candidates(_ promises: [Float], _ shared: [Float]) -> [Int] {
        var best: [(score: Float, document: Int)] = []
        for document in subjects.indices {
            let promise = labelsOfDocument[document].reduce(0) { max($0, promises[Int($1)]) }
            let score = promise * Fitting.label + shared[document]
            guard promise > 0, best.count < Fitting.candidates || score > best[best.count - 1].score else { continue }
            if best.count == Fitting.candidates { best.removeLast() }
            let place = best.firstIndex { $0.score < score } ?? best.count
            best.insert((score, document), at: place)
        }
        return best.map(\.document)
    }

    /// The label that fits best; its grade is above 0 where it is the text word for word: 1, with 2 for a preferred one and
    /// 1 for the language.
    private func bestLabel(
        of document: Int, _ promises: [Float], _ text: AskedWords, _ weighed: WeighedText, _ language: String?
    ) -> (label: Int, grade: Int, fit: LabelFit)? {
        var best: (label: Int, grade: Int, fit: LabelFit)?
        let least = labelsOfDocument[document].reduce(0) { max($0, promises[Int($1)]) } * Fitting.promise
        for label in labelsOfDocument[document].map({ Int($0) }) {
            let isSame = text.sequence.map { words[label].elementsEqual($0) } ?? false
            guard isSame || promises[label] >= least else { continue }
            let fit = LabelFit(words[label], length: lengths[label], in: weighed)
            guard fit.score > 0 else { continue }
            var grade = 0
            if isSame {
                grade = 1 + (labels[label].name.kind == .preferred ? 2 : 0)
                if labels[label].name.language == language { grade += 1 }
            }
            if let best, (best.grade, best.fit.score) >= (grade, fit.score) { continue }
            best = (label, grade, fit)
        }
        return best
    }
}
