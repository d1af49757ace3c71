internal import Dispatch
internal import Synchronization

/// What work on many items gives, in the order of the items, as it is asked for.
///
/// Several items are worked on at a time, on threads of their own: nothing of it holds a thread of Swift's cooperative pool up.
/// No more results wait to be asked for than four for each job, so that memory stays flat however many items there are, and work
/// stops while nobody asks. When the task that asks is cancelled, or the iterator goes away, no further item is begun, and the
/// sequence ends; what is being worked on is finished and thrown away.
///
/// The sequence can be gone through once. It belongs to one task; what it gives is `Sendable`.
public struct OrderedResults<Element: Sendable>: AsyncSequence {
    /// A piece of work: it gives the results of an item, usually one.
    typealias Work = @Sendable () -> [Element]

    private let pull: () -> Work?
    private let isReady: () -> Bool
    private let jobs: Int
    private let ahead: Int
    private let progress: ((WorkProgress) -> Void)?
    private var change: ((Element) -> Element)?

    /// Work on items.
    ///
    /// - Parameters:
    ///   - items: the items, which are asked for when their turn comes, by whoever asks for results
    ///   - jobs: how many are worked on at a time
    ///   - ahead: how many items are begun before their results are asked for; 0 for work on the thread that asks
    ///   - isReady: whether the next item can be had without waiting; while it cannot, results are handed over first
    ///   - progress: is told of each item whose results were handed over, by whoever asks for results
    ///   - work: makes the results of an item
    package init<Items: Sequence>(
        _ items: Items, jobs: Int, ahead: Int, isReady: @escaping () -> Bool = { true },
        progress: ((WorkProgress) -> Void)? = nil, work: @escaping @Sendable (Items.Element) -> [Element]
    ) where Items.Element: Sendable {
        var items = items.makeIterator()
        pull = {
            guard let item = items.next() else { return nil }
            return { work(item) }
        }
        self.isReady = isReady
        self.jobs = Swift.max(jobs, 1)
        self.ahead = ahead
        self.progress = progress
    }

    /// The same results, each changed as it is handed over: in their order, by whoever asks for them.
    func changing(_ change: @escaping (Element) -> Element) -> OrderedResults {
        var changed = self
        changed.change = change
        return changed
    }

    /// Begins to work when the first result is asked for.
    public func makeAsyncIterator() -> Iterator {
        Iterator(
            line: Line(pull: pull, isReady: isReady, jobs: jobs, ahead: ahead, progress: progress), change: change)
    }

    /// Gives the results one after the other.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let line: Line
        fileprivate let change: ((Element) -> Element)?

        /// The next result; nil after the last, and when the task is cancelled.
        public mutating func next() async -> Element? { await next(isolation: #isolation) }

        /// The next result, for whoever runs on an actor; nil after the last, and when the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> Element? {
            let result = await line.next(isolation: actor)
            return result.map { change?($0) ?? $0 }
        }
    }

    /// The work that goes on, as whoever asks for results sees it.
    fileprivate final class Line {
        private let pull: () -> Work?
        private let isReady: () -> Bool
        private let ahead: Int
        private let progress: ((WorkProgress) -> Void)?
        private let workers: Workers<Element>
        private var begun = 0
        private var handedOver = 0
        private var hasMore = true
        private var ready: ArraySlice<Element> = []

        init(
            pull: @escaping () -> Work?, isReady: @escaping () -> Bool, jobs: Int, ahead: Int,
            progress: ((WorkProgress) -> Void)?
        ) {
            (self.pull, self.isReady, self.ahead, self.progress) = (pull, isReady, ahead, progress)
            workers = Workers(count: Swift.min(jobs, Swift.max(ahead, 1)))
        }

        deinit { workers.stop() }

        func next(isolation actor: isolated (any Actor)?) async -> Element? {
            while true {
                if let result = ready.popFirst() { return result }
                if Task.isCancelled {
                    workers.stop()
                    hasMore = false
                    return nil
                }
                if ahead == 0 {
                    guard let work = pull() else { return nil }
                    ready = work()[...]
                    begun += 1
                } else {
                    begin()
                    guard handedOver < begun else { return nil }
                    guard let results = await workers.results(of: handedOver, isolation: actor) else { return nil }
                    ready = results[...]
                }
                handedOver += 1
                progress?(WorkProgress(done: handedOver, begun: begun, isAllBegun: !hasMore))
            }
        }

        /// Begins as many items as may be.
        private func begin() {
            while hasMore, begun - handedOver < ahead, begun == handedOver || isReady() {
                guard let work = pull() else {
                    hasMore = false
                    return
                }
                workers.begin(begun, work)
                begun += 1
            }
        }
    }
}

