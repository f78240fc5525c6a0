/**
 * Meters of training and classification for Micrometer. They need {@code
 * io.micrometer:micrometer-core}, which an application adds itself; everything else of this module
 * does without.
 */
@NullMarked
package dev.alexandrite.observe.micrometer;

import org.jspecify.annotations.NullMarked;
