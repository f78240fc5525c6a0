/**
 * The contract that every backend keeps, as JUnit tests: extend {@link
 * dev.alexandrite.testkit.BackendContract} and {@link
 * dev.alexandrite.testkit.golden.GoldenContract}, and return your backend.
 */
@NullMarked
package dev.alexandrite.testkit;

import org.jspecify.annotations.NullMarked;
