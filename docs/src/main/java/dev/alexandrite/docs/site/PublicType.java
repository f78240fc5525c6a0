package dev.alexandrite.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of the listing of the api.
 *
 * @param name with the names of the types around it, such as {@code Resize.Squash}
 */
record PublicType(String inPackage, String name) {
  private static final String LISTING = "docs/api.txt";
  private static final Pattern TYPE =
      Pattern.compile("public (?:[a-z-]+ )*(?:class|interface|record|enum|@interface) ([\\w.]+)");

  static List<PublicType> all(Path root) throws IOException {
    List<PublicType> types = new ArrayList<>();
    String inPackage = "";
    for (String line : Files.readAllLines(root.resolve(LISTING))) {
      Matcher type = TYPE.matcher(line);
      if (line.startsWith("package ")) {
        inPackage = line.substring("package ".length()).strip();
      } else if (type.lookingAt()) {
        types.add(new PublicType(inPackage, type.group(1)));
      }
    }
    return types;
  }

  String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  boolean isNested() {
    return !name.equals(outermost());
  }

  String outermost() {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Where its page is below the Javadoc's folder. */
  String javadoc() {
    return inPackage.replace('.', '/') + "/" + name + ".html";
  }
}
