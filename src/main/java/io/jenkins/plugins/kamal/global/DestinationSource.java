package io.jenkins.plugins.kamal.global;

import hudson.ExtensionPoint;
import hudson.model.Job;
import java.util.List;

/** A place, besides the global configuration, where settings for destinations are kept. */
abstract class DestinationSource implements ExtensionPoint {

    /** The settings that apply to a job, those of the nearest folder first. */
    abstract List<DestinationLevel> levels(Job<?, ?> job);
}
