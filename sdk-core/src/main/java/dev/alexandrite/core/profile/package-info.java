/** Planned networks whose operators are timed one by one, for observers. */
@NullMarked
package dev.alexandrite.core.profile;

import org.jspecify.annotations.NullMarked;
