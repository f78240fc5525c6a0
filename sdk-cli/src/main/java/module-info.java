/**
 * The command line, started by {@code ./alexandrite} in a checkout and by {@code bin/alexandrite}
 * of an image. It exports nothing: what it does is the api's, and its options are its contract.
 */
module dev.alexandrite.cli {
  requires dev.alexandrite.api;
  requires dev.alexandrite.core;
  requires dev.alexandrite.cpu;
  requires dev.alexandrite.interop;
  requires dev.alexandrite.observe;
  requires info.picocli;
  requires java.logging;
  requires jdk.httpserver;
  requires org.snakeyaml.engine;
  requires static org.jspecify;

  // picocli sets the fields of commands.
  opens dev.alexandrite.cli to
      info.picocli;

  uses dev.alexandrite.spi.BackendProvider;
}
