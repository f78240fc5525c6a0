/**
 * A report of a trained network in one HTML file, see {@link
 * dev.alexandrite.observe.report.Report}.
 */
@NullMarked
package dev.alexandrite.observe.report;

import org.jspecify.annotations.NullMarked;
