import ObsFITS
import TestSupport
import Testing

@Suite("obskit calib context of")
struct CalibContextOfTests {
    private static let hash = String(repeating: "0123456789abcdef", count: 4)
    private static let dataset = "00000001-0000-4000-8000-00000000000a"

    private static let cards = [
        ("OBSKIT", "0.1.0"), ("OKINST", "DECam"), ("OKPKG", "DECam"), ("OKPKGVER", "1.0.0"), ("OKPKGSUM", hash),
        ("OKCTX", hash),
        ("OKRAW1", "raw.fits"), ("OKSUM1", hash), ("OKCOR1", "wrong-filter"), ("OKCAL1", "flat 25 \(dataset)"),
        ("OKCAL2", "curve - \(dataset)"),
    ]

    /// Runs the command on a file of these cards.
    private static func run(_ cards: [(String, String)]) throws -> Obskit.Result {
        let folder = try TemporaryFolder()
        let structure = [
            Card("SIMPLE", .logical(true)), Card("BITPIX", .integer(8)), Card("NAXIS", .integer(0)),
        ]
        let header = Header(cards: structure + cards.map { Card(Keyword($0.0), .string($0.1)) })
        return try Obskit.run("calib", "context", "of", try folder.write(header.cardImages, to: "out.fits"))
    }

    @Test("prints what the header of an output says of what it was made of")
    func prints() throws {
        let run = try Self.run(Self.cards)
        #expect(run.status == 0, "\(run.diagnostics)")
        #expect(
            run.output == """
                HDU 0
                obskit 0.1.0
                instrument DECam
                package DECam 1.0.0 \(Self.hash)
                context \(Self.hash)
                raw raw.fits \(Self.hash)
                correction wrong-filter
                flat 25 \(Self.dataset)
                curve - \(Self.dataset)

                """)
    }

    @Test("ends with status 1 where no header says it, or one says what cannot be")
    func problems() throws {
        let none = try Self.run([("OBJECT", "M 31")])
        #expect(none.status == 1 && none.diagnostics.contains("there is no OBSKIT card"), "\(none.diagnostics)")
        let wrong = try Self.run(Self.cards.map { $0.0 == "OKCAL1" ? ($0.0, "flat 25") : $0 })
        #expect(wrong.status == 1 && wrong.diagnostics.contains("OKCAL1 is 'flat 25'"), "\(wrong.diagnostics)")
    }
}
