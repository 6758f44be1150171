import Foundation
import Secrets
import Testing

/// Codes of an app (checklist 11).
@Suite struct OneTimeCodeTests {
    private let secret = Array("12345678901234567890".utf8)

    /// RFC 6238, appendix B, in six digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `codes are those of the standard`(_ seconds: Int, _ code: String) {
        #expect(OneTimeCode.code(secret, OneTimeCode.step(Date(timeIntervalSince1970: Double(seconds)))) == code)
    }

    @Test func `a code is good a step before and after its own, and no longer`() throws {
        let now = Date(timeIntervalSince1970: 1_234_567_890)
        let present = OneTimeCode.step(now)
        for step in present - 3...present + 3 {
            let code = try #require(OneTimeCode.code(secret, step))
            #expect(OneTimeCode.step(of: code, secret, at: now) == (abs(step - present) <= 1 ? step : nil))
        }
        for code in ["", "5924", "0059240", "00592４"] { #expect(OneTimeCode.step(of: code, secret, at: now) == nil) }
    }

    /// A machine whose clock was never set has no step before the present one, and no code is not an empty one.
    @Test func `in the first half minute of 1970 a code is good, and none is not`() throws {
        let beginning = Date(timeIntervalSince1970: 1)
        let code = try #require(OneTimeCode.code(secret, 0))
        #expect(OneTimeCode.step(of: code, secret, at: beginning) == 0)
        #expect(OneTimeCode.step(of: "", secret, at: beginning) == nil)
        #expect(OneTimeCode.code(secret, -1) == nil)
    }

    @Test func `an app can read the secret`() {
        #expect(
            OneTimeCode.uri(secret, account: "amina@desk.ma")
                == "otpauth://totp/BrainGain:amina%40desk%2Ema?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=BrainGain"
        )
    }
}
