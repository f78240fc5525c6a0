/**
 * Commands by name, each a class: what the options say, then what the SDK does, then what is
 * printed. {@link dev.alexandrite.cli.Main} begins, {@code Cli} reads the line and a run file, and
 * turns what goes wrong into a message and an exit code.
 */
@NullMarked
package dev.alexandrite.cli;

import org.jspecify.annotations.NullMarked;
