/// A label that gives two forms at once, as titles in French, Spanish and Arabic do.
enum GenderedForms {
    /// The label as it stands and, where it has a stroke, each form alone: `vendeur en magasin/vendeuse en magasin` is two
    /// whole titles, `jefe/jefa de proyecto` is two words before what both share.
    static func forms(of label: String) -> [String] {
        guard label.contains("/") else { return [label] }
        let halves = label.split(separator: "/").map { $0.split(separator: " ") }
        if halves.count == 2, halves[0].count == halves[1].count {
            return [label] + halves.map { $0.joined(separator: " ") }
        }
        let words = label.replacing(" / ", with: "/").split(separator: " ").map { $0.split(separator: "/") }
        return [label]
            + (0..<2).map { form in
                words.compactMap { $0.isEmpty ? nil : $0[min(form, $0.count - 1)] }.joined(separator: " ")
            }
    }
}
