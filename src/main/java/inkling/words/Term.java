package inkling.words;

import static inkling.words.Place.BETWEEN;
import static inkling.words.Place.COMPARE;
import static inkling.words.Place.COMPARE_CONFUSION;
import static inkling.words.Place.COMPARE_IMAGES;
import static inkling.words.Place.COMPARE_MAPS;
import static inkling.words.Place.COMPARE_WEIGHTS;
import static inkling.words.Place.CONFUSION;
import static inkling.words.Place.DRAW;
import static inkling.words.Place.EXAMPLE;
import static inkling.words.Place.HISTOGRAMS;
import static inkling.words.Place.IMAGINE;
import static inkling.words.Place.LAYERS;
import static inkling.words.Place.LEAST_CHANGE;
import static inkling.words.Place.MAP;
import static inkling.words.Place.MISTAKES;
import static inkling.words.Place.NEW_RUN;
import static inkling.words.Place.NEW_SWEEP;
import static inkling.words.Place.PROBES;
import static inkling.words.Place.STRESS;
import static inkling.words.Place.SWEEPS;
import static inkling.words.Place.TRAIN;
import static inkling.words.Place.WEIGHTS;
import static inkling.words.Place.WHY;
import static inkling.words.Subject.COMPARING;
import static inkling.words.Subject.DATA;
import static inkling.words.Subject.INSIDE;
import static inkling.words.Subject.JUDGING;
import static inkling.words.Subject.NETWORK;
import static inkling.words.Subject.TRAINING;

import inkling.text.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The field's words that the pages use, in the order in which they are read. A template says what its fragment {@code
 * words/term} makes a link of; {@code words/<subject>.html} explains each at length.
 */
public enum Term implements Named {
    LABEL(NETWORK, "label", "The class of an image as the data set has it: the right answer.", List.of(MISTAKES)),
    PERCEPTRON(
            NETWORK,
            "multilayer perceptron",
            "A network of layers in which every number of a layer is worked out from all numbers of the one before it.",
            List.of(NEW_RUN)),
    PARAMETERS(
            NETWORK,
            "parameters",
            "All the numbers that training changes: every weight and every bias.",
            List.of(TRAIN, HISTOGRAMS)),
    HIDDEN_LAYER(
            NETWORK,
            "hidden layer",
            "A layer between the image and the answer; what its numbers stand for is learnt, not prescribed.",
            List.of(WEIGHTS),
            "hidden layers"),
    ARCHITECTURE(
            NETWORK,
            "architecture",
            "Which layers a network has, in which order and of which size; what they learn is not a part of it.",
            List.of(NEW_RUN, TRAIN),
            "network"),
    MULTIPLY_ADDS(
            NETWORK,
            "multiply-adds",
            "How often a network multiplies two numbers and adds the product, for one image: what its time goes by.",
            List.of(NEW_RUN, TRAIN)),
    CONVOLUTION(
            NETWORK,
            "convolution",
            "A layer of small filters, each laid over every place of the picture; what a filter finds there is a new picture.",
            List.of(NEW_RUN)),
    KERNEL(
            NETWORK,
            "kernel",
            "The square of weights that a filter lays over a picture; its size is the length of a side in pixels.",
            List.of(NEW_RUN)),
    STRIDE(
            NETWORK,
            "stride",
            "How many pixels a kernel or a window moves from one place to the next; 2 halves the picture.",
            List.of(NEW_RUN)),
    PADDING(
            NETWORK,
            "padding",
            "Rows and columns of zeros around a picture, so that a kernel fits on its edges too.",
            List.of(NEW_RUN)),
    POOLING(
            NETWORK,
            "pooling",
            "Making one number of each small window of a picture: the largest, or the mean.",
            List.of(NEW_RUN)),
    BATCH_NORM(
            NETWORK,
            "batch normalisation",
            "Bringing each channel to mean 0 and deviation 1 over the batch, then scaling and shifting it by two learnt numbers.",
            List.of(NEW_RUN)),
    DROPOUT(
            NETWORK,
            "dropout",
            "Setting numbers to 0 at random in training, so that no unit can rely on any other.",
            List.of(NEW_RUN)),
    RESIDUAL(
            NETWORK,
            "residual block",
            "Layers whose result is added to what went into them, so that they learn only the difference.",
            List.of(NEW_RUN)),
    GELU(
            NETWORK,
            "GELU",
            "A smooth relative of ReLU: x times the probability that a standard normal number is below x.",
            List.of(NEW_RUN)),
    UNIT(
            NETWORK,
            "unit",
            "One element of a dense layer: it sums the layer’s inputs, each times a weight, adds its bias, and in a hidden"
                    + " layer usually passes on what is above 0.",
            List.of(WEIGHTS)),
    BIAS(NETWORK, "bias", "The number that a unit adds to its weighted sum, whatever the image.", List.of(WEIGHTS)),
    RELU(NETWORK, "ReLU", "max(0, x): what is above 0 stays as it is, all else becomes 0.", List.of(WEIGHTS)),
    ACTIVATION(
            NETWORK,
            "activation",
            "The number, or numbers, that a unit or a layer makes of one image.",
            List.of(WEIGHTS, DRAW)),
    FILTER(
            NETWORK,
            "filter",
            "One element of a convolution: a small picture of weights that slides over the image and answers at each place.",
            List.of(WEIGHTS)),
    FEATURE_MAP(
            NETWORK,
            "feature map",
            "What one filter, or one channel of a layer, makes of an image: a picture of where it finds what it looks for.",
            List.of(WEIGHTS)),
    RECEPTIVE_FIELD(
            NETWORK,
            "receptive field",
            "The part of the image that one number of a feature map can see; it grows from layer to layer.",
            List.of(WEIGHTS)),
    H2(
            NETWORK,
            "h2",
            "The last hidden layer after ReLU, 100 numbers an image in the usual network; the logits are worked out"
                    + " from these alone.",
            List.of(MAP)),
    LOGIT(
            NETWORK,
            "logit",
            "The network’s raw score for a class, any real number; the softmax makes probabilities of all of them.",
            List.of(EXAMPLE, MAP)),
    SOFTMAX(
            NETWORK,
            "softmax",
            "Makes probabilities of logits: the exponential of each, divided by the sum of all the exponentials.",
            List.of(EXAMPLE)),

