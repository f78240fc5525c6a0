/**
 * The scalar reference backend: one small file for each family of operators, loops that read like
 * the formulas. It is slow on purpose; other backends are tested against it.
 *
 * <p>Tensors are float32 in row-major order, feature maps {@code float32[N, C, H, W]}. Sums run in
 * double precision and are rounded once, when they are stored.
 */
@NullMarked
package dev.alexandrite.core.reference;

import org.jspecify.annotations.NullMarked;