/// How far work on many items is.
public struct WorkProgress: Hashable, Sendable {
    /// The items whose results were handed over.
    public let done: Int
    /// The items that were begun, those among them.
    public let begun: Int
    /// Whether there is none that was not begun, so that `begun` is how many there are.
    public let isAllBegun: Bool
}

/// Threads that work on items, and what they have finished.
private final class Workers<Element: Sendable>: Sendable {
    typealias Work = @Sendable () -> [Element]

    private struct State {
        /// Items that nobody works on yet, in order.
        var waiting: [(place: Int, work: Work)] = []
        var firstWaiting = 0
        /// What was finished and not taken.
        var results: [Int: [Element]] = [:]
        /// The threads that do nothing.
        var idle: [Int]
        /// Who waits for the results of an item.
        var asking: (place: Int, continuation: CheckedContinuation<[Element]?, Never>)?
        var isStopped = false

        mutating func next() -> (place: Int, work: Work)? {
            guard firstWaiting < waiting.count else { return nil }
            defer {
                firstWaiting += 1
                if firstWaiting == waiting.count { (waiting, firstWaiting) = ([], 0) }
            }
            return waiting[firstWaiting]
        }
    }

    private let state: Mutex<State>
    /// Each a thread of its own while there is work: what waits for a disk there keeps nobody else waiting.
    private let queues: [DispatchQueue]

    init(count: Int) {
        queues = (0..<count).map { DispatchQueue(label: "obskit.work.\($0)") }
        state = Mutex(State(idle: Array(0..<count)))
    }

    /// Begins an item as soon as a thread is free.
    func begin(_ place: Int, _ work: @escaping Work) {
        let free = state.withLock { state -> Int? in
            if state.isStopped { return nil }
            state.waiting.append((place, work))
            return state.idle.popLast()
        }
        guard let free else { return }
        queues[free].async { self.work(as: free) }
    }

    /// The results of an item; nil when the work was stopped.
    func results(of place: Int, isolation actor: isolated (any Actor)?) async -> [Element]? {
        if let found = state.withLock({ $0.results.removeValue(forKey: place) }) { return found }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let found = state.withLock { state -> [Element]?? in
                    if let found = state.results.removeValue(forKey: place) { return .some(found) }
                    if state.isStopped { return .some(nil) }
                    state.asking = (place, continuation)
                    return nil
                }
                if let found { continuation.resume(returning: found) }
            }
        } onCancel: {
            stop()
        }
    }

    /// Begins nothing any more; who waits gets nothing.
    func stop() {
        let asking = state.withLock { state in
            state.isStopped = true
            (state.waiting, state.firstWaiting, state.results) = ([], 0, [:])
            defer { state.asking = nil }
            return state.asking
        }
        asking?.continuation.resume(returning: nil)
    }

    private func work(as worker: Int) {
        while let (place, work) = state.withLock({ state in
            let next = state.next()
            if next == nil { state.idle.append(worker) }
            return next
        }) {
            let results = work()
            let asking = state.withLock { state -> CheckedContinuation<[Element]?, Never>? in
                if state.isStopped { return nil }
                guard let asking = state.asking, asking.place == place else {
                    state.results[place] = results
                    return nil
                }
                state.asking = nil
                return asking.continuation
            }
            asking?.resume(returning: results)
        }
    }
}
