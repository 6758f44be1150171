import Secrets
import Testing

/// How passwords are judged and kept (checklist 9).
@Suite struct PasswordTests {
    @Test func `a password is kept as a salted hash, whole and however it is composed`() throws {
        let password = String(repeating: "a b c ", count: 14)
        let hash = try #require(Password.hash(password))
        #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$"))
        #expect(try #require(Password.hash(password)) != hash)
        #expect(Password.isRight(password, for: hash))
        #expect(!Password.isRight(password.dropLast() + "d", for: hash), "what is past 72 bytes counts")
        let composed = try #require(Password.hash("fromage\u{e9}"))
        #expect(Password.isRight("fromagee\u{301}", for: composed))
        #expect(!Password.isRight("fromagee", for: composed))
        #expect(!Password.isRight("", for: "no hash"))
    }

    @Test(arguments: [
        "passwordpassword", "123456789012345", "qwertyuiopasdfgh", "braingainbraingain", "Password12345678",
        "iloveyouiloveyou", "aaaaaaaaaaaaaaaa", "braingain2026tanger", "amina@desk.ma2026", "1qaz2wsx3edc4rfv",
        "P4ssw0rdP4ssw0rd", "abcdefghijklmnopqrstuvwxyz",
    ])
    func `what everybody tries first is weak`(_ password: String) {
        #expect(
            Password.bits(password, context: ["braingain", "tanger", "amina", "amina@desk.ma"]) < Password.leastBits)
    }

    @Test(arguments: [
        "correct horse battery staple", "xkqzvbwjfhmplry", "la chèvre mange du foin", "مرحبا بالعالم كله",
    ])
    func `what nobody guesses is strong, whatever it is made of`(_ password: String) {
        #expect(Password.bits(password, context: ["braingain"]) >= Password.leastBits)
    }

    @Test func `words of the account are weak where they would not be elsewhere`() {
        let password = "chefchaouen-larache"
        #expect(Password.bits(password, context: []) >= Password.leastBits)
        #expect(Password.bits(password, context: ["Chefchaouen", "Larache"]) < Password.leastBits)
    }
}
