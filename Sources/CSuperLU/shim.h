// SuperLU (BSD): sparse direct solution of A x = b, with equilibration and iterative refinement.
#pragma once
#include <slu_ddefs.h>
