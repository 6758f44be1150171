import Foundation
import Matching
import Model
import Postgres
import Store
import Taxonomy

/// A filled database with questions to it, and a desk that asks them.
struct ProductWorld {
    let service: Service
    let taxonomy: Taxonomy
    let invented: InventedWorld
    let needs: [Need]
    let desk: Identifier<Organisation>
    private let pool: Pool

    /// Throws ``Refusal`` where `Benchmarks fill` has not been.
    init(_ database: BenchmarkDatabase, questions: Int, seed: Int) async throws {
        pool = Pool(conninfo: database.conninfo(.owner))
        let instant = Date.now
        service = Service(store: Store(pool: pool, as: .owner)) { instant }
        taxonomy = Taxonomy(try await service.store.run(LoadTaxonomy()))
        let invented = try InventedWorld(taxonomy, seed: UInt64(seed), now: instant)
        self.invented = invented
        needs = try (0..<questions).map { try invented.question($0) }
        guard let desk = try invented.organisations.first(where: { $0.organisation.kind == .desk })?.id,
            try await service.store.run(ReadOrganisation(id: desk)) != nil
        else { throw Refusal(text: "the database has no invented desk of this seed: Benchmarks fill makes them") }
        self.desk = desk
    }

    func close() { pool.close() }
}
