/**
 * Finds settings: the learning rate, the largest batch that fits, where the time goes, and by trial
 * the rest. Everything starts from a {@link dev.alexandrite.train.Trainer} or a model of the
 * application's, and leaves it as it was.
 */
@NullMarked
package dev.alexandrite.observe.tune;

import org.jspecify.annotations.NullMarked;
