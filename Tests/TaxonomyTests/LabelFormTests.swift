import Taxonomy
import Testing

struct LabelFormTests {
    @Test(arguments: [
        // French
        ("Gestion d’équipe", "gestion d equipe"), ("GESTION D'EQUIPE", "gestion d equipe"),
        ("cœur de métier", "coeur de metier"), ("Œuvre", "oeuvre"), ("façade à l'ancienne", "facade a l ancienne"),
        ("e\u{301}te\u{301}", "ete"),
        // Spanish
        ("Gestión de proyectos", "gestion de proyectos"), ("¿Diseño?", "diseno"), ("pingüino", "pinguino"),
        // English, with what tools are called
        ("  Project\tmanagement -- (agile) ", "project management agile"), ("C++ / C#", "c++ c#"), ("+ #", ""),
        ("soft\u{AD}ware", "software"), ("a\u{A0}b", "a b"), ("a\u{200B}b", "a b"), ("m²", "m2"), ("ﬁn", "fin"),
        ("Ｔｏｋｙｏ １", "tokyo 1"),
        // Serbian, Romanian, Turkish, German, Vietnamese
        ("Đorđe Živković", "dorde zivkovic"), ("știință", "stiinta"), ("İSTANBUL ılık", "istanbul ilik"),
        ("Straße STRASSE", "strasse strasse"), ("kỹ năng", "ky nang"),
        // Cyrillic: й stays, ё is е, stress marks go
        ("УПРАВЛЕНИЕ Проектами", "управление проектами"), ("Ёлка", "елка"), ("и\u{306}од", "йод"),
        ("за\u{301}мок", "замок"), ("Көчмө ҮЙ", "көчмө үй"), ("Ђердап", "ђердап"),
    ])
    func `labels fold to plain words`(text: String, normal: String) {
        #expect(LabelForm.normal(text) == normal)
    }

    @Test(arguments: [
        ("إدارة المشاريع", "ادارة المشاريع"), ("إدارة", "اداره"), ("أُسْرَة", "اسره"), ("مـــحـــاسبة", "محاسبة"),
        ("محاسبى", "محاسبي"), ("آلات", "الات"), ("مسؤول", "مسوول"), ("كفائة", "كفاية"), ("بناء", "بنا"),
        ("کتابت ی", "كتابت ي"), ("٢٠٢٦ ۱۲", "2026 12"), ("ﻻ", "لا"), ("صحة، سلامة؛ بيئة؟", "صحة سلامة بيئة"),
    ])
    func `spellings of Arabic are one`(text: String, other: String) {
        #expect(LabelForm.normal(text) == LabelForm.normal(other))
        #expect(!LabelForm.normal(text).isEmpty)
    }

    @Test(arguments: [("علم", "عمل"), ("كتاب", "كاتب"), ("бык", "бок"), ("কলা", "কালা"), ("दिन", "दीन")])
    func `different words stay different`(text: String, other: String) {
        #expect(LabelForm.normal(text) != LabelForm.normal(other))
    }

    @Test func `Indic vowel signs are letters, however they are composed`() {
        #expect(LabelForm.normal("কৃষি, মাছ চাষ।") == "কৃষি মাছ চাষ")
        #expect(LabelForm.normal("খামার-ব্যবস্থাপনা ২০২৬") == "খামার ব্যবস্থাপনা 2026")
        #expect(LabelForm.normal("परियोजना प्रबंधन (कृषि)") == "परियोजना प्रबंधन कृषि")
        // ড় as one scalar and as two, ো as one and as two.
        #expect(LabelForm.normal("\u{9DC}") == LabelForm.normal("\u{9A1}\u{9BC}"))
        #expect(LabelForm.normal("ক\u{9CB}") == LabelForm.normal("ক\u{9C7}\u{9BE}"))
    }

    @Test func `a normal form is its own, and no text breaks it`() {
        let texts = [
            "Gestión de proyectos", "إدارة المشاريع", "Ёлка", "কৃষি", "", " \u{301} ", "🧶 шырдак", "\u{640}", "日本語 한국어",
        ]
        for text in texts {
            let normal = LabelForm.normal(text)
            #expect(LabelForm.normal(normal) == normal)
        }
        #expect(LabelForm.normal("🧶 шырдак") == "шырдак")
        #expect(LabelForm.normal("\u{640}\u{64E}") == "")
    }
}
