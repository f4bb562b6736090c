package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.text.ElapsedTime;
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

    HookRun(@CheckForNull String name, int exitStatus, long millis) {
        this.name = Util.fixNull(name);
        this.exitStatus = exitStatus;
        this.millis = millis;
    }

    /** The name of the hook, such as {@code pre-deploy}. */
    @Exported
    public String getName() {
        return name;
    }

    /** The exit status. */
    @Exported
    public int getExitStatus() {
        return exitStatus;
    }

    /** How long the hook took, in milliseconds. */
    @Exported
    public long getMillis() {
        return millis;
    }

    /** How long the hook took, such as {@code 0.4 s}. */
    public String getDuration() {
        return ElapsedTime.of(millis);
    }

    /** Whether the hook ended with exit status 0. */
    public boolean isSuccessful() {
        return exitStatus == 0;
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new HookRun(name, exitStatus, millis);
    }
}
