/**
 * The contract that every backend keeps, as JUnit tests: extend {@link
 * dev.alexandrite.testkit.BackendContract}, return your backend, and run it.
 */
@NullMarked
package dev.alexandrite.testkit;

import org.jspecify.annotations.NullMarked;
