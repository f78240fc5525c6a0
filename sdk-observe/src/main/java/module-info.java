/**
 * What training does and what networks see: progress, records, pictures, explanations, reports and
 * a live page. Everything here listens by the doors of the api; an application that looks at
 * nothing does without.
 */
module dev.alexandrite.observe {
  requires transitive dev.alexandrite.api;
  requires dev.alexandrite.core;
  requires static org.jspecify;

  exports dev.alexandrite.observe.explain;
  exports dev.alexandrite.observe.picture;
}
