/**
 * Networks and weights of other tools, and ours in their formats. {@link
 * dev.alexandrite.interop.Models} is the way in and out; formats are found as services.
 */
module dev.alexandrite.interop {
  requires transitive dev.alexandrite.api;
  requires dev.alexandrite.core;
  requires dev.alexandrite.interop.proto;
  requires com.google.protobuf;
  requires io.jhdf;
  requires static org.jspecify;

  exports dev.alexandrite.interop;

  uses dev.alexandrite.interop.ModelFormat;
  uses dev.alexandrite.interop.SolverFormat;

  provides dev.alexandrite.interop.ModelFormat with
      dev.alexandrite.interop.safetensors.CheckpointFormat,
      dev.alexandrite.interop.safetensors.SafetensorsFormat,
      dev.alexandrite.interop.torch.TorchFormat,
      dev.alexandrite.interop.onnx.OnnxFormat,
      dev.alexandrite.interop.caffe.PrototxtFormat,
      dev.alexandrite.interop.caffe.CaffemodelFormat,
      dev.alexandrite.interop.caffe.CaffeHdf5Format;
  provides dev.alexandrite.interop.SolverFormat with
      dev.alexandrite.interop.caffe.CaffeSolver;
}
