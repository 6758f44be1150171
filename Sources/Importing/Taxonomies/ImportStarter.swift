import Store
import Taxonomy

/// Brings in the starter taxonomy and every list of codes that the program has, for a machine without any file.
package struct ImportStarter: Sendable {
    /// The release that answers name while nothing else is imported.
    package static let version = "starter-1"

    package init() {}

    /// Where ESCO is imported the starter is part of it already: then only the lists of codes are written.
    package func run(
        in store: Store, progress: @Sendable (ImportStep) -> Void = { _ in }
    ) async throws(ImportingError) -> ImportResult {
        do {
            progress(ImportStep("reading the starter taxonomy"))
            let (content, report) = try EmbeddedFiles.starter()
            let related = Relatedness.compute(content)
            let lists = try CodeLists.embedded()
            progress(ImportStep("writing"))
            let (outcome, codes) = try await store.transaction(as: .owner, timeout: .seconds(600)) {
                transaction throws(StoreError) in
                var codes = 0
                for list in lists { codes += try WriteCodes(list.list, list.entries).run(in: transaction) }
                let present = try ReadRelease().run(in: transaction)
                guard present == nil || present == Self.version else { return (WriteTaxonomy.Outcome.unchanged, codes) }
                let write = WriteTaxonomy(content, related: related, version: Self.version, source: "the program")
                return (try write.run(in: transaction), codes)
            }
            await store.notifyOfChange()
            return ImportResult(
                report: report, summary: "\(outcome.text), \(codes) codes new or changed",
                changed: outcome != .unchanged || codes > 0)
        } catch {
            throw .from(error)
        }
    }
}

extension WriteTaxonomy.Outcome {
    var text: String {
        switch self {
        case .unchanged: "the taxonomy is unchanged"
        case .written(let new, let retired): "\(new) new concepts, \(retired) retired"
        }
    }
}
