// SuperLU (BSD): sparse direct solution of A x = b, factored once, with iterative refinement of every solution.
#pragma once
#include <limits.h>
#include <slu_ddefs.h>
#include <stdlib.h>
#include <string.h>

// A factored square matrix. The arrays of `a` are its own copies; everything is freed by sparse_lu_free.
typedef struct {
  SuperMatrix a, l, u;
  GlobalLU_t glu;
  superlu_options_t options;
  int *perm_c, *perm_r, *etree;
  double *row_scale, *column_scale;
  char equed[1];
  int has_matrix, has_factors;
} sparse_lu;

// The largest number of nonzeros whose first guess of the fill still fits SuperLU's 32-bit counts.
static inline int sparse_lu_nonzero_limit(void) { return INT_MAX / (sp_ienv(6) > 0 ? sp_ienv(6) : 1); }

static inline void sparse_lu_free(sparse_lu *lu) {
  if (!lu) return;
  if (lu->has_factors) {
    Destroy_SuperNode_Matrix(&lu->l);
    Destroy_CompCol_Matrix(&lu->u);
  }
  if (lu->has_matrix) Destroy_CompCol_Matrix(&lu->a);
  SUPERLU_FREE(lu->perm_c);
  SUPERLU_FREE(lu->perm_r);
  SUPERLU_FREE(lu->etree);
  SUPERLU_FREE(lu->row_scale);
  SUPERLU_FREE(lu->column_scale);
  free(lu);
}

// One pass of the expert driver over the kept factors, or the first pass that makes them.
static inline int sparse_lu_drive(sparse_lu *lu, int right_sides, double *b, double *x, double *rcond) {
  int n = lu->a.nrow, info = 0;
  double growth, forward = 0, backward = 0;
  SuperMatrix b_matrix, x_matrix;
  SuperLUStat_t statistics;
  mem_usage_t memory;
  dCreate_Dense_Matrix(&b_matrix, n, right_sides, b, n, SLU_DN, SLU_D, SLU_GE);
  dCreate_Dense_Matrix(&x_matrix, n, right_sides, x, n, SLU_DN, SLU_D, SLU_GE);
  StatInit(&statistics);
  dgssvx(&lu->options, &lu->a, lu->perm_c, lu->perm_r, lu->etree, lu->equed, lu->row_scale, lu->column_scale,
         &lu->l, &lu->u, NULL, 0, &b_matrix, &x_matrix, &growth, rcond, &forward, &backward, &lu->glu, &memory,
         &statistics, &info);
  StatFree(&statistics);
  Destroy_SuperMatrix_Store(&b_matrix);
  Destroy_SuperMatrix_Store(&x_matrix);
  return info;
}

// Factors the n x n matrix given by columns. `info` is 0, or n + 1 when the matrix is singular to working precision
// (rcond says how much), or the 1-based column of a zero pivot, or above n + 1 when memory ran out.
// Returns NULL if memory for the copies ran out.
//
// The matrices I - Q of absorbing chains are M-matrices: pivots on the diagonal are stable, and an ordering of A + A'
// keeps the fill of a mesh low.
static inline sparse_lu *sparse_lu_create(int n, int nonzeros, const double *values, const int *rows,
                                          const int *column_starts, double *rcond, int *info) {
  sparse_lu *lu = (sparse_lu *)calloc(1, sizeof(sparse_lu));
  if (!lu) return NULL;
  double *a = (double *)SUPERLU_MALLOC((size_t)nonzeros * sizeof(double));
  int *row_index = (int *)SUPERLU_MALLOC((size_t)nonzeros * sizeof(int));
  int *starts = (int *)SUPERLU_MALLOC(((size_t)n + 1) * sizeof(int));
  lu->perm_c = (int *)SUPERLU_MALLOC((size_t)n * sizeof(int));
  lu->perm_r = (int *)SUPERLU_MALLOC((size_t)n * sizeof(int));
  lu->etree = (int *)SUPERLU_MALLOC((size_t)n * sizeof(int));
  lu->row_scale = (double *)SUPERLU_MALLOC((size_t)n * sizeof(double));
  lu->column_scale = (double *)SUPERLU_MALLOC((size_t)n * sizeof(double));
  if (!a || !row_index || !starts || !lu->perm_c || !lu->perm_r || !lu->etree || !lu->row_scale
      || !lu->column_scale) {
    SUPERLU_FREE(a);
    SUPERLU_FREE(row_index);
    SUPERLU_FREE(starts);
    sparse_lu_free(lu);
    return NULL;
  }
  memcpy(a, values, (size_t)nonzeros * sizeof(double));
  memcpy(row_index, rows, (size_t)nonzeros * sizeof(int));
  memcpy(starts, column_starts, ((size_t)n + 1) * sizeof(int));
  dCreate_CompCol_Matrix(&lu->a, n, n, nonzeros, a, row_index, starts, SLU_NC, SLU_D, SLU_GE);
  lu->has_matrix = 1;
  set_default_options(&lu->options);
  lu->options.Equil = NO;
  lu->options.ColPerm = MMD_AT_PLUS_A;
  lu->options.SymmetricMode = YES;
  lu->options.DiagPivotThresh = 0.001;
  lu->options.IterRefine = SLU_DOUBLE;
  lu->options.ConditionNumber = YES;
  lu->options.PivotGrowth = NO;
  *info = sparse_lu_drive(lu, 0, NULL, NULL, rcond);
  lu->has_factors = *info >= 0 && *info <= n + 1;
  return lu;
}

// Solves A x = b, or A' x = b, with iterative refinement; b is overwritten. Returns 0, or SuperLU's info.
// May be called from several threads, each with its own copy of the struct's settings.
static inline int sparse_lu_solve(const sparse_lu *lu, int transposed, double *b, double *x) {
  sparse_lu pass = *lu;
  double rcond;
  pass.options.Fact = FACTORED;
  pass.options.ConditionNumber = NO;
  pass.options.Trans = transposed ? TRANS : NOTRANS;
  pass.equed[0] = 'N';
  int info = sparse_lu_drive(&pass, 1, b, x, &rcond);
  return info;
}
