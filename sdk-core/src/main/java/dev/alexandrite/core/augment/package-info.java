/** From an image to the numbers that a network sees: resize, crop, augment, normalise. */
@NullMarked
package dev.alexandrite.core.augment;

import org.jspecify.annotations.NullMarked;
