package io.jenkins.plugins.kamal.global;

import hudson.ExtensionPoint;
import hudson.model.Job;
import java.util.List;

/** Where settings for destinations are kept, beside the global configuration. */
abstract class DestinationSource implements ExtensionPoint {

    /** The settings that hold for a job, those of the nearest folder first. */
    abstract List<DestinationLevel> levels(Job<?, ?> job);
}
