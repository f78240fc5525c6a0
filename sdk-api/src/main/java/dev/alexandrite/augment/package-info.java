/**
 * What happens to an image between its source and the network: resize, crop, flip, colour, mean.
 */
@NullMarked
package dev.alexandrite.augment;

import org.jspecify.annotations.NullMarked;
