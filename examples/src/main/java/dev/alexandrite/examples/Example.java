package dev.alexandrite.examples;

import dev.alexandrite.AlexandriteException;
import java.io.PrintStream;

/** What an example does, apart from being a program: so that tests can run it too. */
@FunctionalInterface
interface Example {
  /** Runs with these options and prints what the header of the example promises. */
  void run(Options options, PrintStream out);

  /**
   * Runs as a program: what the user can mend ends it with a message instead of a stack trace, and
   * {@code --help} prints what it does and its options.
   */
  static void start(Class<?> program, String summary, Example example, String... arguments) {
    try {
      example.run(Options.parse(arguments), System.out);
    } catch (HelpRequest options) {
      System.out.println("examples/run " + program.getSimpleName() + " [--option value ...]");
      System.out.println(summary + "\n\n" + options.getMessage());
    } catch (OptionException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (AlexandriteException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
