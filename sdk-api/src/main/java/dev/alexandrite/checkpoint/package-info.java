/** Checkpoints: what a training run leaves on disk, and where it came from. */
@NullMarked
package dev.alexandrite.checkpoint;

import org.jspecify.annotations.NullMarked;
