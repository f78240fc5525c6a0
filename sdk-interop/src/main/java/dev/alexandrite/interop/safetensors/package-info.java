/** Files of safetensors, whole or in shards, and the folders of checkpoints, which hold one. */
@NullMarked
package dev.alexandrite.interop.safetensors;

import org.jspecify.annotations.NullMarked;
