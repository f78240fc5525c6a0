/** Classifiers: shared weights, leased scratch memory, averaged views. */
@NullMarked
package dev.alexandrite.core.classify;

import org.jspecify.annotations.NullMarked;
