/// The header of the image that a tile-compressed table stands for.
enum CompressedImageHeader {
    static func logical(of header: Header) -> Header? { nil }
}
