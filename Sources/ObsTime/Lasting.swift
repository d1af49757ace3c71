/// What says something of a time: the same of two times that touch is said of both together.
package protocol Lasting {
    /// When it holds.
    var validity: Validity { get }

    /// The same, holding at another time.
    func lasting(_ validity: Validity) -> Self

    /// Whether another one says the same, whenever it holds.
    func agrees(with other: Self) -> Bool
}

extension Array where Element: Lasting {
    /// Appends what holds next; where the last element agrees with it and touches it, that one lasts longer instead.
    package mutating func appendJoining(_ next: Element) {
        if let last, last.agrees(with: next), let both = last.validity.union(next.validity) {
            self[count - 1] = last.lasting(both)
        } else {
            append(next)
        }
    }
}
