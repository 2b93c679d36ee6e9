// ConventionalSolver
