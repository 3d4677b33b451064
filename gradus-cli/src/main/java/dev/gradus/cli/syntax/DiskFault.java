package dev.gradus.cli.syntax;

import dev.gradus.run.json.RunException;
import java.io.IOException;

/** A fault of the disk that ended work which can go on where it ended. */
public final class DiskFault {
    private DiskFault() {}

    /**
     * Returns a fault that names the command that goes on, if the disk failed; else the same fault.
     *
     * @param later the command
     */
    public static RunException named(RunException fault, String later) {
        return fault.getCause() instanceof IOException
                ? new RunException(
                        "%s; once that is mended, %s goes on with what is left"
                                .formatted(fault.getMessage(), later),
                        fault)
                : fault;
    }
}
