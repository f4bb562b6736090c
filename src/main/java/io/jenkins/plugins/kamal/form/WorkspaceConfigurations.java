package io.jenkins.plugins.kamal.form;

import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration files in the directory {@code config} of a freestyle job's workspace. A Pipeline has no workspace of
 * its own, so nothing is known about it.
 *
 * @param names the names of the files in the directory
 */
record WorkspaceConfigurations(Set<String> names) {

    /** How long a form waits for an agent, which may be cut off. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final String DIRECTORY = "config";

    /** The names come from the agent, so only those are believed that look like the name of a configuration file. */
    private static final Pattern NAME = Pattern.compile("deploy[A-Za-z0-9._-]{0,90}\\.ya?ml");

    /** {@code deploy.staging.yml} is merged into {@code deploy.yml} (Kamal: lib/kamal/configuration.rb). */
    private static final Pattern OF_DESTINATION = Pattern.compile("(.+)\\.([^.]+)(\\.ya?ml)");

    /** The files of a job, as far as the user may see its workspace and the agent answers in time. */
    static WorkspaceConfigurations of(Job<?, ?> job) {
        if (job instanceof AbstractProject<?, ?> project && job.hasPermission(Item.WORKSPACE)) {
            AbstractBuild<?, ?> last = project.getLastBuild();
            FilePath workspace = last == null ? null : last.getWorkspace();
            if (workspace != null) {
                return new WorkspaceConfigurations(namesIn(workspace.child(DIRECTORY)));
            }
        }
        return new WorkspaceConfigurations(Set.of());
    }

    private static Set<String> namesIn(FilePath directory) {
        try {
            Future<Set<String>> answer = directory.actAsync(new ListConfigurations(LIMIT));
            try {
                return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).stream()
                        .filter(name -> NAME.matcher(name).matches())
                        .limit(ListConfigurations.MOST)
                        .collect(Collectors.toSet());
            } finally {
                answer.cancel(true);
            }
        } catch (IOException | ExecutionException | TimeoutException noAnswer) {
            // A form without suggestions is still a form.
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    /** The files that a step can name, relative to the workspace. */
    Collection<String> files() {
        return names.stream()
                .filter(name -> !isOfDestination(OF_DESTINATION.matcher(name)))
                .map(name -> DIRECTORY + "/" + name)
                .toList();
    }

    /** The destinations that have a file of their own. */
    Collection<String> destinations() {
        Set<String> destinations = new TreeSet<>();
        for (String name : names) {
            Matcher parts = OF_DESTINATION.matcher(name);
            if (isOfDestination(parts)) {
                destinations.add(parts.group(2));
            }
        }
        return destinations;
    }

    private boolean isOfDestination(Matcher parts) {
        return parts.matches() && names.contains(parts.group(1) + parts.group(3));
    }
}
