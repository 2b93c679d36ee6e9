// CircuitGraph
