package inkling.imagine.pages;

import inkling.imagine.Dream;
import inkling.imagine.DreamRequest;
import inkling.text.Figures;
import inkling.text.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was asked for, in words and in the order of the form. */
final class DreamSettings {
    private DreamSettings() {}

    /** @param name what the class is called that the picture is to be taken for */
    static Map<String, String> of(Dream dream, String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("Epoch", dream.epoch() == 0 ? "0, untrained" : String.valueOf(dream.epoch()));
        settings.put("To be taken for", name);
        if (dream.request() instanceof DreamRequest.Noise noise) {
            settings.put("Noise images", Figures.count(noise.query().images()));
            settings.put("Noise mean", Numbers.plain(noise.query().mean()));
            settings.put("Noise deviation", Numbers.plain(noise.query().deviation()));
            settings.put("Seed", String.valueOf(noise.query().seed()));
        } else if (dream.request() instanceof DreamRequest.Ascent ascent) {
            settings.put("What grows", FormChoices.title(ascent.plan().objective()));
            settings.put("Start", FormChoices.title(ascent.plan().start()));
            settings.put("Steps", Figures.count(ascent.plan().steps()));
            settings.put("Learning rate", Numbers.plain(ascent.plan().learningRate()));
            settings.put("Total variation", Numbers.plain(ascent.plan().totalVariation()));
            settings.put("L2 penalty", Numbers.plain(ascent.plan().l2()));
            settings.put("Seed", String.valueOf(ascent.plan().seed()));
        } else if (dream.request() instanceof DreamRequest.Change change) {
            settings.put("Method", FormChoices.title(change.plan().method()));
            settings.put("Epsilon", Numbers.plain(change.plan().epsilon()));
            settings.put("Steps", Figures.count(change.total()));
        }
        dream.device().ifPresent(device -> settings.put("Device", device));
        return settings;
    }
}
