package inkling.training;

import inkling.network.Backpropagation;
import inkling.network.Blueprint;
import inkling.network.Network;
import inkling.network.Tensor;
import inkling.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes a network's parameters by their gradient, and hands out what it remembers.
 *
 * <p>DJL's own optimisers keep their state to themselves, and a checkpoint needs it.
 */
final class Optimizer {
    static final String PREFIX = "optimizer.";

    private final Hyperparameters settings;
    private final Network network;
    private final UpdateRule rule;
    private long step;

    /**
     * @param step updates already made
     * @param state what {@link #state()} gave after them; ignored if there were none
     */
    Optimizer(Hyperparameters settings, Network network, long step, List<Tensor> state) {
        this.settings = settings;
        this.network = network;
        this.step = step;
        Map<String, Tensor> tensors = state.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
        Map<String, float[]> slots = new LinkedHashMap<>();
        for (String slot : UpdateRule.slots(settings)) {
            slots.put(slot, step == 0 ? new float[(int) network.parameters().size()] : flat(slot, tensors));
        }
        rule = network.isOnCpu()
                ? new HostUpdateRule(settings, network, slots)
                : new DeviceUpdateRule(settings, network, slots);
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
        return UpdateRule.slots(settings).stream()
                .flatMap(slot -> Network.split(network.blueprint(), rule.slot(slot), PREFIX + slot + ".").stream())
                .toList();
    }

    /**
     * Begins one update, which each part of a batch makes its share of.
     *
     * @param lr the step's learning rate
     * @param sums what is measured of it
     */
    Backpropagation.Update next(double lr, NormSums sums) {
        long now = ++step;
        return (part, gradient) -> rule.update(now, lr, part, gradient, sums);
    }
}
