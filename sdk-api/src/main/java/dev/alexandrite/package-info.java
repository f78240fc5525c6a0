/**
 * The entry points that belong to no single station: version, diagnostics and the exception tree.
 */
@NullMarked
package dev.alexandrite;

import org.jspecify.annotations.NullMarked;