    TRAINING_IMAGES(
            TRAINING,
            "training images",
            "The images that the network learns from: its gradients are theirs.",
            List.of(MAP)),
    VALIDATION(
            TRAINING,
            "validation images",
            "Images kept out of training; the epoch with the lowest loss on them is the best one.",
            List.of(TRAIN),
            "validation share"),
    TEST(
            TRAINING,
            "test images",
            "Images that neither training nor the choice of the best epoch has seen; they judge the network that was"
                    + " chosen.",
            List.of(CONFUSION)),
    NORMALISATION(
            TRAINING,
            "normalisation",
            "Subtracting the training pixels’ mean from every pixel and dividing by their standard deviation, before the network"
                    + " sees an image.",
            List.of(IMAGINE)),
    AUGMENTATION(
            TRAINING,
            "augmentation",
            "Changing each training image a little at random, anew in every epoch, so that the network never sees quite"
                    + " the same one twice.",
            List.of(Place.AUGMENTATION)),
    LOSS(
            TRAINING,
            "loss",
            "How far the network’s answers are from the labels; here it is the cross-entropy, 0 at best.",
            List.of(EXAMPLE, TRAIN),
            "test loss",
            "validation loss",
            "training loss"),
    CROSS_ENTROPY(
            TRAINING,
            "cross-entropy",
            "Minus the natural logarithm of the probability that the network gives the true label; its mean over images"
                    + " is the loss.",
            List.of(EXAMPLE, MISTAKES)),
    GRADIENT(
            TRAINING,
            "gradient",
            "For every parameter, how fast the loss rises with it; a step of training goes the other way.",
            List.of(HISTOGRAMS)),
    BATCH(
            TRAINING,
            "batch",
            "The images of one step: the gradient is that of their mean loss.",
            List.of(NEW_RUN),
            "batch size"),
    STEP(TRAINING, "step", "One update of all parameters, from the gradient of one batch.", List.of(TRAIN)),
    EPOCH(TRAINING, "epoch", "One pass over all training images, each once, in a new order.", List.of(TRAIN), "epochs"),
    OPTIMIZER(
            TRAINING,
            "optimizer",
            "The rule by which a gradient changes the parameters, such as Adam or SGD.",
            List.of(NEW_RUN)),
    LEARNING_RATE(
            TRAINING,
            "learning rate",
            "How far a step goes: the factor before the optimizer’s update.",
            List.of(NEW_RUN)),
    LEARNING_RATE_FINDER(
            TRAINING,
            "learning-rate finder",
            "A short training with ever higher learning rates, which shows which are too low to learn by and which blow up.",
            List.of(NEW_RUN)),
    SCHEDULE(
            TRAINING,
            "learning-rate schedule",
            "How the learning rate moves over a run: not at all, down in steps, along a cosine, or up and down in one cycle.",
            List.of(NEW_RUN)),
    WARM_UP(
            TRAINING,
            "warm-up",
            "The first steps of a run, over which the learning rate rises in a line from a hundredth of its value.",
            List.of(NEW_RUN)),
    MOMENTUM(
            TRAINING,
            "momentum",
            "SGD follows a sum of all gradients so far instead of the last one alone; this share of the sum stays at each"
                    + " step.",
            List.of(NEW_RUN)),
    NESTEROV(
            TRAINING,
            "Nesterov momentum",
            "Momentum that looks ahead: the step follows the gradient plus the momentum times the new sum.",
            List.of(NEW_RUN),
            "Nesterov"),
    WEIGHT_DECAY(
            TRAINING,
            "weight decay",
            "Pulls every parameter, biases too, towards 0 at each step; with SGD and AdamW in proportion to its size.",
            List.of(NEW_RUN)),
    CLIPPING(
            TRAINING,
            "gradient clipping",
            "Shortening a step’s gradient to a given norm where it is longer, so that no step goes astray.",
            List.of(NEW_RUN)),
    LABEL_SMOOTHING(
            TRAINING,
            "label smoothing",
            "Asking for a little less than certainty: a share of each label goes to all classes alike.",
            List.of(NEW_RUN)),
    CLASS_WEIGHTS(
            TRAINING,
            "class weights",
            "Factors that let the images of rare classes count more in the training loss, and those of frequent ones less.",
            List.of(NEW_RUN)),
    EARLY_STOPPING(
            TRAINING,
            "early stopping",
            "Ending a run when so many epochs in a row, its patience, have brought no lower validation loss.",
            List.of(NEW_RUN),
            "patience"),
    SEED(
            TRAINING,
            "seed",
            "The number from which all random choices follow; with the same settings, data and device it gives the same result.",
            List.of(NEW_RUN),
            "dropout seed"),
    BEST_EPOCH(
            TRAINING,
            "best epoch",
            "The epoch with the lowest validation loss; the test figures are those of its network.",
            List.of(TRAIN)),
    CHECKPOINT(
            TRAINING,
            "checkpoint",
            "The network as it was after an epoch, in a file: its parameters and the optimizer’s state.",
            List.of(TRAIN)),
    EVALUATION(
            TRAINING,
            "evaluation mode",
            "Asking the network without changing it: images as they are, nothing dropped out; in training mode images are"
                    + " augmented, and each batch changes the network.",
            List.of(TRAIN)),
    DIVERGED(
            TRAINING,
            "diverged",
            "A run whose loss is no longer a finite number, mostly because the learning rate was too high.",
            List.of(TRAIN)),
    SMOOTHING(
            TRAINING,
            "smoothing",
            "Draws a running mean in which older steps count less and less; 0 draws the steps as they were measured.",
            List.of(TRAIN)),

