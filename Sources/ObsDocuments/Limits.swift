/// What a document may cost; a file beyond it is refused with a diagnostic.
public struct Limits: Hashable, Sendable {
    /// The largest size of the text in bytes.
    public var bytes: Int
    /// The deepest nesting of sequences and mappings, counted through aliases too.
    public var depth: Int
    /// The largest number of nodes, each alias counted as the nodes of what it stands for.
    ///
    /// Whoever walks a whole document visits no more than this.
    public var nodes: Int
    /// The largest number of mappings that merge keys bring into one mapping, directly and through each other.
    public var merges: Int

    /// Creates limits; sizes beyond what an arena can address are lowered to it.
    public init(bytes: Int = 64 << 20, depth: Int = 64, nodes: Int = 4_000_000, merges: Int = 64) {
        self.bytes = min(max(bytes, 0), 1 << 30)
        self.depth = min(max(depth, 1), 1024)
        self.nodes = min(max(nodes, 1), 1 << 30)
        self.merges = min(max(merges, 0), 1 << 16)
    }

    /// 64 MiB, 64 levels, 4 million nodes, 64 merged mappings.
    public static let `default` = Limits()
}
