/** Evaluation: top-1 and top-5 error over a data set, with one view or ten. */
@NullMarked
package dev.alexandrite.evaluate;

import org.jspecify.annotations.NullMarked;
