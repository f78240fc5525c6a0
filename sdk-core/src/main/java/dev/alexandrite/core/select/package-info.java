/** Choosing a backend and saying why. */
@NullMarked
package dev.alexandrite.core.select;

import org.jspecify.annotations.NullMarked;
