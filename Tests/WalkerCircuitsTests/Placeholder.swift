// WalkerCircuitsTests
