/**
 * Pictures of numbers: grids of images, colours for values, and line charts as SVG. Reports, pages
 * and explanations draw with these.
 */
@NullMarked
package dev.alexandrite.observe.picture;

import org.jspecify.annotations.NullMarked;