    ACCURACY(
            JUDGING,
            "accuracy",
            "The share of images whose most probable class is their label.",
            List.of(CONFUSION),
            "test accuracy",
            "validation accuracy",
            "training accuracy"),
    TOP_2(
            JUDGING,
            "top-2 accuracy",
            "The share of images whose label is one of the two most probable classes.",
            List.of(CONFUSION)),
    CONFUSION_MATRIX(
            JUDGING,
            "confusion matrix",
            "How many images of each true label the network took for which class.",
            List.of(CONFUSION, COMPARE_CONFUSION)),
    PRECISION(
            JUDGING,
            "precision",
            "Of the images that the network took for a class, the share that belong to it.",
            List.of(CONFUSION)),
    RECALL(JUDGING, "recall", "Of the images of a class, the share that the network took for it.", List.of(CONFUSION)),
    F1(JUDGING, "F1", "The harmonic mean of precision and recall, which is high only if both are.", List.of(CONFUSION)),
    SUPPORT(JUDGING, "support", "How many of the test images have this label.", List.of(CONFUSION)),
    CONFIDENCE(
            JUDGING,
            "confidence",
            "The probability that the network gives its own answer, the largest that comes out of the softmax.",
            List.of(MISTAKES, Place.CALIBRATION)),
    CALIBRATION(
            JUDGING,
            "calibration",
            "Whether the network is right as often as it says: of the answers given with 80 % confidence, 80 % should be"
                    + " right.",
            List.of(Place.CALIBRATION)),
    RELIABILITY(
            JUDGING,
            "reliability diagram",
            "The answers in bins by their confidence, each bin as high as its accuracy; calibrated bars reach the"
                    + " diagonal.",
            List.of(Place.CALIBRATION)),
    ECE(
            JUDGING,
            "expected calibration error (ECE)",
            "The mean gap between confidence and accuracy over all bins, each weighted by its number of images; 0 at best.",
            List.of(Place.CALIBRATION)),
    CORRUPTION(
            JUDGING,
            "corruption",
            "A change of an image that leaves it what it is to a person, such as noise, blur or fog, at a strength from 1 to 5.",
            List.of(STRESS)),
    MEAN_CORRUPTION_ERROR(
            JUDGING,
            "mean corruption error",
            "The share of wrong answers on corrupted test images, over all corruptions and strengths alike.",
            List.of(STRESS)),
    BRIER(
            JUDGING,
            "Brier score",
            "The mean squared distance of the probabilities from the right answer, over all classes; 0 at best, 2 at worst.",
            List.of(Place.CALIBRATION)),
    TEMPERATURE(
            JUDGING,
            "temperature scaling",
            "Dividing all logits by one number, fitted on the validation images, so that confidence fits accuracy; no answer"
                    + " changes.",
            List.of(Place.CALIBRATION)),

