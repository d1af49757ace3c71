internal import Glibc
public import ObsFITS
internal import ObsGeometry
internal import ObsTime

/// The sky coordinates of a detector as FITS cards.
///
/// A gnomonic projection about the detector's center, with the distortion as SIP polynomials (Shupe et al. 2005, ASP
/// Conf. Ser. 347, 491). The polynomials are fitted; what they leave over is stated. The cards are for the image of the trimmed, assembled detector.
public struct SkyCards: Sendable {
    /// The cards: `CTYPE`, `CRVAL`, `CRPIX`, `CD`, `RADESYS` and the polynomials, with a comment that states the residuals.
    public let cards: [Card]
    /// The order of the polynomials from pixels to the sky.
    public let order: Int
    /// The largest distance on the detector between the sky of the cards and the camera's sky, arcseconds.
    public let residualArcseconds: Double
    /// The largest distance in pixels.
    public let residualPixels: Double
    /// The largest distance in pixels between a pixel and the way to the sky by `A`, `B` and back by `AP`, `BP`.
    package let inverseResidualPixels: Double

    /// The orders that SIP allows.
    package static let orders = 2...9
}

extension DetectorSky {
    /// The sky coordinates as FITS cards.
    ///
    /// - Parameter tolerancePixels: the largest residual to aim at, pixels: the lowest order that reaches it is taken, or else the
    ///   best one
    /// - Returns: the cards, and what they leave over
    /// - Throws: `ObsError` (`outside-optics`) when the optics are not defined on all of the detector
    public func fitsCards(tolerancePixels: Double = 1e-4) throws -> SkyCards {
        let middle = detector.box.center
        guard let center = position(of: middle), let linear = linearization(at: middle), !linear.isSingular else {
            throw undefined
        }
        let plane = TangentPlane(at: center)
        let fitted = try samples(Self.chebyshevNodes, middle, plane)
        let checked = try samples(Self.evenNodes, middle, plane)
        var best: SIPFit?
        for order in SkyCards.orders {
            guard let fit = SIPFit(fitted, checked, linear: linear, order: order, half: halfSize) else { continue }
            if fit.residual < best?.residual ?? .infinity { best = fit }
            if fit.residual <= tolerancePixels, fit.inverseResidual <= tolerancePixels { break }
        }
        guard let best else { throw undefined }
        return SkyCards(
            best, center: center, middle: middle, scaleArcseconds: abs(best.linear.determinant).squareRoot() * 3600)
    }

    private var undefined: SkyError { .outsideOptics(detector) }

    private var halfSize: Point { Point(Double(detector.box.width) / 2, Double(detector.box.height) / 2) }

    /// Points of the detector about its middle, and where they are in the plane at the center, degrees.
    private func samples(_ nodes: [Double], _ middle: Point, _ plane: TangentPlane) throws -> SIPFit.Samples {
        let half = halfSize
        let offsets = nodes.flatMap { y in nodes.map { x in Point(half.x * x, half.y * y) } }
        let degrees = 180 / Double.pi
        let targets = positions(of: offsets.map { middle + $0 }).compactMap { $0.flatMap(plane.point) }
            .map { Point($0.x * degrees, $0.y * degrees) }
        guard targets.count == offsets.count else { throw undefined }
        return SIPFit.Samples(offsets: offsets, targets: targets)
    }

    /// Where polynomials are fitted: dense at the edges, with the edges.
    private static var chebyshevNodes: [Double] { (0..<20).map { -cos(.pi * Double($0) / 19) } }

    /// Where the fit is judged: other points.
    private static var evenNodes: [Double] { (0..<32).map { Double($0) / 15.5 - 1 } }
}

/// SIP polynomials of one order, fitted to the sky of a detector.
struct SIPFit {
    /// Offsets from the reference pixel, and where they are in the tangent plane, degrees.
    struct Samples {
        let offsets: [Point]
        let targets: [Point]
    }

    let order: Int
    let linear: Matrix2
    let forward: [(name: String, powers: (x: Int, y: Int), value: Double)]
    let backward: [(name: String, powers: (x: Int, y: Int), value: Double)]
    let residual: Double
    let inverseResidual: Double

