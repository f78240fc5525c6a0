/**
 * Weights as bytes, whoever wrote them: the layout of safetensors, and elements of any float type
 * made float32. The interop module reads and writes with it what checkpoints do.
 */
@NullMarked
package dev.alexandrite.core.weights;

import org.jspecify.annotations.NullMarked;
