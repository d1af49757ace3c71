/// The way from one frame of a camera to another: maps in order, each forward or backward.
public struct Transform: Sendable {
    /// A map, taken forward or backward.
    enum Step: Sendable {
        case forward(PlaneMap)
        case backward(PlaneMap)

        func isInverse(of other: Step) -> Bool {
            switch (self, other) {
            case (.forward(let left), .backward(let right)), (.backward(let left), .forward(let right)): left == right
            default: false
            }
        }
    }

    /// The maps, in the order in which they act; neighboring affine ones are one.
    let steps: [Step]

    /// The points that are carried through all steps before the next ones are fetched, so that they stay in the cache.
    private static let blockLength = 512

    /// Creates the transform that changes nothing.
    package init() { steps = [] }

    /// Creates the transform of one map.
    package init(_ map: PlaneMap) { self.init(steps: [.forward(map)]) }

    init(steps: [Step]) {
        var merged: [Step] = []
        for step in steps {
            guard let next = Transform.affine(step) else {
                // There and back again is nowhere.
                if let last = merged.last, last.isInverse(of: step) { merged.removeLast() } else { merged.append(step) }
                continue
            }
            if let last = merged.last, let previous = Transform.affine(last) {
                merged[merged.count - 1] = .forward(.affine(previous.followed(by: next)))
            } else {
                merged.append(.forward(.affine(next)))
            }
        }
        self.steps = merged
    }

    private static func affine(_ step: Step) -> AffineMap? {
        switch step {
        case .forward(.affine(let map)): map
        case .backward(.affine(let map)): map.inverse
        default: nil
        }
    }

    /// Where a point goes; `Point.undefined` outside the domain of a map.
    public func callAsFunction(_ point: Point) -> Point {
        var point = point
        for step in steps {
            switch step {
            case .forward(let map): point = map(point)
            case .backward(let map): point = map.inverse(point)
            }
        }
        return point
    }

    /// Where points go, in their order.
    public func callAsFunction(_ points: [Point]) -> [Point] {
        var result = points
        apply(to: &result)
        return result
    }

    /// Moves points in place.
    public func apply(to points: inout [Point]) {
        var span = points.mutableSpan
        apply(to: &span)
    }

    /// Moves points that are lent in place.
    public func apply(to points: inout MutableSpan<Point>) {
        var start = 0
        while start < points.count {
            let end = min(start + Transform.blockLength, points.count)
            for step in steps {
                switch step {
                case .forward(let map): map.apply(to: &points, start..<end)
                case .backward(let map): map.applyInverse(to: &points, start..<end)
                }
            }
            start = end
        }
    }

    /// The derivatives of the output by the input at a point, analytic; not finite outside the domain.
    package func jacobian(at point: Point) -> Matrix2 {
        var (point, result) = (point, Matrix2.identity)
        for step in steps {
            switch step {
            case .forward(let map):
                result = map.jacobian(at: point) * result
                point = map(point)
            case .backward(let map):
                point = map.inverse(point)
                result = (map.jacobian(at: point).inverse ?? Matrix2(.nan, .nan, .nan, .nan)) * result
            }
        }
        return result
    }

    /// The way back.
    public var inverse: Transform {
        Transform(
            steps: steps.reversed().map { step in
                switch step {
                case .forward(let map): .backward(map)
                case .backward(let map): .forward(map)
                }
            })
    }

    /// This transform followed by another.
    package func followed(by next: Transform) -> Transform { Transform(steps: steps + next.steps) }

    /// The transform as one affine map where it is one, else nil.
    package var affineMap: AffineMap? {
        if steps.isEmpty { return .identity }
        return steps.count == 1 ? Transform.affine(steps[0]) : nil
    }

    /// The affine map that touches the transform at a point.
    package func linearized(at point: Point) -> AffineMap {
        let matrix = jacobian(at: point)
        return AffineMap(matrix: matrix, offset: self(point) - matrix * point)
    }
}
