/// A segment of profiles without those that are no more or that lie elsewhere in a newer version.
struct LiveSegment: Sendable {
    let segment: Segment
    /// The documents that do not count, ascending.
    private(set) var hidden: [UInt32] = []

    init(_ segment: Segment) { self.segment = segment }

    init(_ documents: some Sequence<Document>) {
        var builder = SegmentBuilder()
        builder.reserveCapacity(documents.underestimatedCount)
        for document in documents {
            builder.add(document.identifier, partition: document.partition, terms: document.terms)
        }
        self.init(builder.build().segment)
    }

    var count: Int { segment.count - hidden.count }

    /// Hides the document of an identifier, if there is one.
    mutating func hide(_ identifier: UInt128) {
        if let document = segment.document(identifier) { hidden.insert(UInt32(document)) }
    }

    /// The document of an identifier; null when there is none that counts.
    subscript(identifier: UInt128) -> Document? {
        guard let document = segment.document(identifier), !isHidden(document) else { return nil }
        return self.document(document)
    }

    var documents: some Sequence<Document> {
        (0..<segment.count).lazy.filter { !isHidden($0) }.map { document($0) }
    }

    private func isHidden(_ document: Int) -> Bool {
        let place = hidden.firstPlace(notBelow: UInt32(document))
        return place < hidden.count && hidden[place] == UInt32(document)
    }

    private func document(_ document: Int) -> Document {
        Document(
            identifier: segment.identifiers[document], partition: segment.partition(of: document),
            terms: segment.terms(of: document, .own))
    }
}
