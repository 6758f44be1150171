import Foundation
import Model
import Store

/// What a file mentions, gathered in a first reading, so that the database is asked about each thing once.
struct Mentioned: Sendable {
    /// Skills by code, URI or label.
    var skills: Set<String> = []
    var places: Set<Place> = []
    /// Primary subtags.
    var languages: Set<String> = []
    var sectors: Set<String> = []
    var members: Set<UUID> = []
    var organisations: Set<UUID> = []
    /// The identifiers that the file gives its own records.
    var own: Set<UUID> = []
}
