import NeuroFabric
import Testing

/// The neuron update against its equations, draw by draw.
@Suite struct TrueNorthNeuronTests {
  typealias Mode = TrueNorthNeuron.ResetMode

  /// The table of resets: alpha = 10, beta = 20, R = 7, eta = 3, at V = 40 and V = -50.
  @Test(arguments: [
    (Mode.absolute, false, 7, -7), (.absolute, true, 7, -20), (.linear, false, 27, -27),
    (.linear, true, 27, -20), (.none, false, 40, -50), (.none, true, 40, -20),
  ])
  func resetTable(mode: Mode, saturates: Bool, positive: Int32, negative: Int32) {
    let neuron = TrueNorthNeuron {
      ($0.threshold, $0.negativeThreshold, $0.resetPotential) = (10, 20, 7)
      ($0.resetMode, $0.negativeSaturation) = (mode, saturates)
    }
    let up = neuron.thresholded(40, eta: 3)
    #expect(up.spiked && !up.clipped && up.potential == positive)
    let down = neuron.thresholded(-50, eta: 3)
    #expect(!down.spiked && !down.clipped && down.potential == negative)
  }

  @Test func thresholdsAreInclusiveAboveAndExclusiveBelow() {
    let neuron = TrueNorthNeuron {
      ($0.threshold, $0.negativeThreshold, $0.resetPotential) = (10, 20, 1)
    }
    #expect(neuron.thresholded(13, eta: 3).spiked)
    #expect(!neuron.thresholded(12, eta: 3).spiked)
    #expect(neuron.thresholded(-23, eta: 3).potential == -23)
    #expect(neuron.thresholded(-24, eta: 3).potential == -1)
    var saturating = neuron
    saturating.negativeSaturation = true
    #expect(saturating.thresholded(-20, eta: 3).potential == -20)
    #expect(saturating.thresholded(-21, eta: 3).potential == -20)
  }

  @Test func clipComesBeforeTheThreshold() {
    let limit = TrueNorthNeuron.potentialLimit
    let neuron = TrueNorthNeuron {
      ($0.threshold, $0.negativeThreshold, $0.resetMode) = (262_143, 262_143, .none)
    }
    let above = neuron.thresholded(limit + 1, eta: 262_143)
    #expect(above == TrueNorthOutcome(potential: limit, spiked: true, clipped: true))
    let at = neuron.thresholded(limit, eta: 262_143)
    #expect(at == TrueNorthOutcome(potential: limit, spiked: false, clipped: false))
    let below = neuron.thresholded(-limit - 1, eta: 262_143)
    #expect(below == TrueNorthOutcome(potential: -limit, spiked: false, clipped: true))
  }

  /// A negative store holds exactly as much as the negative threshold allows.
  @Test func perfectCounterHolds262143() {
    let counter = TrueNorthNeuron {
      ($0.negativeThreshold, $0.resetMode) = (262_143, .linear)
    }
    #expect(counter.thresholded(-262_143, eta: 0).potential == -262_143)
    #expect(counter.thresholded(-262_144, eta: 0).potential == -1)
  }

  @Test func stochasticUnitActsWithProbabilityOfMagnitudePlusOne() {
    for strength in Int16(-255)...255 {
      let acts = (UInt8.min...UInt8.max).filter {
        TrueNorthNeuron.stochasticUnit(strength, byte: $0) != 0
      }
      #expect(acts.count == (strength == 0 ? 0 : Int(strength.magnitude) + 1))
      let value = TrueNorthNeuron.stochasticUnit(strength, byte: 0)
      #expect(value == Int32(strength.signum()))
    }
  }

  @Test func thresholdDrawFiresWithProbabilityOfExcessPlusOne() {
    for potential in Int32(0)...300 {
      let neuron = TrueNorthNeuron {
        ($0.threshold, $0.thresholdMaskBits) = (40, 8)
      }
      #expect(neuron.thresholdMask == 255)
      let fires = (0...neuron.thresholdMask).filter { neuron.thresholded(potential, eta: $0).spiked }
      #expect(fires.count == min(max(Int(potential) - 40 + 1, 0), 256))
    }
  }

  @Test(
    arguments: [
      // eps, lambda, V before, V after
      (false, 5, -3, 2), (false, -5, 3, -2), (false, 5, 0, 5),
      (true, 5, 3, 8), (true, 5, -3, -8), (true, 5, 0, 0),
      (true, -5, 8, 3), (true, -5, -8, -3), (true, -5, 5, 0), (true, -5, 3, 0), (true, -5, -3, 0),
      (true, -5, 0, 0),
    ] as [(Bool, Int16, Int32, Int32)])
  func leak(reversal: Bool, leak: Int16, before: Int32, after: Int32) {
    let neuron = TrueNorthNeuron { ($0.leakReversal, $0.leak) = (reversal, leak) }
    #expect(neuron.leaked(before, byte: 255) == after)
  }

  @Test func stochasticLeakMovesByOneUnit() {
    for reversal in [false, true] {
      let neuron = TrueNorthNeuron {
        ($0.leakReversal, $0.leak, $0.stochasticLeak) = (reversal, -100, true)
      }
      #expect(neuron.leaked(-50, byte: 100) == (reversal ? -49 : -51))
      #expect(neuron.leaked(50, byte: 100) == 49)
      #expect(neuron.leaked(50, byte: 101) == 50)
    }
  }
}
