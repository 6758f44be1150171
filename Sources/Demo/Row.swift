/// What the invented people of one country are drawn from.
package struct Row: Sendable {
    /// ISO 3166-1.
    package let country: String
    /// Name and ISO 3166-2 code of each desk.
    let desks: [(name: String, region: String)]
    let zone: String
    let livesIn: [String]
    let languages: [String]
    let given: [String]
    let family: [String]
    /// ESCO's code of the occupation and the ISIC class that it works in.
    let occupations: [(code: String, sector: String)]

    /// The first language of a country that people move to.
    static func language(of country: String) -> String {
        switch country {
        case "IT": "it"
        case "AE", "QA": "ar"
        case "ES": "es"
        case "RU": "ru"
        case "TR": "tr"
        case "DE", "AT", "CH": "de"
        case "FR", "BE": "fr"
        case "RO": "ro"
        case "IN": "hi"
        case "HK": "zh"
        default: "en"
        }
    }

    package static let all: [Row] = [
        Row(
            country: "BD", desks: [("Khulna", "BD-27")], zone: "Asia/Dhaka", livesIn: ["IT", "AE", "GB"],
            languages: ["bn", "en"], given: ["Shapla", "Nodi", "Megh", "Tara"],
            family: ["Nilpukur", "Talgachi", "Shimulbari"], occupations: [("1312.3", "0322")]),
        Row(
            country: "EC", desks: [("Loja", "EC-L")], zone: "America/Guayaquil", livesIn: ["ES", "US", "IT"],
            languages: ["es", "qu"], given: ["Sisa", "Inti", "Alba", "Rumi"],
            family: ["Pambacocha", "Quillaloma", "Sachapata"], occupations: [("7515.5", "0127")]),
        Row(
            country: "JM", desks: [("Saint Andrew", "JM-02")], zone: "America/Jamaica", livesIn: ["GB", "US", "CA"],
            languages: ["en", "jam"], given: ["Coral", "Zion", "Pearl", "Reef"],
            family: ["Breadfruit", "Bluepeak", "Logwood"], occupations: [("1221.6", "7911")]),
        Row(
            country: "KG", desks: [("Naryn", "KG-N")], zone: "Asia/Bishkek", livesIn: ["RU", "TR", "DE"],
            languages: ["ky", "ru"], given: ["Jyldyz", "Bulut", "Suusar", "Tolkun"],
            family: ["Aktaluu", "Kokjayik", "Songkolov"], occupations: [("2163.1.8", "1393")]),
        Row(
            country: "MD", desks: [("Orhei", "MD-OR")], zone: "Europe/Chisinau", livesIn: ["IT", "FR", "RO"],
            languages: ["ro", "ru"], given: ["Ploaia", "Doina", "Codru", "Steaua"],
            family: ["Vișinescu-Demo", "Rădiul", "Mierea"], occupations: [("2132.2", "0149")]),
        Row(
            country: "MA", desks: [("Tanger-Tétouan-Al Hoceïma", "MA-01"), ("Oriental", "MA-02")],
            zone: "Africa/Casablanca", livesIn: ["ES", "FR", "BE"], languages: ["ar", "ary", "fr"],
            given: ["Warda", "Nour", "Rihane", "Zitoun"], family: ["Sakiya", "Elbahri", "Elwadi"],
            occupations: [("7513.1", "1050")]),
        Row(
            country: "NP", desks: [("Gandaki", "NP-P4")], zone: "Asia/Kathmandu", livesIn: ["QA", "AU", "IN"],
            languages: ["ne", "en"], given: ["Himal", "Tara", "Kusum", "Megh"],
            family: ["Phewatal", "Deurali", "Chautari"], occupations: [("2511.3", "6201"), ("7212.3", "2511")]),
        Row(
            country: "PH", desks: [("Iloilo", "PH-ILI")], zone: "Asia/Manila", livesIn: ["US", "AE", "HK"],
            languages: ["tl", "hil", "en"], given: ["Tala", "Bituin", "Ulan", "Dalisay"],
            family: ["Bukidlaot", "Kawayanan", "Niyugan"], occupations: [("2221.3", "8690")]),
        Row(
            country: "SN", desks: [("Kaolack", "SN-KL")], zone: "Africa/Dakar", livesIn: ["FR", "CA", "IT"],
            languages: ["fr", "wo"], given: ["Teranga", "Ndar", "Sira", "Lamp"],
            family: ["Baobabi", "Keurgi", "Saloumane"], occupations: [("7411.1.4", "4321")]),
        Row(
            country: "RS", desks: [("Knjaževac", "RS-15"), ("Prokuplje", "RS-21")], zone: "Europe/Belgrade",
            livesIn: ["DE", "AT", "CH"], languages: ["sr", "en"], given: ["Zora", "Lipa", "Reka", "Vedran"],
            family: ["Timočki-Demo", "Hrastov", "Orahova"], occupations: [("8153.1", "1410"), ("7212.3", "2592")]),
        Row(
            country: "TN", desks: [("Médenine", "TN-82")], zone: "Africa/Tunis", livesIn: ["FR", "DE", "IT"],
            languages: ["ar", "fr"], given: ["Yasmin", "Bahr", "Zeytoun", "Nesma"],
            family: ["Elouaha", "Ennakhla", "Elmarsa"], occupations: [("2163.1.8", "1392")]),
    ]
}
