import Model
import Taxonomy
import Testing

struct SectorTests {
    @Test(arguments: [
        ("0111", "0111", 100), ("A", "A", 100), ("01", "01", 100), ("011", "011", 100),
        ("011", "0111", 90), ("01", "011", 80), ("01", "0111", 70),
        ("A", "01", 60), ("A", "011", 50), ("A", "0111", 40),
        ("0111", "0112", 75), ("0111", "0121", 50), ("0111", "012", 50), ("011", "012", 50),
        ("0111", "0210", 20), ("01", "02", 20), ("01", "021", 20), ("0111", "03", 20),
        ("0111", "1010", 0), ("A", "C", 0), ("A", "10", 0), ("01", "10", 0),
    ])
    func `how near two sectors are is the table's figure, from either side`(one: String, other: String, percent: Int)
        throws
    {
        let (one, other) = (try SectorCode(one), try SectorCode(other))
        #expect(Taxonomy().proximity(one, other) == percent)
        #expect(Taxonomy().proximity(other, one) == percent)
    }

    @Test func `a sector's title falls back to English, then to the code`() throws {
        var records = TaxonomyRecords(version: "test")
        records.sectors = [
            CodeListEntry(code: "A", parent: nil, titles: ["en": "Farming", "fr": "Agriculture"]),
            CodeListEntry(code: "01", parent: "A", titles: ["en": "Crops"]),
        ]
        let taxonomy = Taxonomy(records)
        #expect(taxonomy.sectors.map(\.description) == ["01", "A"])
        #expect(taxonomy.label(of: try SectorCode("A"), in: "fr") == "Agriculture")
        #expect(taxonomy.label(of: try SectorCode("A01"), in: "ar") == "Crops")
        #expect(taxonomy.label(of: try SectorCode("0111"), in: "fr") == "0111")
    }
}
