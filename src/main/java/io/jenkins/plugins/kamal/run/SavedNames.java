package io.jenkins.plugins.kamal.run;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The former names of classes, which saved builds still contain. */
@Restricted(NoExternalUse.class)
public final class SavedNames {

    private SavedNames() {}

    /** Makes the former names known before any build is loaded. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    public static void register() {
        Run.XSTREAM2.addCompatibilityAlias("io.jenkins.plugins.kamal.run.RunningContainer", BootedContainer.class);
    }
}
