/**
 * What training does and what networks see: progress, records, pictures, explanations, reports and
 * a live page. Everything here listens by the doors of the api; an application that looks at
 * nothing does without.
 */
module dev.alexandrite.observe {
  requires transitive dev.alexandrite.api;
  requires dev.alexandrite.core;
  requires jdk.httpserver;
  requires jdk.jfr;
  requires static org.jspecify;
  // An application that wants meters brings it, and requires it itself: transitively, javac would
  // ask every other one for it.
  requires static micrometer.core;

  exports dev.alexandrite.observe;
  exports dev.alexandrite.observe.explain;
  exports dev.alexandrite.observe.look;
  exports dev.alexandrite.observe.micrometer;
  exports dev.alexandrite.observe.page;
  exports dev.alexandrite.observe.picture;
  exports dev.alexandrite.observe.report;
  exports dev.alexandrite.observe.tensorboard;
  exports dev.alexandrite.observe.tune;
}