    TRAINING_DYNAMICS(
            DATA,
            "training dynamics",
            "What the network gave an image's label after each epoch: how soon, how surely and how lastingly it was learnt.",
            List.of(Place.DOCTOR)),
    MEAN_CONFIDENCE(
            DATA,
            "mean confidence",
            "The probability of an image's label, as the mean over the networks of all epochs.",
            List.of(Place.DOCTOR)),
    VARIABILITY(
            DATA,
            "variability",
            "The standard deviation of the probability of an image's label over the epochs; 0.5 at most.",
            List.of(Place.DOCTOR)),
    CORRECTNESS(
            DATA,
            "correctness",
            "The share of the epochs after which the network took an image for what its label says.",
            List.of(Place.DOCTOR)),
    FORGETTING(
            DATA,
            "forgetting event",
            "An image that the network had right after one epoch and has wrong after the next.",
            List.of(Place.DOCTOR)),
    NEAR_DUPLICATE(
            DATA,
            "near-duplicate",
            "An image that is another one again, a little brighter, moved by a pixel or saved anew.",
            List.of(Place.DUPLICATES),
            "near-duplicates"),

    NORM(
            INSIDE,
            "norm",
            "The length of a list of numbers as a vector: the root of the sum of their squares.",
            List.of(WEIGHTS)),
    NEAREST(
            INSIDE,
            "nearest images",
            "The images at the smallest Euclidean distance: those that the layer sees as most alike.",
            List.of(DRAW, MAP)),
    PCA(
            INSIDE,
            "PCA",
            "Principal component analysis: the directions in which the points vary most, of which a map shows the first"
                    + " two.",
            List.of(MAP)),
    EXPLAINED_VARIANCE(
            INSIDE,
            "variance explained",
            "The share of the points’ whole variance that lies in the directions shown; the map loses the rest.",
            List.of(MAP)),
    T_SNE(
            INSIDE,
            "t-SNE",
            "A map on which near neighbours stay near; distances between groups, and their sizes, mean little.",
            List.of(MAP)),
    PERPLEXITY(INSIDE, "perplexity", "Roughly how many neighbours of each point t-SNE heeds.", List.of(MAP)),
    DIVERGENCE(
            INSIDE,
            "Kullback–Leibler divergence",
            "How far the neighbourhoods on the map are from those in the original space, which t-SNE makes small; 0 at"
                    + " best.",
            List.of(MAP)),
    TRUSTWORTHINESS(
            INSIDE,
            "trustworthiness",
            "Whether neighbours on a map are neighbours in the original space: 1 if all are, about 0.5 at random.",
            List.of(MAP)),
    LOG_ODDS(
            INSIDE,
            "log-odds",
            "ln(p / (1 − p)) of a probability p: a scale on which 99 % and 99.9 % are far apart.",
            List.of(IMAGINE)),
    CKA(
            INSIDE,
            "CKA",
            "Centred kernel alignment: how alike two layers find the same images, from 0 to 1, however their units are turned or"
                    + " scaled.",
            List.of(LAYERS)),
    LINEAR_PROBE(
            INSIDE,
            "linear probe",
            "A linear classifier that learns the classes from what one layer makes of images; the network stays as it is.",
            List.of(PROBES)),
    LANDSCAPE(
            INSIDE,
            "loss landscape",
            "The loss as it would be with other parameters, near those that a network has: a valley, seen on a plane through it.",
            List.of(Place.LANDSCAPE)),
    FILTER_NORMALISATION(
            INSIDE,
            "filter normalisation",
            "Making each filter of a random direction as long as the network’s own, so that a step of 1 means as much in every"
                    + " layer and every network.",
            List.of(Place.LANDSCAPE)),
    NOISE_SEARCH(
            INSIDE,
            "noise search",
            "Shows the network pictures of random pixels and keeps the one that it is surest of.",
            List.of(IMAGINE)),
    GRADIENT_ASCENT(
            INSIDE,
            "gradient ascent",
            "Changes the pixels of a picture along the gradient, step by step, so that the network grows surer of a class.",
            List.of(IMAGINE)),
    TOTAL_VARIATION(
            INSIDE,
            "total variation",
            "How much neighbouring pixels differ; where it costs something, the picture becomes smoother.",
            List.of(IMAGINE)),
    L2_PENALTY(
            INSIDE,
            "L2 penalty",
            "The mean square of the pixels; where it costs something, they stay near the images’ mean.",
            List.of(IMAGINE)),
    ADVERSARIAL(
            INSIDE,
            "adversarial example",
            "A real image that is changed a little, on purpose, until the network takes it for something else.",
            List.of(IMAGINE)),
    EPSILON(
            INSIDE,
            "epsilon",
            "The most by which an adversarial change may alter a pixel, whose black is 0 and whose white is 1.",
            List.of(IMAGINE)),
    FGSM(
            INSIDE,
            "FGSM",
            "Fast gradient sign method: one step of epsilon in every pixel, against the sign of the loss’s gradient for the wanted class.",
            List.of(IMAGINE)),
    PGD(
            INSIDE,
            "PGD",
            "Projected gradient descent: many small steps like that of FGSM, each brought back to within epsilon of the image.",
            List.of(IMAGINE)),
    ATTRIBUTION(
            INSIDE,
            "attribution",
            "A number for each pixel of a picture: how much it speaks for a class, above zero, or against it, below.",
            List.of(WHY, DRAW)),
    ATTRIBUTION_BASELINE(
            INSIDE,
            "baseline of an attribution",
            "The picture that is taken to say nothing, such as a black one; an attribution says what the pixels add to it.",
            List.of(WHY)),
    INTEGRATED_GRADIENTS(
            INSIDE,
            "integrated gradients",
            "How far each pixel is from the baseline, times its gradient in the mean along the way from there; together they are the difference of the logits.",
            List.of(WHY)),
    OCCLUSION(
            INSIDE,
            "occlusion",
            "How far the class’s logit falls when a small window of the picture is covered with the baseline.",
            List.of(WHY)),
    SMOOTH_GRAD(
            INSIDE,
            "SmoothGrad",
            "The gradient of the class’s logit with respect to the pixels, in the mean over noisy copies of the picture.",
            List.of(WHY),
            "smooth gradients"),
    INTERPOLATION(
            INSIDE,
            "interpolation",
            "What lies between two things: a part of the way from every number of the one to the same number of the other.",
            List.of(BETWEEN)),
    DECISION_BOUNDARY(
            INSIDE,
            "decision boundary",
            "Where the network’s answer changes from one class to another: there both have the same probability.",
            List.of(BETWEEN, LEAST_CHANGE)),
    COUNTERFACTUAL(
            INSIDE,
            "counterfactual",
            "The smallest change of an image after which the network would have answered otherwise.",
            List.of(LEAST_CHANGE)),
    L0(INSIDE, "L0", "How many numbers a change alters at all.", List.of(LEAST_CHANGE)),
    L1(INSIDE, "L1", "The sum of what a change alters, whether up or down.", List.of(LEAST_CHANGE)),
    L2(
            INSIDE,
            "L2",
            "The length of a change: the root of the sum of the squares of what it alters.",
            List.of(LEAST_CHANGE)),
    L_INF(INSIDE, "L∞", "The most by which a change alters any one number.", List.of(LEAST_CHANGE)),
    INFLUENCE(
            INSIDE,
            "influence",
            "By how much the steps on one training image lowered or raised the loss of another image.",
            List.of(Place.INFLUENCE)),
    PROPONENT(
            INSIDE,
            "proponent",
            "A training image whose steps lowered the loss of the image that is looked at.",
            List.of(Place.INFLUENCE)),
    OPPONENT(
            INSIDE,
            "opponent",
            "A training image whose steps raised the loss of the image that is looked at.",
            List.of(Place.INFLUENCE)),

