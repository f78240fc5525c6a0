package dev.alexandrite.docs.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;

/** Leads links of a page to where the files are on the site, and remembers which those are. */
final class ProjectLinks implements AttributeProvider {
  private final Path root;
  private final Path page;
  private final List<Path> linked;

  ProjectLinks(Path root, Path page, List<Path> linked) {
    this.root = root;
    this.page = page;
    this.linked = linked;
  }

  @Override
  public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
    if (node instanceof Link) {
      attributes.computeIfPresent("href", (name, target) -> resolved(target));
    } else if (node instanceof Image) {
      attributes.computeIfPresent("src", (name, target) -> resolved(target));
      attributes.put("loading", "lazy");
    }
  }

  private String resolved(String target) {
    if (target.startsWith("#") || target.matches("[a-z]+:.*")) {
      return target;
    }
    int hash = target.indexOf('#');
    String anchor = hash < 0 ? "" : target.substring(hash);
    Path file = page.resolveSibling(hash < 0 ? target : target.substring(0, hash)).normalize();
    if (Files.isDirectory(file) && Files.exists(file.resolve("README.md"))) {
      file = file.resolve("README.md");
    }
    if (file.startsWith(root) && Files.exists(file)) {
      linked.add(file);
    }
    return Addresses.up(Addresses.of(root, page)) + Addresses.of(root, file) + anchor;
  }
}
