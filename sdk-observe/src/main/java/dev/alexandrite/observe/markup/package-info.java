/** The text of HTML and SVG, for all that writes pages and drawings. */
@NullMarked
package dev.alexandrite.observe.markup;

import org.jspecify.annotations.NullMarked;
