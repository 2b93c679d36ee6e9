// SuperLU (BSD): sparse direct solution of A x = b, factored once, with refinement of every solution.
#pragma once
#include <float.h>
#include <limits.h>
#include <slu_ddefs.h>
#include <stdlib.h>
#include <string.h>

// Not in SuperLU's headers: the norm of a sparse matrix.
extern double dlangs(char *, SuperMatrix *);

// A factored square matrix. The arrays of `a` are its own copies; everything is freed by sparse_lu_free.
typedef struct {
  SuperMatrix a, l, u;
  GlobalLU_t glu;
  superlu_options_t options;
  int *perm_c, *perm_r, *etree;
  int has_matrix, has_factors;
} sparse_lu;

// OpenBLAS, where it is the BLAS that SuperLU calls: its own threads gain nothing on a sparse mesh's small blocks, and
// between two solutions they spin, to the cost of whatever runs and is measured beside them.
extern void openblas_set_num_threads(int) __attribute__((weak));

// The largest number of nonzeros whose first guess of the fill still fits SuperLU's 32-bit counts.
static inline int sparse_lu_nonzero_limit(void) {
  int fill = sp_ienv(6);
  return INT_MAX / (fill > 0 ? fill : 1);
}

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
  free(lu);
}

// Orders and factors the matrix. (Not by the expert driver dgssvx, which leaks its permuted copy of the
// matrix when a pivot is zero.)
static inline int sparse_lu_factor(sparse_lu *lu, double *rcond) {
  int n = lu->a.nrow, info = 0, ignored = 0;
  SuperMatrix permuted;
  SuperLUStat_t statistics;
  StatInit(&statistics);
  get_perm_c(lu->options.ColPerm, &lu->a, lu->perm_c);
  sp_preorder(&lu->options, &lu->a, lu->perm_c, lu->etree, &permuted);
  dgstrf(&lu->options, &permuted, sp_ienv(2), sp_ienv(1), lu->etree, NULL, 0, lu->perm_c, lu->perm_r,
         &lu->l, &lu->u, &lu->glu, &statistics, &info);
  lu->has_factors = info >= 0 && info <= n;
  *rcond = 0;
  if (info == 0) {
    dgscon("1", &lu->l, &lu->u, dlangs("1", &lu->a), rcond, &statistics, &ignored);
    if (!(*rcond >= DBL_EPSILON / 2)) info = n + 1;
  }
  Destroy_CompCol_Permuted(&permuted);
  StatFree(&statistics);
  return info;
}

// Factors the n x n matrix given by columns. `info` is 0, or n + 1 when the matrix is singular to working
// precision (rcond says how much), or the 1-based column of a zero pivot, or above n + 1 when memory ran out.
// Returns NULL if memory for the copies ran out.
//
// The matrices I - Q of absorbing chains are M-matrices: pivots on the diagonal are stable, and an ordering
// of A + A' keeps the fill of a mesh low.
static inline sparse_lu *sparse_lu_create(int n, int nonzeros, const double *values, const int *rows,
                                          const int *column_starts, double *rcond, int *info) {
  if (openblas_set_num_threads) openblas_set_num_threads(1);
  sparse_lu *lu = (sparse_lu *)calloc(1, sizeof(sparse_lu));
  if (!lu) return NULL;
  double *a = (double *)SUPERLU_MALLOC((size_t)nonzeros * sizeof(double));
  int *row_index = (int *)SUPERLU_MALLOC((size_t)nonzeros * sizeof(int));
  int *starts = (int *)SUPERLU_MALLOC(((size_t)n + 1) * sizeof(int));
  lu->perm_c = (int *)SUPERLU_MALLOC((size_t)n * sizeof(int));
  lu->perm_r = (int *)SUPERLU_MALLOC((size_t)n * sizeof(int));
  lu->etree = (int *)SUPERLU_MALLOC((size_t)n * sizeof(int));
  if (!a || !row_index || !starts || !lu->perm_c || !lu->perm_r || !lu->etree) {
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
  lu->options.ConditionNumber = NO;
  lu->options.PivotGrowth = NO;
  *info = sparse_lu_factor(lu, rcond);
  return lu;
}

// Solves A x = b, or A' x = b, with iterative refinement; b is overwritten. Returns 0, or SuperLU's info.
// May be called from several threads: the factors are only read.
static inline int sparse_lu_solve(const sparse_lu *lu, int transposed, double *b, double *x) {
  sparse_lu pass = *lu;
  int n = lu->a.nrow, info = 0;
  char equed[1] = {'N'};
  double growth = 0, rcond = 0, forward = 0, backward = 0;
  SuperMatrix b_matrix, x_matrix;
  SuperLUStat_t statistics;
  mem_usage_t memory;
  pass.options.Fact = FACTORED;
  pass.options.Trans = transposed ? TRANS : NOTRANS;
  dCreate_Dense_Matrix(&b_matrix, n, 1, b, n, SLU_DN, SLU_D, SLU_GE);
  dCreate_Dense_Matrix(&x_matrix, n, 1, x, n, SLU_DN, SLU_D, SLU_GE);
  StatInit(&statistics);
  // The scales are not used with equed = 'N'.
  dgssvx(&pass.options, &pass.a, pass.perm_c, pass.perm_r, pass.etree, equed, NULL, NULL, &pass.l, &pass.u,
         NULL, 0, &b_matrix, &x_matrix, &growth, &rcond, &forward, &backward, &pass.glu, &memory,
         &statistics, &info);
  StatFree(&statistics);
  Destroy_SuperMatrix_Store(&b_matrix);
  Destroy_SuperMatrix_Store(&x_matrix);
  return info;
}
