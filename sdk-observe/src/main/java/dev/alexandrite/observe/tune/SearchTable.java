package dev.alexandrite.observe.tune;

import dev.alexandrite.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The trials of a search as text of 80 columns. */
final class SearchTable {
  private static final int WIDTH = 80;
  private static final int WIDEST = 16;

  private final SearchResult search;

  private SearchTable(SearchResult search) {
    this.search = search;
  }

  static String of(SearchResult search) {
    return new SearchTable(search).table();
  }

  private String table() {
    List<List<String>> columns = new ArrayList<>();
    columns.add(column("trial", result -> String.valueOf(result.trial().number())));
    columns.add(column(search.goal().name(), SearchTable::best));
    columns.add(column("epochs", result -> String.valueOf(result.values().size())));
    columns.add(column("", SearchTable::state));
    int room = WIDTH - columns.stream().mapToInt(SearchTable::width).sum();
    int shown = 0;
    for (Setting<?> setting : search.settings()) {
      int place = shown;
      List<String> column = column(setting.name(), result -> result.trial().texts().get(place));
      room -= width(column);
      if (room < 0) {
        break;
      }
      columns.add(column);
      shown++;
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row <= search.trials().size(); row++) {
      StringBuilder line = new StringBuilder();
      for (List<String> column : columns) {
        line.append(pad(column.get(row), width(column)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    int left = search.settings().size() - shown;
    return left == 0
        ? text.toString()
        : text + "(" + left + " more settings are in the table for a spreadsheet)\n";
  }

  private List<String> column(String head, Function<TrialResult, String> content) {
    List<String> column = new ArrayList<>();
    column.add(ProfileTable.cut(SafeText.of(head), WIDEST));
    search
        .trials()
        .forEach(
            result -> column.add(ProfileTable.cut(SafeText.of(content.apply(result)), WIDEST)));
    return column;
  }

  /** With two spaces to the next. */
  private static int width(List<String> column) {
    return 2 + column.stream().mapToInt(SearchTable::letters).max().orElse(0);
  }

  private static int letters(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - letters(text));
  }

  private static String best(TrialResult result) {
    return result.best().isPresent()
        ? String.format(Locale.ROOT, "%.4f", result.best().getAsDouble())
        : "-";
  }

  private static String state(TrialResult result) {
    return switch (result.state()) {
      case COMPLETED -> "";
      case STOPPED_EARLY -> "stopped early";
      case STOPPED -> "stopped";
      case DIVERGED -> "diverged";
    };
  }
}
