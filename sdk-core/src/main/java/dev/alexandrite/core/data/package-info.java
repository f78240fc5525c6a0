/**
 * From files to batches: listing and decoding images, drawing them, caching them, and delivering
 * prepared batches beside the training.
 */
@NullMarked
package dev.alexandrite.core.data;

import org.jspecify.annotations.NullMarked;
