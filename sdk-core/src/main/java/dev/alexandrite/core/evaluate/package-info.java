/** Counting hits, losses and confusions over labelled images, on one view or ten. */
@NullMarked
package dev.alexandrite.core.evaluate;

import org.jspecify.annotations.NullMarked;
