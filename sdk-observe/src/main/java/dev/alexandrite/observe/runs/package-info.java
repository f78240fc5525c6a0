/** What is kept of a run to be drawn: bounded curves, from listeners or from files. */
@NullMarked
package dev.alexandrite.observe.runs;

import org.jspecify.annotations.NullMarked;
