/** Looks at data before a network does: counts, oddities, duplicates, leaks, contact sheets. */
@NullMarked
package dev.alexandrite.observe.look;

import org.jspecify.annotations.NullMarked;
