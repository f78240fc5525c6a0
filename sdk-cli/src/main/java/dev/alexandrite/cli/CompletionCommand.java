package dev.alexandrite.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** What a shell needs to complete commands and options. */
@Command(
    name = "completion",
    header = "Prints a script by which bash and zsh complete commands and options.",
    description = {"Names of networks are completed as well, and files as the shell does it."},
    footer = {
      "",
      "Examples:",
      "  source <(alexandrite completion)",
      "  alexandrite completion > ~/.local/share/bash-completion/completions/alexandrite",
      "",
      "In zsh, first: autoload -U +X bashcompinit && bashcompinit"
    })
final class CompletionCommand extends Subcommand {
  CompletionCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    String name = spec().root().name();
    shell.out().print(AutoComplete.bash(name, spec().root().commandLine()));
    shell.out().flush();
    return Exit.OK;
  }
}
