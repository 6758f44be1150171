import Testing

@testable import Taxonomy

@Suite struct GenderedFormsTests {
    @Test(arguments: [
        ("welder", []), ("couturier/couturière", ["couturier", "couturière"]),
        ("vendeur en magasin/vendeuse en magasin", ["vendeur en magasin", "vendeuse en magasin"]),
        ("jefe/jefa de proyecto", ["jefe de proyecto", "jefa de proyecto"]),
        (
            "docente universitario/universitaria de informática",
            [
                "docente universitario de informática", "docente universitaria de informática",
            ]
        ),
        ("مدير / مديرة مشروع", ["مدير مشروع", "مديرة مشروع"]),
        ("criador/criadora y cuidador/cuidadora", ["criador y cuidador", "criadora y cuidadora"]),
    ])
    func `a label with a stroke is itself and two more`(label: String, forms: [String]) {
        #expect(GenderedForms.forms(of: label) == [label] + forms)
    }

    @Test(arguments: ["/", "//", "a/", "/b", " / ", "a / / b"])
    func `strokes without words break nothing`(label: String) {
        #expect(GenderedForms.forms(of: label).first == label)
    }
}
