package dev.gradus.schedule;

/** Writes the text form. */
final class ScheduleText {
    private ScheduleText() {}

    static String of(Schedule schedule) {
        return schedule.getClass().getSimpleName();
    }
}