    BASELINE(COMPARING, "baseline", "The run that the others are compared with.", List.of(COMPARE)),
    STANDARD_DEVIATION(
            COMPARING,
            "standard deviation",
            "How far values lie from their mean as a rule; of a sample of n, with n − 1 in the divisor.",
            List.of(COMPARE, SWEEPS)),
    PERCENTAGE_POINT(
            COMPARING,
            "percentage point (pp)",
            "The unit of a difference of two percentages: from 97 % to 98 % is one.",
            List.of(COMPARE)),
    SWEEP(
            COMPARING,
            "sweep",
            "Many runs asked for at once, with several values of some settings, to see which of them matter.",
            List.of(SWEEPS, NEW_SWEEP)),
    GRID(COMPARING, "grid", "A sweep over every combination of the values.", List.of(NEW_SWEEP)),
    RANDOM_SEARCH(
            COMPARING,
            "random search",
            "A sweep over settings that are drawn at random, each independently of the others.",
            List.of(NEW_SWEEP)),
    PARALLEL_COORDINATES(
            COMPARING,
            "parallel coordinates",
            "A line for each run across upright axes, one for each setting and metric, at the run’s value on each.",
            List.of(SWEEPS)),
    MCNEMAR(
            COMPARING,
            "McNemar’s test",
            "Asks whether two networks err equally often on the same images, by those that only one of them gets right.",
            List.of(COMPARE_IMAGES)),
    P_VALUE(
            COMPARING,
            "p-value",
            "How probable a difference at least as large would be by chance alone, were the two equally good.",
            List.of(COMPARE_IMAGES)),
    HOLM(
            COMPARING,
            "Holm’s correction",
            "Raises the p-values of many tests made at once, so that a false alarm among all of them stays as rare as in"
                    + " one.",
            List.of(COMPARE_IMAGES)),
    PROCRUSTES(
            COMPARING,
            "Procrustes",
            "Turns, mirrors and shifts one set of points to lie as near as it can to another, point by point, without bending it.",
            List.of(COMPARE_MAPS, MAP)),
    HUNGARIAN(
            COMPARING,
            "best matching",
            "Pairs the units of two layers, each once, such that the likenesses of all pairs sum to the most.",
            List.of(COMPARE_WEIGHTS)),
    COSINE(
            COMPARING,
            "cosine",
            "Of the angle between two weight vectors: 1 for the same direction, 0 for a right angle, −1 for the opposite.",
            List.of(COMPARE_WEIGHTS)),
    FINGERPRINT(
            COMPARING,
            "fingerprint",
            "A number worked out from every image and label (SHA-256); runs with the same one had the same data.",
            List.of(TRAIN),
            "data, SHA-256",
            "test images, SHA-256");

