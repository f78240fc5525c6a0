/** Planned graphs made runnable: operators bound to memory, packed parameters, transfers. */
@NullMarked
package dev.alexandrite.core.program;

import org.jspecify.annotations.NullMarked;
