// GNU Scientific Library (GPL-3.0-or-later): special functions and distributions of the test statistics.
#pragma once
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf.h>
