import Taxonomy

/// Other figures of relatedness than those in force, to be measured beside them.
struct Candidate {
    private(set) var figures = RelatednessFigures()

    static let usage = "label=0.8,description=0.9,group=0.2,given=0.3,together=0.6,field=0.4,support=0.5,least=10"

    /// - Parameter text: as ``usage`` has it; what is left out stays as it is in force.
    init(_ text: String) throws(Refusal) {
        let shares: [String: WritableKeyPath<RelatednessFigures, Float>] = [
            "label": \.label, "description": \.description, "group": \.group, "given": \.given,
            "together": \.together, "field": \.field, "support": \.support,
        ]
        for pair in text.split(separator: ",") {
            let sides = pair.split(separator: "=").map(String.init)
            guard sides.count == 2, let value = Float(sides[1]), value >= 0 else {
                throw Refusal(text: "\(pair) is no figure: \(Self.usage)")
            }
            if let share = shares[sides[0]] {
                figures[keyPath: share] = value
            } else if sides[0] == "least", value <= 100 {
                figures.least = UInt8(value)
            } else {
                throw Refusal(text: "\(pair) is no figure: \(Self.usage)")
            }
        }
    }
}
