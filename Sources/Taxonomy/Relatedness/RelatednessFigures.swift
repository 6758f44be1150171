/// What each sign counts when it is computed which concepts can stand for which: those that ranked held-out occupations of
/// ESCO v1.1.1 best (`Benchmarks quality`). To change one is to change the version of the weights.
package struct RelatednessFigures: Sendable {
    /// How much a likeness of labels counts, of descriptions, a common group, and a relation that ESCO gives.
    package var label: Float = 0.8
    package var description: Float = 0.9
    package var group: Float = 0.2
    package var given: Float = 0.3
    /// How much it counts that occupations use both, and of that, that groups of occupations do.
    package var together: Float = 0.6
    package var field: Float = 0.4
    /// Where n occupations use both, n / (n + this) of their cosine counts.
    package var support: Float = 0.5
    /// Percent of at least one kind that a relation must reach: what lies below did not better the ranking.
    package var least: UInt8 = 10

    package init() {}
}
