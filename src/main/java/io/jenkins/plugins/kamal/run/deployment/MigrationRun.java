package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.text.ElapsedTime;
import java.io.Serial;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The migration of a deployment, which ran once before the first boot. */
@ExportedBean
public final class MigrationRun implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String host;
    private final String role;
    private final String command;
    private final int exitStatus;
    private final long millis;
    private final String output;

    MigrationRun(DeployEvent.MigrationFinished finished) {
        this(
                finished.host(),
                finished.role(),
                finished.command(),
                finished.exitStatus(),
                finished.millis(),
                finished.output());
    }

    private MigrationRun(
            @CheckForNull String host,
            @CheckForNull String role,
            @CheckForNull String command,
            int exitStatus,
            long millis,
            @CheckForNull String output) {
        this.host = Util.fixNull(host);
        this.role = Util.fixNull(role);
        this.command = Util.fixNull(command);
        this.exitStatus = exitStatus;
        this.millis = millis;
        this.output = Util.fixNull(output);
    }

    /** The server that it ran on. */
    @Exported
    public String getHost() {
        return host;
    }

    /** The role whose environment it had. */
    @Exported
    public String getRole() {
        return role;
    }

    /** The command. */
    @Exported
    public String getCommand() {
        return command;
    }

    /** The exit status. */
    @Exported
    public int getExitStatus() {
        return exitStatus;
    }

    /** How long it took, in milliseconds. */
    @Exported
    public long getMillis() {
        return millis;
    }

    /** The last lines that it printed, or empty. */
    @Exported
    public String getOutput() {
        return output;
    }

    /** How long it took, such as {@code 0.4 s}. */
    public String getDuration() {
        return ElapsedTime.of(millis);
    }

    /** Whether it ended with exit status 0. */
    public boolean isSuccessful() {
        return exitStatus == 0;
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new MigrationRun(host, role, command, exitStatus, millis, output);
    }
}
