package dev.gradus.bench.workload;

/**
 * What is measured: steps of a workload.
 *
 * @param workload network and batch
 * @param update how it is trained
 */
public record Task(Workload workload, Update update) {
    /** Returns the task with these names. */
    public static Task named(String workload, String update) {
        return new Task(Workloads.named(workload), Update.valueOf(update));
    }

    @Override
    public String toString() {
        return workload.name() + ", " + update;
    }
}
