package inkling.bench;

import inkling.network.Tensor;
import inkling.training.TrainingPlan;
import java.util.List;
import java.util.Map;

/** What a training stage leaves to the stages after it: the best epoch's parameters, and each epoch's numbers. */
record TrainedNetwork(TrainingPlan plan, List<Tensor> parameters, List<Map<String, Object>> history) {}
