package io.jenkins.plugins.kamal.run.deployment;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The former names of classes, which saved builds still contain. */
@Restricted(NoExternalUse.class)
public final class SavedNames {

    private static final String FORMER_PACKAGE = "io.jenkins.plugins.kamal.run.";

    private SavedNames() {}

    /** Makes the former names known before any build is loaded. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    public static void register() {
        for (Class<?> moved : List.of(
                DeploymentAction.class,
                Deployment.class,
                BootedContainer.class,
                FailedBoot.class,
                HookRun.class,
                RoleBefore.class,
                RollbackCause.class,
                KamalVersionAction.class,
                RecordedVersion.class)) {
            Run.XSTREAM2.addCompatibilityAlias(FORMER_PACKAGE + moved.getSimpleName(), moved);
        }
        Run.XSTREAM2.addCompatibilityAlias(FORMER_PACKAGE + "RunningContainer", BootedContainer.class);
    }
}
