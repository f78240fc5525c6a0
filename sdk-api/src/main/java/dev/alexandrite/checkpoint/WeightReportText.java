package dev.alexandrite.checkpoint;

import dev.alexandrite.tensor.NamedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in words: all of it in lines, or what does not fit in a sentence. */
final class WeightReportText {
  /** How many tensors of a kind an exception names. */
  private static final int NAMED = 5;

  private WeightReportText() {}

  static String lines(WeightReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        report.origin()
            + " for network '"
            + report.network()
            + "': "
            + report.taken().size()
            + " tensors taken");
    add(lines, "kept at initial values: ", report.kept(), name -> name);
    add(lines, "left out by the rule: ", report.leftOut(), NamedTensor::toString);
    add(lines, "missing: ", report.missing(), WeightReportText::missing);
    add(lines, "left over: ", report.leftOver(), NamedTensor::toString);
    add(lines, "misshapen: ", report.misfits(), WeightReportText::misfit);
    return String.join(System.lineSeparator(), lines);
  }

  private static <T> void add(
      List<String> lines, String title, List<T> tensors, Function<T, String> text) {
    tensors.forEach(tensor -> lines.add("  " + title + text.apply(tensor)));
  }

  static String refusal(WeightReport report) {
    String findings =
        Stream.of(
                listed("it lacks ", report.missing(), WeightReportText::missing),
                listed("the network does not have its ", report.leftOver(), NamedTensor::toString),
                listed("", report.misfits(), WeightReportText::misfit))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return report.origin()
        + " does not fit network '"
        + report.network()
        + "': "
        + findings
        + "; use the network that the weights were made for, give tensors their names in the"
        + " network by WeightRule.renamed(...), or leave layers out by WeightRule.except(...), the"
        + " head of other classes by WeightRule.exceptHead(network)";
  }

  private static <T> String listed(String title, List<T> tensors, Function<T, String> text) {
    if (tensors.isEmpty()) {
      return "";
    }
    String named = tensors.stream().limit(NAMED).map(text).collect(Collectors.joining(", "));
    int more = tensors.size() - NAMED;
    return title + named + (more > 0 ? " and " + more + " more" : "");
  }

  private static String missing(WeightReport.Missing missing) {
    return missing.name()
        + " "
        + missing.shape()
        + missing.nearest().map(name -> " (it has " + name + ")").orElse("");
  }

  private static String misfit(WeightReport.Misfit misfit) {
    String as = misfit.name().equals(misfit.tensor().name()) ? "" : " for " + misfit.name();
    return "its " + misfit.tensor() + as + " should be " + misfit.expected() + " of a float type";
  }
}
