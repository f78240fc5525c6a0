/**
 * The backend on the Vector API: operators as vector kernels over {@code float[]}. This page is the
 * map of the package: which class plans an operator, which one computes it, and what bounds its
 * speed.
 *
 * <p>{@link CpuBackend} turns a description into a plan by the {@code Simd…} class of the
 * operator's family: one a family, as {@code Reference…} is in the scalar backend. A <em>plan</em>
 * knows shapes, cuts the work into tasks for a {@link WorkerPool} and packs operands; a
 * <em>kernel</em> is the innermost loop, which knows arrays and offsets and nothing of layers.
 *
 * <p>The <em>roof</em> is what would bound a perfect kernel. <em>Arithmetic</em>: fused
 * multiply-adds, two vectors a cycle. <em>Memory</em>: every input and output moved once. How near
 * to it a kernel comes is measured in {@code docs/performance.md}.
 *
 * <table class="striped">
 * <caption>Operators, plans, kernels and roofs</caption>
 * <thead>
 * <tr><th scope="col">operator</th><th scope="col">plan</th><th scope="col">kernels</th><th scope="col">roof</th></tr>
 * </thead>
 * <tbody>
 * <tr><th scope="row" colspan="4">Convolutions: {@link SimdConvolution} chooses by {@link
 * DepthwiseCorrelation#fits}, {@link WinogradTile#of} and {@link PointwiseCorrelation#fits}</th></tr>
 * <tr><td>forward, direct</td>
 *     <td>{@link ConvolutionForward}: a {@link DirectCorrelation} of one {@link KernelPass} over {@link PaddedMaps}</td>
 *     <td>{@link GemmKernel}, {@link GemmKernel12x2}; {@link Epilogue} and, with a
 *         normalisation behind it, {@link Finish}, as all forward convolutions</td><td>arithmetic</td></tr>
 * <tr><td>gradient of the input, direct</td>
 *     <td>{@link ConvolutionInputGradient}: the same with a pass for each phase of the stride,
 *         a {@link SlidingAxis} either way</td>
 *     <td>the same</td><td>arithmetic</td></tr>
 * <tr><td>gradient of the weights, direct</td>
 *     <td>{@link ConvolutionWeightGradient}</td>
 *     <td>{@link OuterProductKernel}; {@link VectorSums}</td><td>arithmetic</td></tr>
 * <tr><td>forward and gradient of the input, Winograd</td>
 *     <td>{@link WinogradForward}, {@link WinogradInputGradient}: a {@link WinogradCorrelation} over
 *         {@link WinogradMaps} ({@link UnitStrideMaps}, {@link StridedMaps}) with {@link WinogradKernels}</td>
 *     <td>{@link LinearMap} for the transforms of {@link WinogradMatrices}, {@link GemmKernel},
 *         {@link GemmKernel12x2}; {@link Epilogue}</td>
 *     <td>arithmetic, of fewer multiplications; the transforms: caches</td></tr>
 * <tr><td>gradient of the weights, Winograd</td>
 *     <td>{@link WinogradWeightGradient}</td>
 *     <td>{@link LinearMap}, {@link OuterProductKernel}; {@link VectorSums}</td><td>as above</td></tr>
 * <tr><td>pointwise, forward and gradient of the input</td>
 *     <td>{@link PointwiseCorrelation}: one matrix product over all positions of the batch</td>
 *     <td>{@link PointwiseKernel}, {@link PointwiseKernel12x2}; {@link Epilogue}</td>
 *     <td>arithmetic; memory below some dozens of channels</td></tr>
 * <tr><td>depthwise, forward and gradient of the input</td>
 *     <td>{@link DepthwiseCorrelation} along two {@link SlidingAxis}, without padded maps</td>
 *     <td>{@link DepthwiseKernel}</td><td>memory; arithmetic where maps stay in a cache</td></tr>
 * <tr><td>depthwise, gradient of the weights</td>
 *     <td>{@link DepthwiseWeightGradient}</td>
 *     <td>{@link DepthwiseWeightKernel}; {@link VectorSums}</td><td>the same</td></tr>
 * <tr><td>locally connected, forward</td>
 *     <td>{@link LocalForward} over {@link LocalGeometry}, lanes over the batch ({@link BatchLast})</td>
 *     <td>{@link GemmKernel}; {@link Epilogue}</td>
 *     <td>memory, the weights, up to some dozens of examples; then arithmetic</td></tr>
 * <tr><td>locally connected, gradients</td>
 *     <td>{@link LocalInputGradient}, {@link LocalWeightGradient}</td>
 *     <td>{@link OuterProductKernel}; {@link WeightGradientTile}</td><td>the same</td></tr>
 * <tr><th scope="row" colspan="4">Fully connected layers: {@link SimdLinear}</th></tr>
 * <tr><td>forward, several rows</td>
 *     <td>{@link LinearForward} over {@link PackedRows}, with a {@link RowPrefetch} where weights are large</td>
 *     <td>{@link PackedGemmKernel12x2}, {@link PackedGemmPrefetchKernel12x2}, {@link GemmKernel}</td>
 *     <td>arithmetic</td></tr>
 * <tr><td>forward, one row</td><td>{@link LinearForward}</td><td>{@link GemvKernel}</td>
 *     <td>memory: the weights</td></tr>
 * <tr><td>forward, bfloat16 or int8 weights</td><td>{@link ReducedLinearForward}</td>
 *     <td>one row: {@link Bfloat16Code}, {@link Int8Code}; several: these unpack for {@link GemmKernel}</td>
 *     <td>one row: memory, the packed weights; several: arithmetic</td></tr>
 * <tr><td>gradient of the input</td>
 *     <td>{@link LinearInputGradient}, with a {@link RowPrefetch} where weights are large</td>
 *     <td>{@link OuterProductKernel}, {@link OuterProductPrefetchKernel12x2}</td><td>arithmetic</td></tr>
 * <tr><td>gradient of the weights</td><td>{@link LinearWeightGradient}</td>
 *     <td>{@link WeightGradientTile} of {@link OuterProductPairKernel6x2} or {@link OuterProductKernel}</td>
 *     <td>arithmetic; large ones also memory, where the result is written</td></tr>
 * <tr><th scope="row" colspan="4">Windows and normalisation</th></tr>
 * <tr><td>pooling</td><td>{@link SimdPooling}</td><td>{@link MaxWindow}, {@link AverageWindow}</td><td>memory</td></tr>
 * <tr><td>local response normalisation</td>
 *     <td>{@link SimdLocalResponseNorm}: {@link ResponseNormAcrossChannels}, {@link ResponseNormWithinChannel}</td>
 *     <td>{@link ResponseNormKernel}</td>
 *     <td>memory with an exponent of 3/4; else arithmetic, a scalar power an element</td></tr>
 * <tr><td>batch normalisation</td>
 *     <td>{@link SimdBatchNorm}: {@link BatchNormTraining}, {@link BatchNormInference}, {@link BatchNormGradient}</td>
 *     <td>{@link BatchNormKernel} with {@link ChannelNorm}, {@link PositionSums}, {@link ChannelCycle}; {@link LeafSums}</td><td>memory</td></tr>
 * <tr><td>layer normalisation</td>
 *     <td>{@link SimdLayerNorm}: {@link LayerNormForward}, {@link LayerNormGradient}</td>
 *     <td>theirs, a position at a time; {@link LeafSums}, {@link ChannelsLast}</td><td>memory</td></tr>
 * <tr><th scope="row" colspan="4">Elements, losses and updates</th></tr>
 * <tr><td>activations</td><td>{@link SimdActivation}</td>
 *     <td>{@link Rectifier}; {@link SmoothActivations} with {@link Exponential}</td>
 *     <td>ReLU: memory; smooth ones: arithmetic</td></tr>
 * <tr><td>dropout</td><td>{@link SimdDropout}</td><td>Philox in integers, then {@link Arithmetic}</td><td>arithmetic</td></tr>
 * <tr><td>sums, products and multiples</td><td>{@link SimdElementwise}</td><td>{@link Arithmetic}</td><td>memory</td></tr>
 * <tr><td>concatenation, slices, reshaping</td><td>{@link SimdShape}</td><td>copies; {@link ChannelsLast}</td><td>memory</td></tr>
 * <tr><td>softmax and loss</td><td>{@link SimdSoftmax}, {@link SimdLoss} with {@link SimdTargetLoss}</td>
 *     <td>{@link Softmax} with {@link Exponential}</td><td>arithmetic; a batch of them is short</td></tr>
 * <tr><td>updates</td><td>{@link SimdUpdate}: also {@link RmsPropPlan}, {@link LambPlan}, {@link MaxNormPlan}, {@link SquaredNormPlan}</td>
 *     <td>{@link Momentum}, {@link AdamKernel}, {@link Arithmetic}</td><td>memory</td></tr>
 * <tr><th scope="row" colspan="4">General operators, over tensors that lie any {@link Strides}; {@link Walk} joins axes without a jump</th></tr>
 * <tr><td>matrix products, batched</td><td>{@link SimdMatMul}</td>
 *     <td>{@link OuterProductKernel}, over packed tiles and panels</td><td>arithmetic</td></tr>
 * <tr><td>arithmetic with broadcasting, comparison, selection</td>
 *     <td>{@link SimdElementwise}: a {@link FlatPlan} of tensors of one shape, else a {@link BroadcastPlan}</td>
 *     <td>{@link BinaryLoops}, each a {@link BinaryLoop}</td><td>memory</td></tr>
 * <tr><td>functions of one number, and gradients</td><td>{@link SimdElementwise}</td>
 *     <td>{@link UnaryLoops}, each a {@link UnaryLoop}; {@link UnaryGradientLoops}; {@link Exponential},
 *         {@link Logarithm}, {@link Power}, {@link ErrorFunction}</td><td>arithmetic</td></tr>
 * <tr><td>permutation, slices, padding, expansion, reshaping of maps</td><td>{@link SimdShape}</td>
 *     <td>{@link StridedCopy}</td><td>memory</td></tr>
 * <tr><td>reductions over axes and over the batch</td><td>{@link SimdReduce}</td>
 *     <td>{@link Arithmetic}; {@link TreeSums}</td><td>memory</td></tr>
 * <tr><td>gathering and its gradient</td><td>{@link SimdGather}, {@link Picks}</td>
 *     <td>copies; {@link TreeSums}</td><td>memory</td></tr>
 * <tr><td>adaptive average pooling</td><td>{@link SimdAdaptivePooling}</td>
 *     <td>{@link Arithmetic}</td><td>memory</td></tr>
 * </tbody>
 * </table>
 *
 * <p>What plans share: {@link SimdPlan}, {@link RowPlan} and {@link FlatPlan} for operators of one
 * pass; {@link Correlation}, {@link CorrelationPlan} and {@link KernelRuns} for convolutions;
 * {@link ParallelTask}; {@link CpuBuffer} for tensors, which {@link HostLayout} copies in and out.
 * How the backend starts: {@link CpuBackendProvider}, {@link Simd}, {@link SelfTest}, {@link
 * WarmUp}. What the machine can do at most, the roofs of the table: {@link CpuRoofEngine}, {@link
 * MultiplyAddRoof}, {@link MemoryRoof}, on {@link RoofThreads}.
 *
 * <h2>Vocabulary</h2>
 *
 * <dl>
 *   <dt>kernel, MR×NR
 *   <dd>A GEMM kernel keeps a <em>tile</em> of sums in registers, MR rows of NR columns, and adds
 *       one product to each of them a step. {@code 12x2} in a name: MR is 12 rows, NR 2 vectors.
 *       Their bodies are generated by {@code GenerateKernels}, in the tests, see ADR 17.
 *   <dt>tile
 *   <dd>Sums that one call of a kernel computes. Winograd's tiles are others: squares of a map.
 *   <dt>panel
 *   <dd>Two vectors' worth of columns of an operand, one row for each step of the sum, packed so
 *       that a kernel reads it from one end to the other: {@link Panels}. BLIS calls it a
 *       micro-panel of B.
 *   <dt>packing
 *   <dd>Copying an operand to the order in which kernels read it. Weights are packed once a change,
 *       see {@link dev.alexandrite.spi.OpPlan#pack}; other operands in the plan's workspace.
 *   <dt>block, section
 *   <dd>A piece of an operand that fits in the first-level cache, and several of them, which fit in
 *       the second. Constants, never asked of the machine: the order of a sum depends on them.
 *   <dt>leaf
 *   <dd>One of the eight contiguous parts of a batch whose gradients are summed apart and then
 *       added pairwise, see {@link dev.alexandrite.spi.BatchTree}.
 *   <dt>tower
 *   <dd>One of the parts that channels are cut into by a group convolution or by response
 *       normalisation: the two columns of AlexNet, one for each of its GPUs.
 *   <dt>lane, virtual width
 *   <dd>A sum over lanes would need a virtual width, the same number of partial sums on every
 *       machine, to have the same bits on all. No kernel needs one: lanes run over results, never
 *       over a sum, so that each sum is the same chain at 4, 8 and 16 lanes. Tests force the width
 *       by {@value dev.alexandrite.cpu.Simd#BITS_PROPERTY}.
 *   <dt>feature, run
 *   <dd>A feature is what batch normalisation has one scale for. A run is a piece of contiguous
 *       inputs that a kernel multiplies without a jump: {@link KernelRuns}.
 * </dl>
 */
@NullMarked
package dev.alexandrite.cpu;

import org.jspecify.annotations.NullMarked;
