import CPathKernels
import RandomStreams

/// One of the compiled kernels, on sixteen lanes of a block stream. Places are in groups of sixteen.
package struct PathKernel: @unchecked Sendable {
  private let kernels: UnsafePointer<path_kernels>

  /// The kernels that this machine can run, the fastest first: its own instruction set's and the portable ones.
  package static let all: [PathKernel] = {
    var found: [PathKernel] = []
    while let kernels = path_kernels_at(found.count) { found.append(PathKernel(kernels: kernels)) }
    return found
  }()

  package static var fastest: PathKernel { all[0] }

  package var name: String { String(cString: kernels.pointee.name) }

  /// Fills `out` with normal numbers: sixteen cosines and sixteen sines in turn.
  ///
  /// - Precondition: a multiple of 32 numbers.
  package func normals(_ stream: inout BlockStream, _ out: UnsafeMutableBufferPointer<Float>) {
    precondition(out.count % (2 * BlockStream.lanes) == 0, "\(out.count) numbers are no pairs of sixteen")
    withLanes(of: &stream) {
      kernels.pointee.normals($0, out.baseAddress, out.count / (2 * BlockStream.lanes))
    }
  }

  /// Moves every place on by `steps` steps. Returns the random words that were drawn.
  package func advance(
    _ stream: inout BlockStream, _ step: PathStep, _ places: UnsafeMutableBufferPointer<Float>, steps: Int
  ) -> UInt64 {
    let groups = self.groups(of: places)
    let perLane = step.withKernelStep { step in
      withLanes(of: &stream) {
        kernels.pointee.advance($0, step, places.baseAddress, groups, UInt32(steps))
      }
    }
    return perLane * UInt64(BlockStream.lanes)
  }

  /// Replaces every place by its exponential.
  package func exponentials(_ places: UnsafeMutableBufferPointer<Float>) {
    kernels.pointee.exponentials(places.baseAddress, groups(of: places))
  }

  /// Takes 512 walkers on the integers from one step to another; see `path_kernels.h`. Returns the random words drawn.
  func slide(
    _ stream: inout BlockStream, _ slice: inout path_slice, steps: Range<Int>, moves: UInt32, bits: Int
  ) -> UInt64 {
    withLanes(of: &stream) {
      kernels.pointee.slide(
        $0, &slice, UInt32(steps.lowerBound), UInt32(steps.upperBound), moves, UInt32(bits))
    } * UInt64(BlockStream.lanes)
  }

  private func groups(of places: UnsafeMutableBufferPointer<Float>) -> Int {
    precondition(places.count % BlockStream.lanes == 0, "\(places.count) places are no groups of sixteen")
    return places.count / BlockStream.lanes
  }

  private func withLanes<Result>(
    of stream: inout BlockStream, _ body: (UnsafeMutablePointer<path_lanes>) -> Result
  ) -> Result {
    var lanes = path_lanes()
    precondition(MemoryLayout<path_lanes>.size == 4 * MemoryLayout<SIMD16<UInt32>>.size)
    var words = stream.words
    withUnsafeMutableBytes(of: &lanes) { to in withUnsafeBytes(of: &words) { to.copyMemory(from: $0) } }
    defer {
      withUnsafeMutableBytes(of: &words) { to in withUnsafeBytes(of: &lanes) { to.copyMemory(from: $0) } }
      stream.words = words
    }
    return body(&lanes)
  }
}
