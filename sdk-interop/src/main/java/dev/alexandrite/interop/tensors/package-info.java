/**
 * What formats of weights alone have in common: tensors as ranges of a file, the names by which a
 * network finds them, and the errors about files.
 */
@NullMarked
package dev.alexandrite.interop.tensors;

import org.jspecify.annotations.NullMarked;
