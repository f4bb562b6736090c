package io.jenkins.plugins.kamal.global;

import hudson.ExtensionPoint;
import hudson.model.ItemGroup;
import java.util.List;

/** A place, besides the global configuration, where settings for destinations are kept. */
abstract class DestinationSource implements ExtensionPoint {

    /** The settings that apply to the jobs directly in a folder, those of the nearest folder first. */
    abstract List<DestinationLevel> levels(ItemGroup<?> parent);
}
