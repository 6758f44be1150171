/// How much of each thing a record may hold, so that no input can grow without bound.
package enum Limits {
    package static let skills = 60
    package static let sectors = 10
    package static let languages = 15
    package static let places = 20
    package static let nameLength = 200
    package static let headlineLength = 200
    package static let textLength = 200
    package static let noteLength = 2_000
    package static let capacity = 0...20
    package static let hoursPerMonth = 1...744
    package static let replyDays = 1...90
    package static let mentorsWanted = 1...3
    package static let founders = 200
    /// Ventures of a cohort, and mentors that it names.
    package static let cohort = 5_000
    package static let placesOfOffer = 1...100_000
}
