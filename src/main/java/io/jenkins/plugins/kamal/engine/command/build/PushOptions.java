package io.jenkins.plugins.kamal.engine.command.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The options of one build.
 *
 * @param output buildx's output type: {@code registry} pushes the image, {@code docker} keeps it on this machine
 * @param dirty whether the tags end in {@code -dirty} ({@code build dev})
 * @param noCache whether the build uses no cache
 * @param metadataFile the file in which buildx describes the image and its digest; null for none
 */
public record PushOptions(
        String output,
        boolean dirty,
        boolean noCache,
        @CheckForNull String metadataFile) {

    /** The options of a build that pushes to the registry and describes the pushed image in this file. */
    public static PushOptions toRegistry(String metadataFile) {
        return new PushOptions("registry", false, false, metadataFile);
    }

    /** Whether the image goes to the registry. */
    public boolean pushes() {
        return output.equals("registry");
    }
}
