/**
 * Listeners that show and record a training run: a line on the terminal, files of its numbers, and
 * events of the JDK's flight recorder. Each is given to {@code Trainer.listener}.
 */
@NullMarked
package dev.alexandrite.observe;

import org.jspecify.annotations.NullMarked;
