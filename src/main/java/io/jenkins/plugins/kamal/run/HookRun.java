package io.jenkins.plugins.kamal.run;

import java.io.Serial;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A hook that ran. */
@ExportedBean
public final class HookRun implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;
    private final int exitStatus;
    private final long millis;

    HookRun(String name, int exitStatus, long millis) {
        this.name = name;
        this.exitStatus = exitStatus;
        this.millis = millis;
    }

    /** Its name, {@code pre-deploy}. */
    @Exported
    public String getName() {
        return name;
    }

    /** Its exit status. */
    @Exported
    public int getExitStatus() {
        return exitStatus;
    }

    /** How long it took, in milliseconds. */
    @Exported
    public long getMillis() {
        return millis;
    }

    /** How long it took, for people. */
    public String getDuration() {
        return ElapsedTime.of(millis);
    }

    /** Whether it ended with exit status 0. */
    public boolean isSuccessful() {
        return exitStatus == 0;
    }
}
