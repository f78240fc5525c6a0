package dev.alexandrite.docs.site;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Links, pictures and anchors within a folder of HTML that are not there. */
final class DeadLinks {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile("(?:id|name)=\"([^\"]*)\"");

  private final Path folder;
  private final Map<Path, Set<String>> anchors = new HashMap<>();
  private final List<String> dead = new ArrayList<>();

  private DeadLinks(Path folder) {
    this.folder = folder;
  }

  /** Links that lead nowhere, as "page -> target", in the order of the pages. */
  static List<String> of(Path folder) throws IOException {
    DeadLinks links = new DeadLinks(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path page : files.filter(file -> file.toString().endsWith(".html")).sorted().toList()) {
        links.check(page);
      }
    }
    return List.copyOf(links.dead);
  }

  private void check(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      String target = Html.unescaped(link.group(1));
      boolean elsewhere = target.matches("[a-zA-Z]+:.*|//.*");
      if (!elsewhere && !target.isEmpty() && !leadsSomewhere(page, target)) {
        dead.add(Addresses.slashes(folder.relativize(page)) + " -> " + target);
      }
    }
  }

  private boolean leadsSomewhere(Path page, String target) throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    int query = path.indexOf('?');
    String file = query < 0 ? path : path.substring(0, query);
    Path found = file.isEmpty() ? page : page.resolveSibling(decoded(file)).normalize();
    if (!found.startsWith(folder) || !Files.isRegularFile(found)) {
      return false;
    }
    String anchor = hash < 0 ? "" : decoded(target.substring(hash + 1));
    return anchor.isEmpty()
        || !found.toString().endsWith(".html")
        || anchors(found).contains(anchor);
  }

  private static String decoded(String address) {
    return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Set<String> anchors(Path page) throws IOException {
    Set<String> known = anchors.get(page);
    if (known == null) {
      known = new HashSet<>();
      Matcher anchor = ANCHOR.matcher(Files.readString(page));
      while (anchor.find()) {
        known.add(Html.unescaped(anchor.group(1)));
      }
      anchors.put(page, known);
    }
    return known;
  }
}
