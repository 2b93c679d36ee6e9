// WalkerCircuits
