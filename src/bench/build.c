/* SPDX-License-Identifier: MIT
 *
 * What the compiler was told, as far as it tells: only a release build is worth judging.
 */
#include "bench/bench.h"

#ifdef __has_feature
#define HAS_FEATURE(x) __has_feature(x)
#else
#define HAS_FEATURE(x) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || HAS_FEATURE(address_sanitizer) ||         \
    HAS_FEATURE(thread_sanitizer) || HAS_FEATURE(undefined_behavior_sanitizer)
static const char *const flaw = "it is built with a sanitizer";
#elif !defined(__OPTIMIZE__)
static const char *const flaw = "it is built without optimization";
#elif !defined(NDEBUG)
static const char *const flaw = "its assertions are compiled in";
#else
static const char *const flaw = NULL;
#endif

const char *s7_bench_build_flaw(void)
{
    return flaw;
}
