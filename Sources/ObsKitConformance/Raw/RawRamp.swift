public import ObsGeometry
public import ObsRaw

/// What the headers of a raw file say of its images, and images made of nothing else, whose pixels say where they must land.
///
/// A camera that is described right assembles them to a ramp; any wrong box, flip, offset or order shows. The camera under test
/// has no part in making them.
public struct RawRamp: Hashable, Sendable {
    /// An image of the file.
    public struct Image: Hashable, Sendable {
        /// The name of its HDU, or nil.
        public var extensionName: String?
        /// The number of its HDU, or nil.
        public var hdu: Int?
        /// The number of columns.
        public var width: Int
        /// The number of rows.
        public var height: Int
        /// The amplifiers in it.
        public var amplifiers: [Channel]

        /// Creates an image of a size.
        public init(extensionName: String?, hdu: Int?, width: Int, height: Int, amplifiers: [Channel]) {
            self.extensionName = extensionName
            self.hdu = hdu
            self.width = width
            self.height = height
            self.amplifiers = amplifiers
        }
    }

    /// An amplifier as headers describe it: sections as they lie in the file.
    public struct Channel: Hashable, Sendable {
        /// The name of the amplifier.
        public var name: String
        /// The light-sensitive pixels in the image.
        public var data: FITSSection
        /// The same pixels in the trimmed detector; an axis that is given backwards is mirrored.
        public var lands: FITSSection
        /// Other sections in the image.
        public var regions: [RawStatement.Region: FITSSection]

        /// Creates an amplifier of its sections.
        public init(
            name: String, data: FITSSection, lands: FITSSection, regions: [RawStatement.Region: FITSSection] = [:]
        ) {
            self.name = name
            self.data = data
            self.lands = lands
            self.regions = regions
        }
    }

    /// The images.
    public var images: [Image]

    /// Creates the ramp of some images.
    public init(images: [Image]) { self.images = images }

    /// What is wrong with the sections themselves; nothing when a ramp can be made.
    public var contradictions: [String] {
        var found: [String] = []
        for image in images {
            let whole = Box(width: image.width, height: image.height)
            for channel in image.amplifiers {
                let (data, lands) = (channel.data.box, channel.lands.box)
                if data.width != lands.width || data.height != lands.height {
                    found.append(
                        "amplifier \(channel.name) has \(data.width) by \(data.height) pixels and lands on \(lands.width) by \(lands.height)"
                    )
                }
                let sections =
                    [(RawStatement.Region.data, channel.data)]
                    + channel.regions.sorted { $0.key.rawValue < $1.key.rawValue }
                for (region, section) in sections where !whole.contains(section.box) {
                    found.append("the \(region.rawValue) of amplifier \(channel.name) reaches outside its image")
                }
            }
        }
        return found
    }

    /// The value of a pixel that must land at a place: 1 in the corner of the detector, rising by column, then by row.
    public static func value(x: Int, y: Int, width: Int) -> Int32 { Int32(truncatingIfNeeded: y * width + x + 1) }

    /// The value of every pixel of a region that does not land: negative, another for each amplifier and region.
    public static func code(of region: RawStatement.Region, amplifier: Int) -> Int32 {
        let place = RawStatement.Region.allCases.firstIndex(of: region) ?? 0
        return -Int32(truncatingIfNeeded: amplifier * RawStatement.Region.allCases.count + place + 1)
    }

    /// The value of pixels that no section has.
    public static let unclaimed = Int32.min

    /// The pixels of an image.
    ///
    /// - Parameters:
    ///   - number: which image
    ///   - width: the number of columns of the trimmed detector
    /// - Returns: the image, as it lies in the file
    /// - Precondition: the sections do not contradict each other
    public func pixels(of number: Int, width: Int) -> PixelImage<Int32> {
        precondition(contradictions.isEmpty, "the sections contradict each other")
        let image = images[number]
        return unsafe PixelImage(width: image.width, height: image.height) { target in
            unsafe RampPainting(self, width: width).paint(
                Box(width: image.width, height: image.height), of: number, into: target)
        }
    }
}
