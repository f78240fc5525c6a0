/**
 * State dicts of PyTorch. A file is a zip of a pickle and raw storages, or, before release 1.6,
 * five pickles and the storages behind them. The reader knows the part of pickle that state dicts
 * use: it runs nothing, and what it does not know becomes an object without behaviour, or is
 * refused.
 */
@NullMarked
package dev.alexandrite.interop.torch;

import org.jspecify.annotations.NullMarked;
