/**
 * Checkpoints: what a training run leaves on disk, and where it came from. Weights: where they may
 * come from, what may differ, and what became of them.
 */
@NullMarked
package dev.alexandrite.checkpoint;

import org.jspecify.annotations.NullMarked;
