package inkling.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import inkling.network.Blueprint;
import inkling.network.Cores;
import inkling.network.Network;
import inkling.network.Tensor;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Changes a network's parameters by their gradient, slice by slice, and hands out what it remembers.
 *
 * <p>DJL's own optimisers keep their state to themselves, and a checkpoint needs it.
 */
final class Optimizer {
    static final String PREFIX = "optimizer.";

    private static final double CLIP_EPSILON = 1e-6;

    private final Hyperparameters settings;
    private final Network network;
    private final Map<String, NDArray> slots = new LinkedHashMap<>();
    private final List<NDIndex> slices;
    private final List<UpdateRule> rules;
    private long step;

    /**
     * @param slices into how many the parameters are cut, for as many threads; the numbers do not depend on it
     * @param step updates already made
     * @param state what {@link #state()} gave after them; ignored if there were none
     */
    Optimizer(Hyperparameters settings, Network network, int slices, long step, List<Tensor> state) {
        this.settings = settings;
        this.network = network;
        this.step = step;
        NDArray w = network.parameters();
        Map<String, Tensor> tensors = state.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
        for (String slot : UpdateRule.slots(settings)) {
            slots.put(slot, network.manager().create(step == 0 ? new float[(int) w.size()] : flat(slot, tensors)));
        }
        this.slices = IntStream.range(0, slices)
                .mapToObj(i -> new NDIndex("{}:{}", w.size() * i / slices, w.size() * (i + 1) / slices))
                .toList();
        this.rules = this.slices.stream()
                .map(slice -> new UpdateRule(settings, network, w.get(slice), slotsOf(slice)))
                .toList();
    }

    private Map<String, NDArray> slotsOf(NDIndex slice) {
        Map<String, NDArray> views = new LinkedHashMap<>();
        slots.forEach((slot, values) -> views.put(slot, values.get(slice)));
        return views;
    }

    /** Whether some state has all that {@link #state()} gives, in numbers. */
    static boolean isWhole(Hyperparameters settings, Blueprint blueprint, List<Tensor> state) {
        Map<String, Tensor> tensors = state.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
        return UpdateRule.slots(settings).stream()
                .flatMap(slot -> blueprint.parameters().stream()
                        .map(parameter -> Optional.ofNullable(tensors.get(PREFIX + slot + "." + parameter.name()))
                                .filter(found -> found.values().length == parameter.size())))
                .allMatch(found -> found.filter(Tensor::isFinite).isPresent());
    }

    private float[] flat(String slot, Map<String, Tensor> tensors) {
        float[] flat = new float[(int) network.parameters().size()];
        int from = 0;
        for (var parameter : network.blueprint().parameters()) {
            String name = PREFIX + slot + "." + parameter.name();
            Tensor tensor = tensors.get(name);
            if (tensor == null || tensor.values().length != parameter.size()) {
                throw new IllegalArgumentException(Text.of("the checkpoint has no %s to go on from", name));
            }
            System.arraycopy(tensor.values(), 0, flat, from, parameter.size());
            from += parameter.size();
        }
        return flat;
    }

    /** Updates made so far. */
    long step() {
        return step;
    }

    /** What the optimiser remembers, copied off the device, named {@code optimizer.<slot>.<parameter>}. */
    List<Tensor> state() {
        List<Tensor> state = new ArrayList<>();
        slots.forEach((slot, values) ->
                state.addAll(Network.split(network.blueprint(), values.toFloatArray(), PREFIX + slot + ".")));
        return state;
    }

    /**
     * Makes one update.
     *
     * @param gradients whose sum is the gradient, each float32 like the parameters; overwritten
     * @param lr the step's learning rate
     */
    void update(NDList gradients, double lr) {
        step++;
        NDList parts = settings.clipNorm() > 0 ? clipped(gradients) : gradients;
        Cores.share(rules.size(), slice -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray g = parts.get(0).get(slices.get(slice));
                parts.stream().skip(1).forEach(other -> g.addi(other.get(slices.get(slice))));
                rules.get(slice).update(step, lr, g);
            }
        });
    }

    /** {@code torch.nn.utils.clip_grad_norm_} over all parameters; the norm stays on the device. */
    private NDList clipped(NDList parts) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray g = parts.get(0);
            parts.stream().skip(1).forEach(g::addi);
            NDArray factor = network.scalar(settings.clipNorm()).divi(g.norm().addi(network.scalar(CLIP_EPSILON)));
            g.muli(factor.minimum(network.scalar(1)));
            return new NDList(g);
        }
    }
}
