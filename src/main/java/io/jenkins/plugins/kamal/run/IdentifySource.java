package io.jenkins.plugins.kamal.run;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.resolve.SourceId;
import java.io.File;
import java.io.Serial;
import jenkins.MasterToSlaveFileCallable;

/** On the agent: which source a workspace holds. */
final class IdentifySource extends MasterToSlaveFileCallable<String> {

    @Serial
    private static final long serialVersionUID = 1;

    private final SourceSettings settings;

    IdentifySource(SourceSettings settings) {
        this.settings = settings;
    }

    @Override
    public String invoke(File project, VirtualChannel channel) throws AbortException {
        try {
            String id = settings.id();
            return id == null
                    ? SourceId.of(project.toPath()).value()
                    : SourceId.explicit(id).value();
        } catch (VersionException e) {
            // The cause stays on the agent: its class need not be known to the controller's log.
            throw new AbortException(e.getMessage());
        }
    }
}
