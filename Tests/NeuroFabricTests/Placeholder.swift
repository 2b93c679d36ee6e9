// NeuroFabricTests
