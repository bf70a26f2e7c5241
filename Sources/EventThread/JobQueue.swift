/// A queue of jobs that reuses its memory: it is emptied many thousands of times a second.
struct JobQueue {
  private var jobs: [UnownedJob] = []
  private var next = 0

  var isEmpty: Bool { next == jobs.count }

  mutating func append(_ job: UnownedJob) { jobs.append(job) }

  mutating func popFirst() -> UnownedJob? {
    guard next < jobs.count else {
      jobs.removeAll(keepingCapacity: true)
      next = 0
      return nil
    }
    defer { next += 1 }
    return jobs[next]
  }
}
