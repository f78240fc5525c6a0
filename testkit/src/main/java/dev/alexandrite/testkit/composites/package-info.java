/**
 * Layers as an application makes them, of those that there are: they use the public api alone, and
 * every backend has to train them.
 */
@NullMarked
package dev.alexandrite.testkit.composites;

import org.jspecify.annotations.NullMarked;
