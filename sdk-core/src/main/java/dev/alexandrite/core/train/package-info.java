/** The training loop: counters, steps, epochs, warnings, checkpoints. */
@NullMarked
package dev.alexandrite.core.train;

import org.jspecify.annotations.NullMarked;
