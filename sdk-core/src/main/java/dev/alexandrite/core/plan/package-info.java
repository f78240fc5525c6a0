/**
 * From a network to a planned graph: lowering to operators, the gradient as a rewrite of the graph,
 * updates, and one arena for all temporary values.
 */
@NullMarked
package dev.alexandrite.core.plan;

import org.jspecify.annotations.NullMarked;
