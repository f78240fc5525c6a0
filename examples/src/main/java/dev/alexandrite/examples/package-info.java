/** Runnable programs, a page each; {@code examples/run} lists and starts them. */
@NullMarked
package dev.alexandrite.examples;

import org.jspecify.annotations.NullMarked;
