/// A smooth map of the plane to itself: the forms that the optics of a camera, or an extra frame, can have.
public enum PlaneMap: Hashable, Sendable {
    /// A linear map and a shift.
    case affine(AffineMap)

    /// A polynomial in the radius.
    case radial(RadialPolynomial)

    /// The inverse of a polynomial in the radius: its coefficients lead from the output's radius to the input's.
    case inverseRadial(RadialPolynomial)

    /// Two polynomials in both coordinates.
    case polynomial(BivariatePolynomial)

    /// Applies the map to a point; `Point.undefined` outside its domain.
    public func callAsFunction(_ point: Point) -> Point {
        switch self {
        case .affine(let map): map(point)
        case .radial(let map): map(point)
        case .inverseRadial(let map): map.inverse(point)
        case .polynomial(let map): map(point)
        }
    }

    /// The point that the map moves to the given one, to machine precision; `Point.undefined` where there is none.
    public func inverse(_ point: Point) -> Point {
        switch self {
        case .affine(let map): map.inverse?(point) ?? .undefined
        case .radial(let map): map.inverse(point)
        case .inverseRadial(let map): map(point)
        case .polynomial(let map): map.inverse(point)
        }
    }

    /// The derivatives of the output by the input, analytic; not finite outside the domain.
    public func jacobian(at point: Point) -> Matrix2 {
        switch self {
        case .affine(let map): return map.matrix
        case .radial(let map): return map.jacobian(at: point)
        case .inverseRadial(let map):
            let undefined = Matrix2(.nan, .nan, .nan, .nan)
            return map.jacobian(at: map.inverse(point)).inverse ?? undefined
        case .polynomial(let map): return map.jacobian(at: point)
        }
    }

    /// Applies the map to a range of points in place.
    func apply(to points: inout MutableSpan<Point>, _ range: Range<Int>) {
        switch self {
        case .affine(let map):
            let (matrix, offset) = (map.matrix, map.offset)
            for index in range {
                let point = points[index]
                points[index] = Point(
                    matrix.xx * point.x + matrix.xy * point.y + offset.x,
                    matrix.yx * point.x + matrix.yy * point.y + offset.y)
            }
        case .radial(let map): map.apply(to: &points, range)
        case .inverseRadial(let map): map.applyInverse(to: &points, range)
        case .polynomial(let map): map.apply(to: &points, range)
        }
    }

    /// Applies the inverse to a range of points in place.
    func applyInverse(to points: inout MutableSpan<Point>, _ range: Range<Int>) {
        switch self {
        case .affine(let map):
            if let inverse = map.inverse {
                PlaneMap.affine(inverse).apply(to: &points, range)
            } else {
                for index in range { points[index] = .undefined }
            }
        case .inverseRadial(let map): map.apply(to: &points, range)
        case .radial(let map): map.applyInverse(to: &points, range)
        case .polynomial(let map): map.applyInverse(to: &points, range)
        }
    }
}
