/**
 * What models, data and backends speak of alike: shapes, windows, pointwise functions, forms of
 * weights, and random numbers that are pure functions of what they are for.
 */
@NullMarked
package dev.alexandrite.tensor;

import org.jspecify.annotations.NullMarked;