    private final Subject subject;
    private final String title;
    private final String meaning;
    private final List<Place> places;
    private final List<String> names;

    /**
     * @param title what it is called within a sentence
     * @param meaning one sentence, for who meets the word for the first time
     * @param places where it can be seen
     * @param names others that it has where it stands alone, as a setting or a metric does
     */
    Term(Subject subject, String title, String meaning, List<Place> places, String... names) {
        this.subject = subject;
        this.title = title;
        this.meaning = meaning;
        this.places = places;
        this.names = List.of(names);
    }

    /** @throws IllegalArgumentException if there is none of that id, which is a template's fault */
    public static Term of(String id) {
        return Arrays.stream(values())
                .filter(term -> term.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no term is called " + id));
    }

    /** The term that has this name, in whichever case, where it stands alone; empty if it needs no explaining. */
    public static Optional<Term> called(String name) {
        return Arrays.stream(values())
                .filter(term -> Stream.concat(Stream.of(term.title), term.names.stream())
                        .anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    /** Where its name leads: to its place among the words, and of a loss to the logits that show how it comes about. */
    public String address() {
        return this == LOSS ? Place.EXAMPLE.path : "/words#" + id();
    }

    public Subject subject() {
        return subject;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    public List<Place> places() {
        return places;
    }
}
