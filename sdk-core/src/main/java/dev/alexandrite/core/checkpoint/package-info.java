/** Checkpoints on disk: safetensors, manifest, atomic writing, verified reading, retention. */
@NullMarked
package dev.alexandrite.core.checkpoint;

import org.jspecify.annotations.NullMarked;
