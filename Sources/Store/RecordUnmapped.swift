import Model
import Postgres
import Taxonomy

/// Puts words that no concept answers into the curator's queue, or counts them once more.
package struct RecordUnmapped: Query {
    package let texts: [String]

    package init(texts: [String]) { self.texts = texts }

    package func run(in transaction: Transaction) throws(StoreError) {
        // In order, so that two who queue the same words wait for one another instead of deadlocking.
        let forms = Dictionary(texts.map { (LabelForm.normal($0), $0) }, uniquingKeysWith: { first, _ in first })
            .sorted { $0.key < $1.key }
        try transaction.change(
            """
            INSERT INTO ref.unmapped (normal, text)
            SELECT * FROM unnest(\(forms.map(\.key)), \(forms.map(\.value)))
            ON CONFLICT (normal, language) DO UPDATE SET seen = ref.unmapped.seen + 1
            """)
    }
}
