/// Needs as they lie in memory: their terms and gifts as a ``Segment`` has them, and beside it what they ask.
struct NeedSegment: Sendable {
    let segment: Segment
    let demands: DemandTable
    let musts: MustTable

    var count: Int { segment.count }
    var bytes: Int { segment.bytes + demands.bytes + musts.bytes }

    /// Of needs with one identifier the last counts.
    init(_ needs: [NeedDocument]) {
        var builder = SegmentBuilder()
        builder.reserveCapacity(needs.count)
        for need in needs {
            builder.add(need.identifier, partition: need.partition, terms: need.terms, gives: need.gives)
        }
        let (segment, order) = builder.build()
        self.segment = segment
        demands = DemandTable(order.map { needs[Int($0)].demands })
        musts = MustTable(order.map { needs[Int($0)].musts }, open: order.map { needs[Int($0)].open })
    }

    /// The need of a document, with its terms in an order of the segment's own.
    func need(of document: Int) -> NeedDocument {
        NeedDocument(
            identifier: segment.identifiers[document], partition: segment.partition(of: document),
            terms: segment.terms(of: document, .own), gives: segment.terms(of: document, .given),
            demands: demands.demands(of: document), musts: musts.musts(of: document), open: musts.open[document])
    }
}
