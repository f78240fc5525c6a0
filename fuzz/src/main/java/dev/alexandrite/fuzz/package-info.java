/**
 * Every reader of bytes, fed with bytes that nobody wrote: {@link dev.alexandrite.fuzz.Readers}
 * lists them, {@link dev.alexandrite.fuzz.Fuzz} looks for new inputs, and a test reads the corpus
 * again in every build.
 */
@NullMarked
package dev.alexandrite.fuzz;

import org.jspecify.annotations.NullMarked;
