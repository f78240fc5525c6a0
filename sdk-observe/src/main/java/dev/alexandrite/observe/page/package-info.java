/**
 * A live page of training runs: {@link dev.alexandrite.observe.page.Dashboard}, a listener that
 * serves curves, filters, predictions and a button to stop, to this machine alone.
 */
@NullMarked
package dev.alexandrite.observe.page;

import org.jspecify.annotations.NullMarked;
