// FixedPointTests
