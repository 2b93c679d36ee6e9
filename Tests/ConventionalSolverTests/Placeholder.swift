// ConventionalSolverTests