    init?(_ fitted: Samples, _ checked: Samples, linear: Matrix2, order: Int, half: Point) {
        guard let inverse = linear.inverse else { return nil }
        let scale = max(half.x, half.y)
        // What must be added to a pixel offset before the linear map, and to the linear offset to come back.
        let straight = fitted.targets.map { inverse * $0 }
        let forward = PlanePolynomial.fit(
            fitted.offsets, zip(straight, fitted.offsets).map { $0 - $1 },
            powers: PlanePolynomial.powers(from: 2, to: order), scale: scale)
        let backward = PlanePolynomial.fit(
            straight, zip(fitted.offsets, straight).map { $0 - $1 },
            powers: PlanePolynomial.powers(from: 1, to: order), scale: scale)
        guard let forward, let backward else { return nil }
        self.order = order
        self.linear = linear
        self.forward = SIPFit.terms("A", forward.x) + SIPFit.terms("B", forward.y)
        self.backward = SIPFit.terms("AP", backward.x) + SIPFit.terms("BP", backward.y)
        var (residual, inverseResidual) = (0.0, 0.0)
        for (offset, target) in zip(checked.offsets, checked.targets) {
            let corrected = SIPFit.apply(self.forward, "A", offset)
            residual = max(residual, corrected.distance(to: inverse * target))
            inverseResidual = max(inverseResidual, SIPFit.apply(self.backward, "AP", corrected).distance(to: offset))
        }
        self.residual = residual
        self.inverseResidual = inverseResidual
    }

    private static func terms(
        _ name: String, _ polynomial: PlanePolynomial
    ) -> [(name: String, powers: (x: Int, y: Int), value: Double)] {
        polynomial.powers.indices.map { (name, polynomial.powers[$0], polynomial.coefficient($0)) }
    }

    /// Applies the polynomials exactly as a reader of the cards does: with powers of pixels.
    private static func apply(
        _ terms: [(name: String, powers: (x: Int, y: Int), value: Double)], _ first: String, _ point: Point
    ) -> Point {
        var (xs, ys) = ([1.0], [1.0])
        for _ in 0..<SkyCards.orders.upperBound {
            xs.append((xs.last ?? 1) * point.x)
            ys.append((ys.last ?? 1) * point.y)
        }
        var sum = point
        for term in terms {
            let value = term.value * xs[term.powers.x] * ys[term.powers.y]
            if term.name == first { sum.x += value } else { sum.y += value }
        }
        return sum
    }
}

extension SkyCards {
    fileprivate init(_ fit: SIPFit, center: SkyPosition, middle: Point, scaleArcseconds: Double) {
        order = fit.order
        residualPixels = fit.residual
        residualArcseconds = fit.residual * scaleArcseconds
        inverseResidualPixels = fit.inverseResidual
        func real(_ name: String, _ value: Double, _ comment: String = "") -> Card {
            Card(Keyword(name), .real(value), comment: comment)
        }
        func text(_ name: String, _ value: String, _ comment: String = "") -> Card {
            Card(Keyword(name), .string(value), comment: comment)
        }
        var cards = [
            Card("WCSAXES", .integer(2)),
            text("CTYPE1", "RA---TAN-SIP"), text("CTYPE2", "DEC--TAN-SIP"),
            text("CUNIT1", "deg"), text("CUNIT2", "deg"),
            real("CRVAL1", center.rightAscension, "center of the detector"),
            real("CRVAL2", center.declination),
            // FITS counts pixels from 1.
            real("CRPIX1", middle.x + 1), real("CRPIX2", middle.y + 1),
            real("CD1_1", fit.linear.xx), real("CD1_2", fit.linear.xy),
            real("CD2_1", fit.linear.yx), real("CD2_2", fit.linear.yy),
            text("RADESYS", "ICRS"),
        ]
        for (names, terms) in [(["A", "B"], fit.forward), (["AP", "BP"], fit.backward)] {
            for name in names {
                cards.append(Card(Keyword("\(name)_ORDER"), .integer(fit.order)))
                for term in terms where term.name == name {
                    cards.append(real("\(name)_\(term.powers.x)_\(term.powers.y)", term.value))
                }
            }
        }
        let residuals = "within \(residualPixels) px, inverse within \(inverseResidualPixels) px"
        cards.append(Card("COMMENT", .string("Sky of pointing and camera, \(residuals).")))
        self.cards = cards
    }
}
