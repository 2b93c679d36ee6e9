// EnergyModelsTests
