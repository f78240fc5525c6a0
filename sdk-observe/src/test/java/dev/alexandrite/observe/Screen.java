package dev.alexandrite.observe;

import java.util.ArrayList;
import java.util.List;

/** What is on a terminal after some output: characters, carriage returns and line feeds. */
final class Screen {
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;
  private int widest;

  Screen print(String text) {
    for (char c : text.toCharArray()) {
      switch (c) {
        case '\r' -> column = 0;
        case '\n' -> {
          row++;
          column = 0;
          if (row == rows.size()) {
            rows.add(new StringBuilder());
          }
        }
        default -> put(c);
      }
    }
    return this;
  }

  private void put(char c) {
    StringBuilder text = rows.get(row);
    while (text.length() <= column) {
      text.append(' ');
    }
    text.setCharAt(column++, c);
    widest = Math.max(widest, column);
  }

  /** The rows without spaces at their ends. */
  List<String> rows() {
    return rows.stream().map(text -> text.toString().stripTrailing()).toList();
  }

  /** The row where the cursor is. */
  String current() {
    return rows().get(row);
  }

  int column() {
    return column;
  }

  int widest() {
    return widest;
  }
}
