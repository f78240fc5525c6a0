/**
 * What a network looks at: filters, feature maps, maps of what a class's score depends on, nearest
 * neighbours and mistakes. {@link dev.alexandrite.observe.explain.Explainer} is where it begins.
 */
@NullMarked
package dev.alexandrite.observe.explain;

import org.jspecify.annotations.NullMarked;
