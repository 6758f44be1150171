/// Skills, or occupations, with the words of everything that they are called.
struct LabelledDocuments<Subject: Sendable>: Sendable {
    struct Label: Sendable {
        let document: Int32
        let name: NameRecords.Name
        /// In their order.
        let words: [Int32]
    }

    private(set) var subjects: [Subject] = []
    /// By document.
    private(set) var labels: [Label] = []
    /// The words of what else is said of each.
    private(set) var about: [[Int32]] = []

    /// - Parameters:
    ///   - names: all its names; each form of a gendered one becomes a label.
    ///   - texts: what else is said of it, such as the names of an occupation's skills.
    mutating func add(_ subject: Subject, names: [NameRecords.Name], about texts: [String], _ table: inout WordTable) {
        let document = Int32(subjects.count)
        subjects.append(subject)
        var seen: Set<String> = []
        for name in names {
            for form in GenderedForms.forms(of: name.text) {
                let normal = LabelForm.normal(form)
                guard !normal.isEmpty, seen.insert("\(name.language) \(normal)").inserted else { continue }
                labels.append(
                    Label(
                        document: document, name: name, words: WordTable.words(of: normal).map { table.add($0) }))
            }
        }
        about.append(texts.flatMap { WordTable.words(of: LabelForm.normal($0)) }.map { table.add($0) })
    }
}
