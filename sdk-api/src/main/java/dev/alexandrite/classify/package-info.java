/** Classification: one immutable, thread-safe classifier and its predictions. */
@NullMarked
package dev.alexandrite.classify;

import org.jspecify.annotations.NullMarked;
