package dev.alexandrite.interop.caffe;

import dev.alexandrite.interop.proto.caffe.ConcatParameter;
import dev.alexandrite.interop.proto.caffe.EltwiseParameter;
import dev.alexandrite.interop.proto.caffe.FlattenParameter;
import dev.alexandrite.interop.proto.caffe.InnerProductParameter;
import dev.alexandrite.interop.proto.caffe.ReshapeParameter;
import dev.alexandrite.interop.proto.caffe.SliceParameter;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Slice;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Fully connected layers, and those that join, part and reshape. */
final class ShapeLayers {
  private ShapeLayers() {}

  /**
   * A fully connected layer.
   *
   * @param flatten the name of the flatten before it, if its input is no vector
   */
  static String innerProduct(Site site, String flatten) {
    InnerProductParameter p = site.layer().parameter().getInnerProductParam();
    site.layer()
        .require(p.getAxis() == 1, "axis is " + p.getAxis() + ", expected 1: all of an example");
    site.layer()
        .require(!p.getTranspose(), "transposed weights are not supported; transpose the blob");
    Initializer weights =
        site.layer()
            .filler(
                p.hasWeightFiller(), p.getWeightFiller(), new Initializer.HeNormal(), site.notes());
    Initializer biases =
        site.layer()
            .filler(
                p.hasBiasFiller(), p.getBiasFiller(), new Initializer.Constant(0), site.notes());
    Linear linear =
        Linear.of(site.layer().size("num_output", p.getNumOutput()))
            .options(site.layer().options(weights, biases));
    String read = site.input();
    if (site.shape(read).rank() != 1) {
      site.net().flatten(flatten, read);
      read = flatten;
    }
    return site.add(p.getBiasTerm() ? linear : linear.noBias(), read);
  }

  static String eltwise(Site site) {
    EltwiseParameter e = site.layer().parameter().getEltwiseParam();
    int count = site.inputs().size();
    site.layer().require(count >= 2, "it joins " + count + " blob, expected at least two");
    return switch (e.getOperation()) {
      case SUM -> sum(site, e.getCoeffList());
      case PROD -> fold(site, BinaryFunction.MULTIPLY);
      case MAX -> fold(site, BinaryFunction.MAXIMUM);
    };
  }

  private static String sum(Site site, List<Float> coefficients) {
    int count = site.inputs().size();
    site.layer()
        .require(
            coefficients.isEmpty() || coefficients.size() == count,
            coefficients.size() + " coefficients for " + count + " blobs");
    String[] terms = new String[count];
    for (int i = 0; i < count; i++) {
      float factor = coefficients.isEmpty() ? 1 : coefficients.get(i);
      String read = site.inputs().get(i);
      terms[i] = factor == 1 ? read : site.unary("term" + i, new UnaryFunction.Scale(factor), read);
    }
    return site.add(Add.of(), terms);
  }

  private static String fold(Site site, BinaryFunction function) {
    List<String> inputs = site.inputs();
    Shape shape = site.shape(inputs.getFirst());
    String result = inputs.getFirst();
    for (int i = 1; i < inputs.size(); i++) {
      Shape other = site.shape(inputs.get(i));
      site.layer().require(other.equals(shape), "it joins " + shape + " and " + other);
      result =
          i == inputs.size() - 1
              ? site.add(Binary.of(function), result, inputs.get(i))
              : site.part("step" + i, Binary.of(function), result, inputs.get(i));
    }
    return result;
  }

  static String concat(Site site) {
    ConcatParameter c = site.layer().parameter().getConcatParam();
    int rank = site.shape(site.inputs().getFirst()).rank();
    int axis = c.hasConcatDim() ? c.getConcatDim() : c.getAxis();
    return site.add(
        Concat.of().axis(site.layer().axis(axis, rank)), site.inputs().toArray(String[]::new));
  }

  /**
   * Parts of one blob.
   *
   * @param used whether somebody reads a top
   * @return a node a top; what nobody reads is blank
   */
  static List<String> slice(Site site, IntPredicate used) {
    SliceParameter s = site.layer().parameter().getSliceParam();
    Shape input = site.shape(site.input());
    int axis = site.layer().axis(s.hasSliceDim() ? s.getSliceDim() : s.getAxis(), input.rank());
    int tops = site.layer().parameter().getTopCount();
    List<Integer> ends = new ArrayList<>(s.getSlicePointList());
    if (ends.isEmpty()) {
      site.layer()
          .require(
              input.get(axis) % tops == 0,
              tops + " equal parts of " + input.get(axis) + " do not fit");
      for (int i = 1; i < tops; i++) {
        ends.add(i * (input.get(axis) / tops));
      }
    }
    site.layer()
        .require(
            ends.size() == tops - 1,
            ends.size() + " slice points for " + tops + " tops, expected one less than tops");
    ends.add(input.get(axis));
    List<String> nodes = new ArrayList<>();
    int from = 0;
    for (int top = 0; top < tops; top++) {
      int to = ends.get(top);
      site.layer()
          .require(from < to && to <= input.get(axis), "slice points " + ends + " do not ascend");
      nodes.add(
          used.test(top)
              ? site.part("top" + top, Slice.of(axis, from, to - from), site.input())
              : "");
      from = to;
    }
    return nodes;
  }

  static String flatten(Site site) {
    FlattenParameter f = site.layer().parameter().getFlattenParam();
    int rank = site.shape(site.input()).rank();
    site.layer()
        .require(
            site.layer().axis(f.getAxis(), rank) == 0
                && site.layer().axis(f.getEndAxis(), rank) == rank - 1,
            "axes " + f.getAxis() + " to " + f.getEndAxis() + "; supported is all of an example");
    return rank == 1 ? site.input() : site.add(Flatten.of(), site.input());
  }

  static String reshape(Site site) {
    ReshapeParameter r = site.layer().parameter().getReshapeParam();
    Shape input = site.shape(site.input());
    List<Long> sizes = new ArrayList<>(r.getShape().getDimList());
    site.layer()
        .require(
            r.getNumAxes() == -1 && (r.getAxis() == 0 || r.getAxis() == 1),
            "axis "
                + r.getAxis()
                + " and num_axes "
                + r.getNumAxes()
                + "; supported are 0 or 1, -1");
    if (r.getAxis() == 0) {
      site.layer()
          .require(
              !sizes.isEmpty() && sizes.getFirst() == 0,
              "the first of " + sizes + " is the batch's, which must be 0: as it is");
      sizes.removeFirst();
    }
    long known = 1;
    int open = -1;
    int[] result = new int[sizes.size()];
    for (int i = 0; i < result.length; i++) {
      long size = sizes.get(i);
      if (size == -1) {
        site.layer().require(open < 0, "two sizes of " + sizes + " are -1");
        open = i;
        continue;
      }
      site.layer()
          .require(
              size == 0 ? i < input.rank() : size > 0 && size <= input.elements(),
              "the shape " + sizes + " does not fit " + input);
      result[i] = size == 0 ? input.get(i) : (int) size;
      known *= result[i];
      site.layer()
          .require(known <= input.elements(), "the shape " + sizes + " does not fit " + input);
    }
    if (open >= 0) {
      result[open] = (int) (input.elements() / known);
    }
    return site.add(Reshape.of(result), site.input());
  }

  static String softmax(Site site) {
    int axis = site.layer().parameter().getSoftmaxParam().getAxis();
    int rank = site.shape(site.input()).rank();
    return site.add(Softmax.of().axis(site.layer().axis(axis, rank)), site.input());
  }
}
