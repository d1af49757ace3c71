package import ObsGeometry

extension Box {
    /// The box in bands of rows that have no more than some pixels, or one row.
    package func bands(ofPixels pixels: Int) -> [Box] {
        guard !isEmpty else { return [] }
        let step = max(1, pixels / width)
        return stride(from: y, to: endY, by: step).compactMap {
            Box(x: x, y: $0, width: width, height: min(step, endY - $0))
        }
    }
}
