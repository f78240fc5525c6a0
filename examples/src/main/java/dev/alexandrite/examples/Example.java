package dev.alexandrite.examples;

import dev.alexandrite.AlexandriteException;
import java.io.PrintStream;

/** What an example does, apart from being a program: so that tests can run it too. */
@FunctionalInterface
interface Example {
  /** Runs with these options and prints what the header of the example promises. */
  void run(Options options, PrintStream out);

  /** Runs as a program: what the user can mend ends it with a message instead of a stack trace. */
  static void start(Example example, String... arguments) {
    try {
      example.run(Options.parse(arguments), System.out);
    } catch (OptionException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (AlexandriteException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
