import TestSupport
import Testing

@testable import ObsTime

@Suite struct SexagesimalTests {
    @Test(
        "Hours and degrees are read in every notation",
        arguments: [
            ("02:51:16.8", Sexagesimal.Quantity.rightAscension, 42.82),
            ("02 51 16.8", .rightAscension, 42.82),
            ("  2  51  16.8 ", .rightAscension, 42.82),
            ("2h51m16.8s", .rightAscension, 42.82),
            ("2H 51M 16.8S", .rightAscension, 42.82),
            ("2h51m16.8", .rightAscension, 42.82),
            ("42d49m12s", .rightAscension, 42.82),
            ("2.5", .rightAscension, 37.5),
            ("2:30", .rightAscension, 37.5),
            ("2h30.5m", .rightAscension, 37.625),
            ("12h", .rightAscension, 180),
            ("-1:00:00", .rightAscension, 345),
            ("23:59:59.999999", .rightAscension, 359.99999999583335),
            ("-00:00:05.4", .declination, -0.0015),
            ("+00:00:05.4", .declination, 0.0015),
            ("- 30:10:05.4", .declination, -30.168166666666667),
            ("-30d10m05.4s", .declination, -30.168166666666667),
            ("-30°10'05.4\"", .declination, -30.168166666666667),
            ("-30 10", .declination, -30.166666666666668),
            ("-30.16606", .declination, -30.16606),
            ("-3.016606e1", .declination, -30.16606),
            ("90:00:00", .declination, 90),
            ("5h", .declination, 75),
            ("720.5", .angle, 720.5),
            ("-270:30:00", .angle, -270.5),
            ("0.1234567890123456789", .angle, 0.1234567890123456789),
            (".5", .angle, 0.5),
            ("5.", .angle, 5),
        ])
    func reads(text: String, quantity: Sexagesimal.Quantity, degrees: Double) throws {
        let reading = try Sexagesimal.read(text, as: quantity)
        #expect(abs(reading.degrees - degrees) <= 2 * degrees.ulp)
        #expect(!reading.isSixtyCarried && reading.note == nil)
    }

    @Test(
        "Sixty minutes or seconds are carried, and reported",
        arguments: [("02:60:00", 45.0), ("02:59:60", 45.0), ("02 59 60.0", 45), ("2h60m0s", 45)])
    func carries(text: String, degrees: Double) throws {
        let reading = try Sexagesimal.read(text, as: .rightAscension)
        #expect(abs(reading.degrees - degrees) < 1e-13)
        #expect(reading.isSixtyCarried)
        #expect(reading.note?.contains("60") == true)
    }

    @Test(
        "What is no angle is refused with what was found",
        arguments: [
            ("", Sexagesimal.Quantity.rightAscension, TimeError.Code.syntax),
            ("   ", .rightAscension, .syntax),
            ("abc", .rightAscension, .syntax),
            ("nan", .angle, .syntax),
            ("inf", .angle, .syntax),
            ("1e400", .angle, .syntax),
            ("-", .declination, .syntax),
            (".", .declination, .syntax),
            ("1:2:3:4", .declination, .syntax),
            ("1 2 3 4", .declination, .syntax),
            ("1::2", .declination, .syntax),
            ("1:2:", .declination, .syntax),
            ("1:", .declination, .syntax),
            ("1.5:30:00", .declination, .syntax),
            ("1:30.5:00", .declination, .syntax),
            ("1:-30:00", .declination, .syntax),
            ("1h30s", .rightAscension, .syntax),
            ("1h30m20x", .rightAscension, .syntax),
            ("1h30m20s5", .rightAscension, .syntax),
            ("12:30 20", .rightAscension, .syntax),
            ("12:61:00", .rightAscension, .outOfRange),
            ("12:00:60.5", .rightAscension, .outOfRange),
            ("24:00:00", .rightAscension, .outOfRange),
            ("25", .rightAscension, .outOfRange),
            ("-24:00:00", .rightAscension, .outOfRange),
            ("90:00:00.1", .declination, .outOfRange),
            ("-91", .declination, .outOfRange),
            ("1e300", .declination, .outOfRange),
            ("99999999999999999999999999", .rightAscension, .outOfRange),
        ])
    func refuses(text: String, quantity: Sexagesimal.Quantity, code: TimeError.Code) {
        let error = expectTimeError(code) { _ = try Sexagesimal.read(text, as: quantity) }
        #expect(error?.message.contains(TimeError.quoted(text)) == true)
        #expect(error?.message.contains("expected") == true)
    }

    @Test("Angles written with three parts lead back to themselves")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<5_000 {
            let hours = Int.random(in: 0..<24, using: &random)
            let minutes = Int.random(in: 0..<60, using: &random)
            let thousandths = Int.random(in: 0..<60_000, using: &random)
            let text = "\(hours):\(minutes):\(thousandths / 1000).\(String(thousandths % 1000 + 1000).dropFirst())"
            let expected = Double((hours * 60 + minutes) * 60_000 + thousandths) / 240_000
            #expect(abs(try Sexagesimal.read(text, as: .rightAscension).degrees - expected) < 1e-13)
        }
    }

    @Test("Every byte in every place is read or refused, never worse")
    func mutations() {
        let originals = ["-02:51:16.8", "2h51m16.8s", "-30°10'05.4\""].map { Array($0.utf8) }
        for original in originals {
            for place in 0..<original.count {
                for byte in UInt8.min...UInt8.max {
                    var bytes = original
                    bytes[place] = byte
                    for length in 0...bytes.count {
                        _ = try? Sexagesimal.read(utf8: bytes.span.extracting(..<length), as: .angle)
                    }
                }
            }
        }
    }
}
