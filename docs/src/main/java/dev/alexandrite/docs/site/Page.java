package dev.alexandrite.docs.site;

import java.nio.file.Path;
import java.util.List;

/**
 * A page of the site.
 *
 * @param address where it lies below the folder of the version, with slashes
 * @param title what it is called
 * @param html what stands in its middle
 * @param sections its text, for the search
 * @param linked files of the project that it links to, which have to be there too
 */
record Page(String address, String title, String html, List<Section> sections, List<Path> linked) {
  Page {
    sections = List.copyOf(sections);
    linked = List.copyOf(linked);
  }

  /**
   * What stands between two headings.
   *
   * @param id the anchor; empty before the first heading
   */
  record Section(String id, String heading, String text) {}

  /** The way from this page to the folder of the version. */
  String up() {
    return Addresses.up(address);
  }
}
