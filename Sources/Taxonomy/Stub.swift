import Model

/// Stands in for the taxonomy until it lands, so that Scoring compiles: replaced whole by whoever writes Taxonomy, who
/// keeps these names or changes Scoring's few uses of them.
package struct Taxonomy: Sendable {
    package init() {}

    package func neighbours(of concept: ConceptID) -> [Neighbour] { [] }
    package var sectors: [SectorCode] { [] }
    /// 0 to 100 percent.
    package func proximity(_ left: SectorCode, _ right: SectorCode) -> Int { left == right ? 100 : 0 }
    package func label(of concept: ConceptID, in language: String) -> String { "" }
    package func label(of sector: SectorCode, in language: String) -> String { sector.description }
}

/// A related concept, in percent.
package struct Neighbour: Sendable {
    package let other: ConceptID
    package let alike: UInt8
    package let usedTogether: UInt8?
}
