package dev.gradus.studio.server;

/** Tells a page that stays open what has changed. */
public interface News {
    /** Begins for one page. */
    Reader open();

    /** News for one page. Its memory does not grow while nobody listens. */
    interface Reader {
        /**
         * Waits for something new.
         *
         * @param millis how long at most
         * @return a JSON text; empty if there was nothing
         */
        String next(long millis) throws InterruptedException;
    }
}
