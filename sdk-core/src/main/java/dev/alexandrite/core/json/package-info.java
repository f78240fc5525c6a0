/** A small JSON reader and writer with limits, and the form of closed record types in JSON. */
@NullMarked
package dev.alexandrite.core.json;

import org.jspecify.annotations.NullMarked;
