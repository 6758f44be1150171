/// One aspect that a need and a profile are compared in.
///
/// Each has a file of its own, which translates its part of a need into items, its part of a profile into terms, and an
/// item's result into words. To add a factor: add a case, a file, and a line in each table of ``Weights``.
package enum Factor: String, Sendable, CaseIterable {
    case skills, sector, language, place, mode, period, responsiveness
}
