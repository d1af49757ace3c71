internal import ObsGeometry

/// The images of a ramp, painted a section at a time.
struct RampPainting {
    /// A rectangle of an image; its pixels have a value in the corner that changes by columns and by rows.
    private struct Patch {
        let box: Box
        let corner: Int32
        let perColumn: Int32
        let perRow: Int32
    }

    /// The sizes of the images.
    let sizes: [Box]
    private let patches: [[Patch]]

    /// The images of a ramp.
    ///
    /// - Parameters:
    ///   - ramp: sections that do not contradict each other
    ///   - width: the number of columns of the trimmed detector
    init(_ ramp: RawRamp, width: Int) {
        sizes = ramp.images.map { Box(width: $0.width, height: $0.height) }
        var number = 0
        patches = ramp.images.map { image in
            image.amplifiers.flatMap { channel -> [Patch] in
                let regions = channel.regions.sorted { $0.key.rawValue < $1.key.rawValue }.map { region, section in
                    Patch(
                        box: section.box, corner: RawRamp.code(of: region, amplifier: number), perColumn: 0, perRow: 0)
                }
                number += 1
                return regions + [RampPainting.data(channel, width: width)]
            }
        }
    }

    private static func data(_ channel: RawRamp.Channel, width: Int) -> Patch {
        let lands = channel.lands.box
        let flips = Flips(
            x: channel.lands.reversed.x != channel.data.reversed.x,
            y: channel.lands.reversed.y != channel.data.reversed.y)
        let (x, y) = (flips.x ? lands.endX - 1 : lands.x, flips.y ? lands.endY - 1 : lands.y)
        return Patch(
            box: channel.data.box, corner: RawRamp.value(x: x, y: y, width: width), perColumn: flips.x ? -1 : 1,
            perRow: Int32(truncatingIfNeeded: flips.y ? -width : width))
    }

    /// Paints a section of an image, as it lies in the file.
    ///
    /// - Parameters:
    ///   - box: the section
    ///   - image: which image
    ///   - target: room for the section
    func paint(_ box: Box, of image: Int, into target: UnsafeMutableBufferPointer<Int32>) {
        precondition(target.count >= box.area && sizes[image].contains(box), "the section is no part of the image")
        guard let pixels = target.baseAddress else { return }
        unsafe pixels.update(repeating: RawRamp.unclaimed, count: box.area)
        for patch in patches[image] where patch.box.overlaps(box) {
            let (x, endX) = (max(patch.box.x, box.x), min(patch.box.endX, box.endX))
            for y in max(patch.box.y, box.y)..<min(patch.box.endY, box.endY) {
                let start =
                    patch.corner &+ Int32(truncatingIfNeeded: y - patch.box.y) &* patch.perRow
                    &+ Int32(truncatingIfNeeded: x - patch.box.x) &* patch.perColumn
                let line = unsafe UnsafeMutableBufferPointer(
                    start: pixels + (y - box.y) * box.width + x - box.x, count: endX - x)
                switch patch.perColumn {
                case 0: unsafe line.update(repeating: start)
                case 1: unsafe RampPainting.rise(line, from: start)
                default: unsafe RampPainting.fall(line, from: start)
                }
            }
        }
    }

    /// Sets pixels to a number and those after it.
    static func rise(_ pixels: UnsafeMutableBufferPointer<Int32>, from start: Int32) {
        for place in pixels.indices { unsafe pixels[place] = start &+ Int32(truncatingIfNeeded: place) }
    }

    private static func fall(_ pixels: UnsafeMutableBufferPointer<Int32>, from start: Int32) {
        for place in pixels.indices { unsafe pixels[place] = start &- Int32(truncatingIfNeeded: place) }
    }
}
