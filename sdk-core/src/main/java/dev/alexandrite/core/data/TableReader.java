package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.SafeText;
import dev.alexandrite.data.DataEngine.TableOptions;
import dev.alexandrite.data.Task;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a table of images, line by line; what is wrong with it is said by file and line. */
final class TableReader {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String IMAGE = "image";
  private static final String LABELS = "labels";
  private static final String BETWEEN_LABELS = ";";

  private final Path csv;
  private final TableOptions options;
  private int line;

  /** Lines by the image that they name. */
  private final Map<String, Integer> lines = new HashMap<>();

  /** A line with an image. */
  private record Row(String name, Path file, long bytes, int line, List<String> fields) {}

  private TableReader(Path csv, TableOptions options) {
    this.csv = csv;
    this.options = options;
  }

  static TableDataset read(Path csv, TableOptions options) {
    return new TableReader(csv, options).read();
  }

  private TableDataset read() {
    List<String> header = List.of();
    List<Row> rows = new ArrayList<>();
    for (String text : texts()) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      List<String> fields = fields(text);
      if (header.isEmpty()) {
        header = header(fields);
      } else {
        rows.add(row(header, fields));
      }
    }
    if (rows.isEmpty()) {
      throw new DataException(
          csv + ": it names no image, expected " + form() + " and a line for each; add some");
    }
    return options.task() == Task.MULTI_LABEL ? labelled(rows) : valued(header, rows);
  }

  private List<String> texts() {
    if (Files.exists(csv) && !Files.isRegularFile(csv)) { // a pipe would keep us waiting
      throw new DataException(
          "table " + csv + ": it is no regular file; give a CSV file with " + form());
    }
    try {
      List<String> texts = new ArrayList<>(Files.readAllLines(csv));
      if (!texts.isEmpty() && texts.getFirst().startsWith(BYTE_ORDER_MARK)) {
        texts.set(0, texts.getFirst().substring(1));
      }
      return texts;
    } catch (CharacterCodingException e) {
      throw new DataException(csv + ": it is not in UTF-8; save it as a CSV file in UTF-8", e);
    } catch (IOException e) {
      throw new DataException(
          "table " + csv + ": it cannot be read (" + e + "); give a CSV file with " + form(), e);
    }
  }

  private String form() {
    return options.task() == Task.MULTI_LABEL
        ? "the first line \"image,labels\""
        : "a first line such as \"image,x,y\"";
  }

  private List<String> fields(String text) {
    try {
      return CsvLine.fields(text);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage() + "; correct the line", e);
    }
  }

  private List<String> header(List<String> fields) {
    boolean fits =
        fields.getFirst().equals(IMAGE)
            && (options.task() == Task.MULTI_LABEL
                ? fields.equals(List.of(IMAGE, LABELS))
                : fields.size() > 1 && !fields.contains(""));
    if (!fits) {
      throw wrong("found the columns " + shown(fields) + ", expected " + form());
    }
    if (new HashSet<>(fields).size() < fields.size()) {
      throw wrong("two columns have one name: " + shown(fields) + "; rename one");
    }
    return fields;
  }

  private Row row(List<String> header, List<String> fields) {
    if (fields.size() != header.size()) {
      throw wrong(
          "found "
              + fields.size()
              + " fields, expected "
              + header.size()
              + ", "
              + shown(header)
              + (options.task() == Task.MULTI_LABEL && fields.size() > header.size()
                  ? "; write \"" + BETWEEN_LABELS + "\" between labels"
                  : "; correct the line, and put a name with a comma in double quotes"));
    }
    String name = fields.getFirst();
    Integer before = lines.putIfAbsent(name, line);
    if (before != null) {
      throw wrong("image " + SafeText.of(name) + " is on line " + before + " too; remove one");
    }
    Path file = file(name);
    try {
      return new Row(name, file, Files.size(file), line, fields.subList(1, fields.size()));
    } catch (IOException e) {
      throw wrong("image " + file + " cannot be read (" + e + ")", e);
    }
  }

  private Path file(String name) {
    try {
      Path file = csv.resolveSibling(name);
      if (!name.isEmpty() && Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw wrong("\"" + SafeText.of(name) + "\" cannot be the name of a file; correct it", e);
    }
    throw wrong(
        "there is no image file \""
            + SafeText.of(name)
            + "\"; names are those from the folder of the table: correct it or remove the line");
  }

  private TableDataset labelled(List<Row> rows) {
    List<Set<String>> labels = rows.stream().map(this::labels).toList();
    List<String> found = options.names();
    if (found == null) {
      Set<String> sorted = new TreeSet<>();
      labels.forEach(sorted::addAll);
      found = List.copyOf(sorted);
    }
    if (found.isEmpty()) {
      throw new DataException(csv + ": no image has a label; expected at least one label");
    }
    Map<String, Integer> places = new HashMap<>();
    for (String label : found) {
      places.put(label, places.size());
    }
    float[][] targets = new float[rows.size()][found.size()];
    for (int i = 0; i < targets.length; i++) {
      for (String label : labels.get(i)) {
        Integer place = places.get(label);
        if (place == null) {
          line = rows.get(i).line();
          throw wrong(
              "label \""
                  + SafeText.of(label)
                  + "\" is none of the names given, "
                  + shown(found)
                  + "; correct it, or give its name as well");
        }
        targets[i][place] = 1;
      }
    }
    return dataset(rows, found, targets);
  }

  private Set<String> labels(Row row) {
    line = row.line();
    Set<String> labels = new HashSet<>();
    String field = row.fields().getFirst();
    if (field.isEmpty()) {
      return labels;
    }
    for (String text : field.split(BETWEEN_LABELS, -1)) {
      String label = text.strip();
      if (label.isEmpty()) {
        throw wrong("a label is empty in \"" + SafeText.of(field) + "\"; remove the semicolon");
      }
      if (!labels.add(label)) {
        throw wrong("label \"" + SafeText.of(label) + "\" is there twice; remove one");
      }
    }
    return labels;
  }

  private TableDataset valued(List<String> header, List<Row> rows) {
    List<String> names = header.subList(1, header.size());
    if (options.names() != null && !options.names().equals(names)) {
      throw new DataException(
          csv
              + ": the columns of values are "
              + shown(names)
              + ", expected "
              + shown(options.names())
              + "; put the columns into that order");
    }
    float[][] targets = new float[rows.size()][names.size()];
    for (int i = 0; i < targets.length; i++) {
      line = rows.get(i).line();
      for (int column = 0; column < names.size(); column++) {
        targets[i][column] = number(rows.get(i).fields().get(column), names.get(column));
      }
    }
    return dataset(rows, names, targets);
  }

  private float number(String field, String column) {
    float number;
    try {
      number = Float.parseFloat(field);
    } catch (NumberFormatException e) {
      throw notNumber(field, column, e);
    }
    if (!Float.isFinite(number)) {
      throw notNumber(field, column, null);
    }
    return number;
  }

  private DataException notNumber(String field, String column, @Nullable Exception cause) {
    return wrong(
        "\""
            + SafeText.of(field)
            + "\" in column "
            + SafeText.of(column)
            + " is not a finite number; correct it, or remove the line",
        cause);
  }

  private TableDataset dataset(List<Row> rows, List<String> names, float[][] targets) {
    List<TableDataset.Picture> pictures =
        rows.stream()
            .map(row -> new TableDataset.Picture(row.name(), row.file(), row.bytes()))
            .toList();
    return new TableDataset(options, names, pictures, targets);
  }

  private static String shown(List<String> names) {
    return SafeText.of(String.join(",", names));
  }

  private DataException wrong(String what) {
    return wrong(what, null);
  }

  private DataException wrong(String what, @Nullable Exception cause) {
    String message = csv + " line " + line + ": " + what;
    return cause == null ? new DataException(message) : new DataException(message, cause);
  }
}
