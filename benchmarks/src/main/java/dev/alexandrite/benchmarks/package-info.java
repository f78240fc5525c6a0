/**
 * Measurements beside other libraries: every system runs in a JVM of its own, and a driver gives
 * them turns.
 */
@NullMarked
package dev.alexandrite.benchmarks;

import org.jspecify.annotations.NullMarked;
