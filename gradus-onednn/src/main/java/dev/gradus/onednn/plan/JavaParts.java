package dev.gradus.onednn.plan;

import java.util.List;

/**
 * What Java does for each batch besides the calls of a plan: it draws masks, keeps running
 * statistics, and has layers of its own. It allocates nothing.
 *
 * @param masks the masks of dropout layers
 * @param statistics the running statistics of batch normalizations
 * @param hosted the layers that are computed in Java
 */
public record JavaParts(
        List<DropoutMask> masks, List<RunningStatistics> statistics, List<HostedLayer> hosted) {
    public JavaParts {
        masks = List.copyOf(masks);
        statistics = List.copyOf(statistics);
        hosted = List.copyOf(hosted);
    }

    /** Begins a batch, or the part of one whose first row has this number. */
    void begin(long step, int first) {
        for (int i = 0; i < masks.size(); i++) {
            masks.get(i).write(step, first);
        }
        for (int i = 0; i < hosted.size(); i++) {
            hosted.get(i).begin(step, first);
        }
    }

    /** Updates the running statistics with those of the batch. */
    void updateStatistics() {
        for (int i = 0; i < statistics.size(); i++) {
            statistics.get(i).update();
        }
        for (int i = 0; i < hosted.size(); i++) {
            hosted.get(i).updateStatistics();
        }
    }
}
