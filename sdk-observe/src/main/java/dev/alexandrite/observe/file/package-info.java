/** Files that listeners append to. */
@NullMarked
package dev.alexandrite.observe.file;

import org.jspecify.annotations.NullMarked;
