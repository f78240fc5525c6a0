/** Pieces of HTML that the live page and the report have in common, and their style. */
@NullMarked
package dev.alexandrite.observe.html;

import org.jspecify.annotations.NullMarked;
