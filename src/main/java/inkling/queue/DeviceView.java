package inkling.queue;

import inkling.cluster.Cluster;
import inkling.worker.LiveJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one device does, in the words of the page.
 *
 * @param device by its own name: {@code cpu}, {@code gpu0}, {@code spark}
 * @param running what has a slot of it, in the order in which it began; none in the moment between two jobs
 * @param waiting one page of what waits for it, in order
 * @param count how many wait in all
 */
record DeviceView(String device, List<JobView> running, List<JobView> waiting, int count) {
    /** Of those that wait for a device. */
    static final int PAGE = 50;

    /**
     * The devices that have something to do.
     *
     * @param turns whether devices take turns between people
     * @param page which page of what waits, from 1
     */
    static List<DeviceView> of(List<LiveJob> jobs, boolean turns, int page) {
        Map<String, List<LiveJob>> byDevice = new LinkedHashMap<>();
        jobs.forEach(job ->
                byDevice.computeIfAbsent(job.device(), any -> new ArrayList<>()).add(job));
        return byDevice.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), turns, page))
                .toList();
    }

    private static DeviceView of(String device, List<LiveJob> jobs, boolean turns, int page) {
        List<LiveJob> running = jobs.stream().filter(job -> !job.waits()).toList();
        List<LiveJob> line = jobs.stream().filter(LiveJob::waits).toList();
        List<JobView> waiting = new ArrayList<>();
        for (int i = PAGE * (page - 1); i < Math.min(line.size(), PAGE * page); i++) {
            LiveJob job = line.get(i);
            boolean first = isAlone(job, line.subList(0, i), turns);
            boolean last = isAlone(job, line.subList(i + 1, line.size()), turns);
            waiting.add(new JobView(job, i + 1, first, last, i == 0 ? expected(running) : ""));
        }
        return new DeviceView(
                device,
                running.stream()
                        .map(job -> new JobView(job, 0, false, false, ""))
                        .toList(),
                waiting,
                line.size());
    }

    /** Whether there is none among others that a job could change its place with. */
    private static boolean isAlone(LiveJob job, List<LiveJob> others, boolean turns) {
        return others.stream().noneMatch(other -> !turns || other.askedBy().equals(job.askedBy()));
    }

    /** Only of the first that waits: how long those before the others take, nobody knows before they run. */
    private static String expected(List<LiveJob> running) {
        return running.stream()
                .flatMap(job -> job.progress().left().stream())
                .min(Comparator.naturalOrder())
                .map(left -> "starts in about " + JobView.roughly(left))
                .orElse("starts next");
    }

    public String title() {
        return switch (device) {
            case "cpu" -> "Processor";
            case Cluster.DEVICE -> "Cluster";
            default -> device.replaceFirst("^gpu", "GPU ");
        };
    }
}
