package dev.alexandrite.observe.report;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.Provenance;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.markup.Markup;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a network comes from, as a list of names and values. */
final class Facts {
  private Facts() {}

  static Map<String, String> of(Checkpoint checkpoint) {
    Provenance provenance = checkpoint.provenance();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Checkpoint", checkpoint.path().toString());
    facts.put("Format", "version " + checkpoint.formatVersion());
    facts.put(
        "Trained for",
        Figures.things(checkpoint.epoch(), "epoch")
            + ", "
            + Figures.things(checkpoint.step(), "step"));
    facts.put("Seed", Long.toString(provenance.seed()));
    facts.put("Training data", "fingerprint " + provenance.dataFingerprint());
    facts.put("Alexandrite", provenance.alexandriteVersion());
    facts.put("Backend", provenance.backend() + ", " + provenance.backendDescription());
    facts.put("Plan version", provenance.planVersion());
    facts.put("Java", provenance.javaVersion());
    facts.put("Operating system", provenance.operatingSystem());
    return facts;
  }

  /** For a classifier that has no checkpoint. */
  static Map<String, String> ofThisProcess() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Checkpoint", "none; what follows is of the process that wrote the report");
    facts.put("Alexandrite", Alexandrite.version());
    facts.put("Java", Runtime.version().toString());
    facts.put(
        "Operating system",
        System.getProperty("os.name", "unknown")
            + " "
            + System.getProperty("os.version", "")
            + " "
            + System.getProperty("os.arch", ""));
    return facts;
  }

  static String html(Map<String, String> facts) {
    StringBuilder html = new StringBuilder("<dl class=\"facts card\">");
    facts.forEach(
        (name, value) ->
            html.append("<dt>")
                .append(Markup.escape(name))
                .append("</dt><dd>")
                .append(Markup.escape(value))
                .append("</dd>"));
    return html.append("</dl>").toString();
  }
}
