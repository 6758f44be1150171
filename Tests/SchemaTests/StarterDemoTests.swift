import Testing

/// The demo's stories must hold where nothing but the starter was imported.
struct StarterDemoTests {
    @Test func `every skill that the stories name is there`() throws {
        let uris = try ReferenceTable("skills.tsv")["uri"]
        let named = """
            5ba1d5b9 d2150558 e65117b6 18d3f89a 50ac5186 e4a3c9af 3077421b 183134a2 27d26fd6 530cb489 050dc15e 59ea80e1 \
            bf942c60 4cb58ef4 736ef286 0959a14b 0d207bf2 460135e3 5fb8be43 9b242812 9920e559 16636767 5b1aecb9 60b2dd49 \
            8db2df8a fd978625 106a62be 60f51172 6c2182f9
            """
        for code in named.split(separator: " ") {
            #expect(uris.contains { $0.hasPrefix("http://data.europa.eu/esco/skill/\(code)-") }, "\(code)")
        }
    }

    @Test(
        arguments: [
            ("fr", "appliquer la méthode HACCP", "apply-haccp"), ("fr", "produire du fromage", "make-cheese"),
            ("es", "aplicar análisis de peligros y puntos de control crítico", "apply-haccp"),
            ("es", "fabricar quesos", "make-cheese"), ("en", "project management", "project-management"),
            ("fr", "gestion de projet", "project-management"), ("es", "gestión de proyectos", "project-management"),
            ("fr", "écotourisme", "ecotourism"), ("es", "microfinanzas", "microfinance"),
        ])
    func `what people type names one concept in any language`(language: String, text: String, code: String) throws {
        let named = try ReferenceTable("skills.tsv").rows.filter {
            $0[language] == text || $0.list("\(language)_alt").contains(text)
        }
        #expect(named.map { $0["code"] } == [code])
    }

    @Test func `the demo's occupations are there with their sectors`() throws {
        let occupations = try ReferenceTable("occupations.tsv").byCode
        let table = [
            "1312.3": "0322", "7515.5": "0127", "1221.6": "7911", "2163.1.8": "1393", "2132.2": "0149",
            "7513.1": "1050", "2511.3": "6201", "7212.3": "2511", "2221.3": "8690", "7411.1.4": "4321",
            "8153.1": "1410",
        ]
        for (code, sector) in table { #expect(occupations[code]?["isic"] == sector, "\(code)") }
        let essential = occupations.values.flatMap { $0.list("essential") }
        #expect(!essential.contains("manage-recirculation"), "story 7 needs that nobody has it")
    }
}
