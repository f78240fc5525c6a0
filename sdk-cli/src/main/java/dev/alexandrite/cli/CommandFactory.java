package dev.alexandrite.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives every command the shell that it talks to; everything else is made as usual. */
record CommandFactory(Shell shell) implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (Subcommand.class.isAssignableFrom(type) || type == AlexandriteCommand.class) {
      return type.getDeclaredConstructor(Shell.class).newInstance(shell);
    }
    return CommandLine.defaultFactory().create(type);
  }
}
